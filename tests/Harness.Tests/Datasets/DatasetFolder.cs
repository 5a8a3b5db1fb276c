using System.Text;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Tests.Datasets;

/// <summary>A dataset folder of its own for one test, lawful until the test changes it.</summary>
internal sealed class DatasetFolder : IDisposable
{
    public const string Head =
        "name: answers\ntask: single\nscale:\n  level: ordinal\n  labels: [Terrible, Poor, Average, Good, Excellent]\n  missing: [NA]\n";

    public const string Items =
        """
        {"id":"q1","context":"Where is my parcel?","response":"On its way."}
        {"id":"q2","context":"How do I reset?","response":"Click here."}

        """;

    public const string Annotations = "item,annotator,label\nq1,ann,Good\nq1,bob,Poor\nq2,ann,Excellent\n";

    public DatasetFolder()
    {
        Path = Directory.CreateTempSubdirectory("judgeeval-dataset-").FullName;
        Write("dataset.yaml", Head);
        Write("items.jsonl", Items);
        Write("annotations.csv", Annotations);
    }

    public string Path { get; }

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text, new UTF8Encoding(false));

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(System.IO.Path.Combine(Path, file), bytes);

    public string Text(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public bool Has(string file) => File.Exists(System.IO.Path.Combine(Path, file));

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public AnnotatedDataset Read() => DatasetReader.Read(Path);

    /// <summary>All messages with which the folder is refused, the folder's own path taken off.</summary>
    public string[] Errors() =>
        [.. Assert.Throws<JudgeEvalException>(Read).Diagnostics.Select(d => d.ToString().Replace(Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
