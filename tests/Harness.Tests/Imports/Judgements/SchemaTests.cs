using System.Text;
using System.Text.Json.Nodes;
using Json.Schema;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Imports.Judgements;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Judgements;

/// <summary>The published schemas and the readers agree, as another's validator (JsonSchema.Net) sees the schemas.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly string[] Values =
    [
        "\"x\"", "\"\"", "\" \"", "\"two\\nlines\"", "null", "true", "0", "1", "1.5", "-1", "2147483648", "3.0", "{}", "[]", "[\"a\"]", "[\"a\",\"a\"]", "\"original\"", "\"swapped\"",
        """{"a":0.5}""", """{"a":"t","b":true}""", """{"a":null}""", """{"kind":"refused"}""", """{"kind":"bored"}""", """{"kind":"budget","detail":null,"value":"9"}""",
        """{"detail":"no kind"}""", """{"kind":"refused","extra":1}""",
    ];

    private static readonly string[] Starts =
    [
        """{"item":"a","annotator":"anna","label":1}""",
        """{"item":"a","context":"c","response":"r","judge":"gpt","label":"yes","repeat":1,"score":0.5}""",
        """{"item":"a","responseA":"r","responseB":"s","judge":"gpt","order":"swapped","failure":{"kind":"refused"}}""",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Judgement_GeneratedLines_AreValidWhereTheyAreRead()
    {
        JsonSchema schema = JsonSchema.FromText(RecordSchemas.Text("judgement"));
        string[] names =
        [
            "item", "context", "response", "responseA", "responseB", "cluster", "split", "tags", "annotator", "judge", "label", "failure", "explanation",
            "rationale", "at", "repeat", "order", "score", "probabilities", "lable",
        ];

        Agreement agreement = Compare(schema, names, Starts, Read);

        Assert.True(agreement is { Valid: > 200, Invalid: > 1000 }, agreement.ToString());
    }

    [Fact]
    public void Verdict_GeneratedLines_AreValidWhereTheyAreRead()
    {
        JsonSchema schema = JsonSchema.FromText(RecordSchemas.Text("verdict"));
        string[] names = ["item", "label", "failure", "repeat", "order", "score", "probabilities", "candidates", "lable"];
        string[] starts = ["""{"item":"a","label":"yes"}""", """{"item":"a","repeat":2,"order":"swapped","failure":{"kind":"refused","detail":"no"}}"""];
        int file = 0;

        // A verdict file spells whole numbers without a fraction, which a schema cannot say: 3.0 is an integer to it.
        Agreement agreement = Compare(schema, names, starts, line =>
        {
            string path = _folder.Write($"{file++}.verdicts.jsonl", $$$"""{"format":"judgeeval.verdicts/1","judge":{"name":"gpt"}}""" + $"\n{line}\n");
            return Record.Exception(() => VerdictFile.Read(path)) is null;
        }, spelled: "3.0");

        Assert.True(agreement is { Valid: > 100, Invalid: > 500 }, agreement.ToString());
    }

    [Fact]
    public void Verdict_FilesThatThisToolWrites_AreValid()
    {
        JsonSchema schema = JsonSchema.FromText(RecordSchemas.Text("verdict"));
        var verdicts = new VerdictSet(
            new JudgeIdentity { Name = "gpt" }, "data", "hash",
            [
                new Judgement("a", 0, PresentationOrder.Original, new RecordedVerdict { Label = "1", Score = 1.5, Rationale = "why", Usage = new TokenUsage(1, 2) }),
                new Judgement("b", 0, PresentationOrder.Swapped, new RecordedVerdict { Failure = new JudgeFailure(FailureKind.OutOfScale, "9 of 5", "9") { Value = "9" } }),
            ]);
        string path = Path.Combine(_folder.Root, "v.verdicts.jsonl");
        VerdictFile.Write(verdicts, path);

        Assert.All(File.ReadAllLines(path), line => Assert.True(schema.Evaluate(JsonNode.Parse(line)).IsValid, line));
    }

    private static Agreement Compare(JsonSchema schema, string[] names, string[] starts, Func<string, bool> read, string? spelled = null)
    {
        var random = new Random(7);
        string[] values = [.. Values.Where(v => v != spelled)];
        int valid = 0, invalid = 0;
        for (int i = 0; i < 3000; i++)
        {
            var line = (JsonObject)JsonNode.Parse(starts[random.Next(starts.Length)])!;
            for (int change = random.Next(3); change > 0; change--)
            {
                string name = names[random.Next(names.Length)];
                line.Remove(name);
                if (random.Next(4) > 0)
                {
                    line[name] = JsonNode.Parse(values[random.Next(values.Length)]);
                }
            }

            string text = line.ToJsonString();
            bool expected = schema.Evaluate(JsonNode.Parse(text)).IsValid;
            Assert.True(expected == read(text), $"the schema says {(expected ? "valid" : "invalid")}, the reader does not: {text}");
            (valid, invalid) = expected ? (valid + 1, invalid) : (valid, invalid + 1);
        }

        return new Agreement(valid, invalid);
    }

    private static bool Read(string line)
    {
        var target = new MemoryImport(new ImportRequest { Sources = [] });
        JudgementLine? read = JudgementLine.Read(SourceJsonReader.Read(Encoding.UTF8.GetBytes(line), "log.jsonl", 1), target);
        Assert.Equal(target.HasErrors, read is null);
        return read is not null;
    }

    private sealed record Agreement(int Valid, int Invalid);
}
