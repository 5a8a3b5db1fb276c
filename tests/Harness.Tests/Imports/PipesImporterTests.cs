using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports;

/// <summary>The example of a format in docs/importing.md: compiled here, and the same text there.</summary>
public sealed class PipesImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_Example_IsTheClassBelow()
    {
        string page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs/importing.md")).ReplaceLineEndings("\n");
        string source = File.ReadAllText(Path.Combine(TestFolders.Repository, "tests/Harness.Tests/Imports/PipesImporterTests.cs")).ReplaceLineEndings("\n");

        Assert.Contains("```csharp\n" + source[source.LastIndexOf("/// <summary>Lines of the form", StringComparison.Ordinal)..] + "```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Lines_AreImported()
    {
        string path = _folder.Write("t.txt", "a|anna|1\na|ben|2\n# practice|anna\nb|anna|1\n");

        ImportedDataset import = Assert.Single(new PipesImporter().Import(new ImportRequest { Sources = [path] }));

        Assert.Equal((2, 3), (import.Dataset.Items.Length, import.Dataset.AnnotationCount));
        Assert.Equal(("practice round", 1), (import.Skipped[0].Reason, import.Skipped[0].Count));
    }
}

/// <summary>Lines of the form <c>item|annotator|label</c>.</summary>
internal sealed class PipesImporter : IDatasetImporter
{
    public string Format => "pipes";

    public string Description => "item, annotator and label between pipes";

    public string Source => "lines of item|annotator|label";

    public void Read(ImportRequest request, ImportTarget target)
    {
        string path = request.Sources[0];
        DatasetTarget dataset = target.Begin(new ImportHead { Info = new DatasetInfo { Name = request.Name ?? "pipes" }, Path = path });
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            var at = new SourceLocation(path, ++number, 1);
            switch (line.Split('|'))
            {
                case [var item, var annotator, var label]:
                    dataset.MentionItem(new JudgeItem { Id = item, Response = item }, at);
                    dataset.Annotate(item, annotator, label, at);
                    break;
                case ["# practice", ..]:
                    dataset.Skip(at, "practice round");
                    break;
                default:
                    target.Error("JE1603", at, "the line has not three parts", "it is item|annotator|label", "mend the line");
                    break;
            }
        }
    }
}
