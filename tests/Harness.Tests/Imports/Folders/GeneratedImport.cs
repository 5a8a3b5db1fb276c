using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Folders;

/// <summary>An importer of a source that exists in no file: every call it makes follows from a seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="mistakes">One call of so many is a mistake; 0 for none.</param>
internal sealed class GeneratedImport(int seed, int mistakes = 0) : IDatasetImporter
{
    private static readonly string[] Texts = ["", "plain", "with, comma", "with \"quotes\"", "two\nlines", "two\r\nlines", "=1+1", "é", "\uE000", "\U0001F600 smile", " space "];
    private static readonly string[] Scales = ["1 2 3 4 5", "1.0 2 3.0 2.50", "yes no maybe", "-1 -0 0 1", "0.1 0.25 1e3", "A,B \"C\" =D"];

    private readonly Random _random = new(seed);
    private int _line;

    public string Format => "generated";

    public string Description => "calls that follow from a seed";

    public string Source => "a file";

    public void Read(ImportRequest request, ImportTarget target)
    {
        for (int dataset = 0; dataset < 1 + (seed % 2); dataset++)
        {
            Read(target, dataset);
        }
    }

    private void Read(ImportTarget target, int number)
    {
        bool pair = _random.Next(4) == 0;
        string[] labels = pair ? ["A", "N", "B"] : Scales[_random.Next(Scales.Length)].Split(' ');
        bool repeats = _random.Next(2) == 0;
        bool explains = _random.Next(2) == 0;
        bool stated = _random.Next(4) == 0 && !pair;
        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = new DatasetInfo { Name = $"generated {number}", Licence = "none: \"stated\"" },
            Path = "source",
            Shape = pair ? TaskShape.Preference : TaskShape.Single,
            Scale = stated ? LabelScale.Nominal(labels[1..], missing: [labels[0]]) : null,
        });
        List<Action> calls = [];
        string[] people = [.. Enumerable.Range(0, 1 + _random.Next(8)).Select(i => Texts[1 + _random.Next(3)].Replace("\n", "", StringComparison.Ordinal) + i)];
        string[] judges = [.. Enumerable.Range(0, _random.Next(4)).Select(i => i % 2 == 0 ? $"judge/{i}" : $"judge-{i - 1}")];
        foreach (int i in Enumerable.Range(0, 2 + _random.Next(60)))
        {
            JudgeItem item = Item(i, pair);
            if (!repeats)
            {
                calls.Add(() => dataset.AddItem(item, At()));
            }

            foreach (string person in people.Where(_ => repeats || _random.Next(3) > 0))
            {
                string label = labels[_random.Next(labels.Length)];
                string? explanation = explains ? Texts[_random.Next(Texts.Length)] : null;
                calls.Add(() =>
                {
                    if (repeats)
                    {
                        dataset.MentionItem(_random.Next(5) == 0 ? new JudgeItem { Id = item.Id } : item, At());
                        dataset.MentionItem(item, At());
                    }

                    dataset.Annotate(item.Id, person, label, At(), explanation, explains && i % 3 == 0 ? "2024-05-01" : null);
                });
            }

            foreach (string judge in judges.Where(_ => _random.Next(4) > 0))
            {
                RecordedVerdict verdict = Verdict(labels);
                int repeat = _random.Next(3);
                calls.Add(() => dataset.AddVerdict(new JudgeIdentity { Name = judge }, new Judgement(item.Id, repeat, PresentationOrder.Original, verdict), At()));
            }
        }

        if (_random.Next(2) == 0)
        {
            calls.Add(() => dataset.AddAnnotator(people[0], new Dictionary<string, string>(StringComparer.Ordinal) { ["age"] = "18, or more", ["empty"] = "" }, At()));
            calls.Add(() => dataset.AddAnnotator("nobody", new Dictionary<string, string>(StringComparer.Ordinal), At()));
        }

        _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(calls));
        foreach (Action call in calls)
        {
            call();
            if (mistakes > 0 && _random.Next(mistakes) == 0)
            {
                Mistake(dataset, target, pair, labels, people);
            }
        }

        dataset.Skip(At(), "attention check");
        dataset.Note("generated");
    }

    private void Mistake(DatasetTarget dataset, ImportTarget target, bool pair, string[] labels, string[] people)
    {
        var judge = new JudgeIdentity { Name = "late" };
        switch (_random.Next(10))
        {
            case 0:
                dataset.AddItem(Item(_random.Next(20), pair), At());
                break;
            case 1:
                dataset.MentionItem(Item(_random.Next(20), pair) with { Context = "another" }, At());
                break;
            case 2:
                dataset.Annotate("unknown", people[0], labels[0], At());
                break;
            case 3:
                dataset.Annotate(IdOf(_random.Next(20)), people[0], labels[1], At());
                break;
            case 4:
                dataset.Annotate(IdOf(_random.Next(20)), "", labels[1], At());
                break;
            case 5:
                dataset.AddItem(Item(1, !pair) with { Id = "another shape" }, At());
                break;
            case 6:
                dataset.AddVerdict(judge, new Judgement($"unknown {_line}", 0, PresentationOrder.Original, new RecordedVerdict { Label = "x" }), At());
                break;
            case 7:
                dataset.MentionVerdict(judge, new Judgement(IdOf(0), 0, PresentationOrder.Original, new RecordedVerdict { Label = labels[_random.Next(2)] }), At());
                break;
            case 8:
                target.Error("JE1603", At(), "malformed", "generated", "none");
                break;
            default:
                dataset.AddItem(Item(0, pair) with { Id = "half \uD800" }, At());
                break;
        }
    }

    private RecordedVerdict Verdict(string[] labels) => _random.Next(4) switch
    {
        0 => new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "no", "I \"will\" not") },
        1 => new RecordedVerdict { Label = labels[_random.Next(labels.Length)], Rationale = Texts[_random.Next(Texts.Length)], Score = _random.Next(9) / 2.0 },
        _ => new RecordedVerdict { Label = labels[_random.Next(labels.Length)] },
    };

    private JudgeItem Item(int i, bool pair) => new()
    {
        Id = IdOf(i),
        Context = Texts[i % Texts.Length],
        Response = pair ? null : "response " + Texts[(i + 1) % Texts.Length],
        ResponseA = pair ? "a" : null,
        ResponseB = pair ? "b" : null,
        Cluster = i % 3 == 0 ? "cluster" : null,
        Tags = i % 4 == 0
            ? ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("topic", Texts[i % Texts.Length])])
            : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
    };

    private static string IdOf(int i) => (i % 5) switch
    {
        0 => $"item {i}",
        1 => $"\uE000{i}",
        2 => $"\U0001F600{i}",
        3 => $"\"{i}\", quoted",
        _ => $"{i}",
    };

    private SourceLocation At() => new("source", ++_line, 1 + (_line % 7));
}
