using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Imports.Folders;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Folders;

/// <summary>An import that is killed in the midst of putting its folders in their places.</summary>
public sealed class FolderSwapTests : IDisposable
{
    private const string Workspace = ".judgeeval-import-0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Put_KilledBeforeAnyStep_IsNotBegunOrIsFinishedByTheNextImport()
    {
        Prepare("target");
        List<string> kills = [];
        new FolderSwap(At("target"), At($"target/{Workspace}"), () =>
        {
            kills.Add($"kill{kills.Count}");
            Copy(At("target"), At(kills[^1]));
        }).Put([(At($"target/{Workspace}/0"), "a"), (At($"target/{Workspace}/2"), "b")]);

        int begun = 0;
        foreach (string kill in kills)
        {
            // No journal: not begun. This is the rule that the documentation states, so a kill can be told to be one or the other.
            bool isBegun = File.Exists(At($"{kill}/{Workspace}/journal"));
            begun += isBegun ? 1 : 0;

            new OneItem().ImportInto(new ImportRequest { Sources = ["source"] }, At(kill));

            Directory.Delete(At($"{kill}/one"), recursive: true);
            Assert.Equal(isBegun ? After : Before, Files(kill));
        }

        // 2 folders made ready and the journal; then 2 exchanges of 2 moves, 3 files and a folder that come along, 2 old folders removed, the journal removed.
        Assert.Equal((3, 11), (kills.Count - begun, begun));
    }

    [Fact]
    public void Put_Done_TakesFilesWithoutCounterpartAlong()
    {
        Prepare("target");

        new FolderSwap(At("target"), At($"target/{Workspace}")).Put([(At($"target/{Workspace}/0"), "a"), (At($"target/{Workspace}/2"), "b")]);

        Directory.Delete(At($"target/{Workspace}"), recursive: true);
        Assert.Equal(After, Files("target"));
    }

    [Fact]
    public void Put_SecondFolderCannotBePut_TakesTheFirstBack()
    {
        Prepare("target");
        int steps = 0;

        // The moves are: two folders made ready, the journal, then a to old, a put, and b to old, which fails.
        Assert.Throws<IOException>(() => new FolderSwap(At("target"), At($"target/{Workspace}"), () => throwAt(6))
            .Put([(At($"target/{Workspace}/0"), "a"), (At($"target/{Workspace}/2"), "b")]));

        Assert.False(FolderSwap.IsPending(At($"target/{Workspace}")));
        Directory.Delete(At($"target/{Workspace}"), recursive: true);
        Assert.Equal(Before, Files("target"));

        void throwAt(int step)
        {
            if (++steps == step)
            {
                throw new IOException("in use");
            }
        }
    }

    [Fact]
    public void Put_CannotBeTakenBackEither_KeepsEverythingAndTheNextImportFinishes()
    {
        Prepare("target");
        int steps = 0;

        IOException failure = Assert.Throws<IOException>(() => new FolderSwap(At("target"), At($"target/{Workspace}"), () => _ = ++steps < 6 ? 0 : throw new IOException("in use"))
            .Put([(At($"target/{Workspace}/0"), "a"), (At($"target/{Workspace}/2"), "b")]));

        Assert.Contains("the next import finishes this one", failure.Message, StringComparison.Ordinal);
        new OneItem().ImportInto(new ImportRequest { Sources = ["source"] }, At("target"));
        Directory.Delete(At("target/one"), recursive: true);
        Assert.Equal(After, Files("target"));
    }

    [Fact]
    public void Put_PlaceIsALink_IsRefusedAndNothingIsTouched()
    {
        Prepare("target");
        Directory.Move(At("target/b"), At("elsewhere"));
        Directory.CreateSymbolicLink(At("target/b"), At("elsewhere"));
        string[] elsewhere = Files("elsewhere");

        Assert.Throws<IOException>(() => new FolderSwap(At("target"), At($"target/{Workspace}")).Put([(At($"target/{Workspace}/0"), "a"), (At($"target/{Workspace}/2"), "b")]));

        Assert.Equal(elsewhere, Files("elsewhere"));
        Assert.Contains("a/items.jsonl: old a", Files("target"));
    }

    [Fact]
    public void ImportInto_JournalThatLeadsElsewhere_IsRefused()
    {
        _folder.Write($"deep/target/{Workspace}/made-by-judgeeval-import", "");
        _folder.Write($"deep/target/{Workspace}/new/victim/items.jsonl", "new");
        _folder.Write($"deep/target/{Workspace}/journal", "../victim\n");
        _folder.Write("deep/victim/items.jsonl", "mine");

        Assert.Throws<IOException>(() => new OneItem().ImportInto(new ImportRequest { Sources = ["source"] }, At("deep/target")));

        Assert.Equal(["items.jsonl: mine"], Files("deep/victim"));
    }

    private static string[] Before =>
    [
        "a/annotators.csv: old a", "a/import-log.csv: old a", "a/items.jsonl: old a", "a/notes.txt: mine", "a/verdicts/new.jsonl: old a", "a/verdicts/old.jsonl: old a",
        "b/items.jsonl: old b", "b/more/deep.txt: mine", "b/tags.txt: mine",
    ];

    private static string[] After =>
    [
        "a/items.jsonl: new a", "a/notes.txt: mine", "a/verdicts/new.jsonl: new a", "a/verdicts/old.jsonl: old a",
        "b/annotators.csv: new b", "b/items.jsonl: new b", "b/more/deep.txt: mine", "b/tags.txt: mine",
    ];

    private void Prepare(string target)
    {
        foreach (string line in Before)
        {
            _folder.Write($"{target}/{line.Split(": ")[0]}", line.Split(": ")[1]);
        }

        _folder.Write($"{target}/{Workspace}/made-by-judgeeval-import", "");
        _folder.Write($"{target}/{Workspace}/0/items.jsonl", "new a");
        _folder.Write($"{target}/{Workspace}/0/verdicts/new.jsonl", "new a");
        _folder.Write($"{target}/{Workspace}/2/items.jsonl", "new b");
        _folder.Write($"{target}/{Workspace}/2/annotators.csv", "new b");
    }

    private string At(string path) => Path.Combine(_folder.Root, path);

    private string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(At(folder), "*", SearchOption.AllDirectories)
            .Select(f => $"{Path.GetRelativePath(At(folder), f).Replace('\\', '/')}: {File.ReadAllText(f)}").Order(StringComparer.Ordinal),
    ];

    private static void Copy(string from, string to)
    {
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private sealed class OneItem : IDatasetImporter
    {
        public string Format => "one";

        public string Description => "an item";

        public string Source => "a file";

        public void Read(ImportRequest request, ImportTarget target)
        {
            DatasetTarget dataset = target.Begin(new ImportHead { Info = new Harness.Datasets.DatasetInfo { Name = "one" }, Path = "source" });
            dataset.AddItem(new JudgeItem { Id = "a", Response = "r" }, SourceLocation.None);
            dataset.Annotate("a", "anna", "1", SourceLocation.None);
            dataset.Annotate("a", "ben", "2", SourceLocation.None);
        }
    }
}
