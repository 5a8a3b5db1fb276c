using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Folders;

/// <summary>Whole or not at all, and nowhere but in the target.</summary>
public sealed class FolderPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Root, "deep", "target");

    [Fact]
    public void ImportInto_ImporterThrows_LeavesNothing()
    {
        Assert.Throws<NotSupportedException>(() => DatasetImporters.ImportInto(new Scripted(d => throw new NotSupportedException(), rows: 2000), Request, Target, 700, default));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void ImportInto_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => new Scripted(_ => source.Cancel()).ImportInto(Request, Target, source.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void ImportInto_DataRefused_KeepsWhatStoodThere()
    {
        new Scripted().ImportInto(Request, Target);
        string before = Snapshot();

        Assert.Throws<JudgeEvalException>(() => new Scripted(d => d.Annotate("unknown", "anna", "1", SourceLocation.None)).ImportInto(Request, Target));

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void ImportInto_FolderIsThere_ReplacesItsFilesAndKeepsOthers()
    {
        new Scripted(d =>
        {
            d.AddAnnotator("anna", new Dictionary<string, string>(StringComparer.Ordinal) { ["age"] = "30" }, SourceLocation.None);
            d.AddVerdict("old", "item 1", "1", SourceLocation.None);
            d.Skip(SourceLocation.None, "practice");
        }).ImportInto(Request, Target);
        _folder.Write("deep/target/data/notes.txt", "mine");

        ImportedFolder import = Assert.Single(new Scripted(d => d.AddVerdict("new", "item 1", "1", SourceLocation.None)).ImportInto(Request, Target));

        Assert.Equal("verdict files that stood there before and are not of this import: old.verdicts.jsonl", import.Notes[^1]);
        string folder = Path.Combine(Target, "data");
        Assert.Equal(
            ["annotations.csv", "dataset.yaml", "items.jsonl", "notes.txt", "verdicts/new.verdicts.jsonl", "verdicts/old.verdicts.jsonl"],
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName));
    }

    [Fact]
    public void ImportInto_FileCannotBePutThere_TakesTheOthersBack()
    {
        new Scripted().ImportInto(Request, Target);
        File.Delete(Path.Combine(Target, "data", DatasetFiles.Items));
        Directory.CreateDirectory(Path.Combine(Target, "data", DatasetFiles.Items));
        string before = Snapshot();

        Assert.ThrowsAny<IOException>(() => new Scripted(d => d.AddVerdict("new", "item 1", "1", SourceLocation.None)).ImportInto(Request, Target));

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void ImportInto_LeftoversOfAKilledImport_AreRemoved()
    {
        _folder.Write("deep/target/.judgeeval-import-0/0/items.jsonl", "half");
        _folder.Write("deep/target/.judgeeval-import-0/lock", "");
        _folder.Write("deep/target/.judgeeval-import-0/made-by-judgeeval-import", "");

        new Scripted().ImportInto(Request, Target);

        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ImportInto_WorkspaceIsALink_IsRefusedAndWhatIsBehindItStays(bool leadsSomewhere)
    {
        _folder.Write("victim/inner/kept.txt", "mine");
        Directory.CreateDirectory(Target);
        Directory.CreateSymbolicLink(Path.Combine(Target, ".judgeeval-import-0"), Path.Combine(_folder.Root, leadsSomewhere ? "victim" : "nowhere"));

        IOException refusal = Assert.Throws<IOException>(() => new Scripted().ImportInto(Request, Target));

        Assert.Contains("is a link", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Root, "victim", "inner", "kept.txt")));
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, "nowhere")));
    }

    [Fact]
    public void ImportInto_FolderOfTheWorkspacesNameThatNoImportMade_Stays()
    {
        _folder.Write("deep/target/.judgeeval-import-0/0/kept.txt", "mine");
        _folder.Write("deep/target/.judgeeval-import-0/lock", "mine, too");

        new Scripted().ImportInto(Request, Target);

        Assert.Equal("mine", File.ReadAllText(Path.Combine(Target, ".judgeeval-import-0", "0", "kept.txt")));
        Assert.Equal("mine, too", File.ReadAllText(Path.Combine(Target, ".judgeeval-import-0", "lock")));
        Assert.Equal([".judgeeval-import-0", "data"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ImportInto_TwoAtOnce_DoNotDisturbEachOther()
    {
        var outer = new Scripted(_ => new Scripted { Name = "inner" }.ImportInto(Request, Target)) { Name = "outer" };

        outer.ImportInto(Request, Target);

        Assert.Equal(["inner", "outer"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ImportInto_FolderOfADatasetWithAnotherName_IsRefusedAndStays()
    {
        new Scripted { Name = "my data" }.ImportInto(Request, Target);
        string before = Snapshot();

        JudgeEvalException refusal = Assert.Throws<JudgeEvalException>(() => new Scripted { Name = "my/data" }.ImportInto(Request, Target));

        Assert.Equal(("JE1618", "the folder holds the dataset 'my data', and the import is called 'my/data'"), (refusal.Diagnostics[0].Code, refusal.Diagnostics[0].What));
        Assert.Single(refusal.Diagnostics);
        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData("my/data")]
    [InlineData("'quoted': #not a comment")]
    [InlineData(" spaced ")]
    [InlineData("1.0")]
    [InlineData("null")]
    public void ImportInto_SameNameAgain_Replaces(string name)
    {
        new Scripted { Name = name }.ImportInto(Request, Target);

        ImportedFolder again = Assert.Single(new Scripted(rows: 10) { Name = name }.ImportInto(Request, Target));

        Assert.Equal(10, DatasetReader.Read(again.Folder).Items.Length);
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/etc/outside")]
    [InlineData("..")]
    [InlineData("a\\..\\..\\b")]
    [InlineData("C:\\outside")]
    public void ImportInto_NamesThatArePaths_StayInTheTarget(string name)
    {
        ImportedFolder import = Assert.Single(
            new Scripted(d => d.AddVerdict(name, "item 1", "1", SourceLocation.None)) { Name = name }.ImportInto(Request, Target));

        string verdicts = Path.GetFullPath(Path.Combine(import.Folder, import.Judges[0].File));
        Assert.Equal(Path.GetFullPath(Target), Path.GetDirectoryName(Path.GetFullPath(import.Folder)));
        Assert.Equal(Path.Combine(Path.GetFullPath(import.Folder), "verdicts"), Path.GetDirectoryName(verdicts));
        Assert.Equal(name, VerdictFile.Read(verdicts).Judge.Name);
        Assert.All(Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories), f => Assert.StartsWith(Target, f, StringComparison.Ordinal));
    }

    [Fact]
    public void ImportInto_JudgesThatFilesCannotTellApart_GetFilesOfTheirOwn()
    {
        string[] judges = ["a/b", "a-b", "A-B", new string('x', 400), new string('x', 399) + "y"];

        ImportedFolder import = Assert.Single(
            new Scripted(d => Array.ForEach(judges, j => d.AddVerdict(j, "item 1", "1", SourceLocation.None))).ImportInto(Request, Target));

        Assert.Equal(judges, import.Judges.Select(j => VerdictFile.Read(Path.Combine(import.Folder, j.File)).Judge.Name));
        Assert.Equal(5, import.Judges.Select(j => j.File.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count());
    }

    private static ImportRequest Request => new() { Sources = ["source"] };

    private string Snapshot() => string.Join(
        '\n', Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f}: {File.ReadAllText(f)}"));

    private sealed class Scripted(Action<DatasetTarget>? then = null, int rows = 5000) : IDatasetImporter
    {
        public string Name { get; init; } = "data";

        public string Format => "scripted";

        public string Description => "some rows and what a test adds";

        public string Source => "a file";

        public void Read(ImportRequest request, ImportTarget target)
        {
            DatasetTarget dataset = target.Begin(new ImportHead { Info = new DatasetInfo { Name = Name }, Path = "source" });
            for (int i = 0; i < rows; i++)
            {
                dataset.AddItem(new JudgeItem { Id = $"item {i}", Response = "r" }, SourceLocation.None);
                dataset.Annotate($"item {i}", "anna", $"{i % 2}", SourceLocation.None);
            }

            then?.Invoke(dataset);
        }
    }
}
