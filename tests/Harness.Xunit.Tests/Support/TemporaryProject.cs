namespace JudgeEval.Xunit.Tests.Support;

/// <summary>A project's folder with its output folder, deleted at the end.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public const string SourceFile = "/_/src/AnySuite.cs";

    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-xunit-").FullName;

    public TemporaryProject()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Source, "AnySuite.cs"), "");
    }

    public string Source => Path.Combine(_root, "source");

    public string Output => Path.Combine(_root, "output");

    public SuiteProject Project => new(Output, Source);

    /// <summary>Writes a file of the project and its copy beside the tests.</summary>
    public TemporaryProject With(string path, string text)
    {
        foreach (string root in new[] { Source, Output })
        {
            string file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return this;
    }

    /// <summary>A prompt of a name.</summary>
    public TemporaryProject WithPrompt(string path, string name) => With(
        path,
        $$$"""
        ---
        name: {{{name}}}
        task: single
        output: choice
        ---
        ## user
        Grade this: <response>{{response}}</response>

        """);

    /// <summary>Six answers that three people grade Bad or Good; two of the three say Bad of the last.</summary>
    public TemporaryProject WithDataset(string name = "answers") =>
        With($"datasets/{name}/dataset.yaml", $"name: {name}\ntask: single\nscale: {{level: ordinal, labels: [Bad, Fair, Good]}}\nsubjectivity: manifest\n")
            .With($"datasets/{name}/items.jsonl", string.Concat(Enumerable.Range(1, 6).Select(i => $"{{\"id\":\"i{i}\",\"context\":\"c{i}\",\"response\":\"r{i}\"}}\n")))
            .With($"datasets/{name}/annotations.csv", "item,annotator,label\n" + string.Concat(
                Enumerable.Range(1, 6).SelectMany(i => Enumerable.Range(1, 3).Select(a =>
                    $"i{i},a{a},{(i <= 3 ? "Good" : i == 6 && a == 1 ? "Good" : "Bad")}\n"))));

    /// <summary>A file of recorded verdicts: a label for each item i1, i2, ….</summary>
    public TemporaryProject WithVerdicts(string path, params string[] labels) =>
        With(path, "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"recorded\"}}\n"
            + string.Concat(labels.Select((label, i) => $"{{\"item\":\"i{i + 1}\",\"repeat\":0,\"order\":\"original\",\"label\":\"{label}\"}}\n")));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
