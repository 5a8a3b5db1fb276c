using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Imports.Folders;

/// <summary>What is imported straight into folders is what is imported in memory and written then.</summary>
public sealed class FolderImportTests : IDisposable
{
    private const int Seeds = 60;
    private const int HardlyAny = 700;
    private const int Plenty = 1024 * 1024;

    private static readonly ImportRequest Request = new() { Sources = ["source"] };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ImportInto_GeneratedData_WritesTheBytesOfTheMemoryPath()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            string expected = Path.Combine(_folder.Root, $"memory{seed}"), actual = Path.Combine(_folder.Root, $"folders{seed}");
            ImmutableArray<ImportedDataset> memory = new GeneratedImport(seed).Import(Request);
            foreach (ImportedDataset dataset in memory)
            {
                DatasetImporters.Write(dataset, expected);
            }

            ImmutableArray<ImportedFolder> folders = DatasetImporters.ImportInto(new GeneratedImport(seed), Request, actual, seed % 3 == 0 ? Plenty : HardlyAny, default);

            Assert.Equal(Contents(expected), Contents(actual).Where(f => Path.GetFileName(f.Name) != ImportedFolder.LogFile));
            Assert.Equal(memory.Select(Numbers), folders.Select(Numbers));
            Assert.All(folders, AssertVerdictsNameTheDataset);
        }
    }

    [Fact]
    public void ImportInto_GeneratedMistakes_TellsWhatTheMemoryPathTells()
    {
        int told = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            JudgeEvalException? memory = Refusal(() => new GeneratedImport(seed, mistakes: 25).Import(Request));
            string target = Path.Combine(_folder.Root, "out");
            JudgeEvalException? folders = Refusal(() => DatasetImporters.ImportInto(new GeneratedImport(seed, mistakes: 25), Request, target, HardlyAny, default));

            // The memory path stops at its first kind of mistake, the other one tells all kinds.
            Assert.Equal(memory is null, folders is null);
            Assert.Equal("", string.Join('\n', Told(memory).Except(Told(folders), StringComparer.Ordinal)));
            Assert.Equal(folders is null, Directory.Exists(target));
            told += memory?.Diagnostics.Length ?? 0;
            if (folders is null)
            {
                Directory.Delete(target, recursive: true);
            }
        }

        Assert.True(told > 120, $"only {told} mistakes were told");
    }

    [Fact]
    public void ImportInto_MalformedLine_TellsNoErrorThatFollowsFromIt()
    {
        // Without its first line the log has one label, by one person, of an item whose texts stand in the first line alone, and a verdict on no item.
        string path = _folder.Write(
            "log.jsonl",
            "{\"item\":\"a\",\"response\":\"r\",\"annotator\":\"anna\",\"label\":\n{\"item\":\"a\",\"judge\":\"gpt\",\"label\":\"good\"}\n{\"item\":\"b\",\"judge\":\"gpt\",\"label\":\"bad\"}\n");
        _ = DatasetImporters.TryFind("judgements", out IDatasetImporter? log);

        JudgeEvalException? memory = Refusal(() => log!.Import(RequestOf(path)));
        JudgeEvalException? folders = Refusal(() => log!.ImportInto(RequestOf(path), Path.Combine(_folder.Root, "out")));

        Assert.Equal((path, 1), (Assert.Single(folders!.Diagnostics).Location.File, folders.Diagnostics[0].Location.Line));
        Assert.Equal(memory!.Message, folders.Message);
    }

    [Fact]
    public void ImportInto_MalformedItem_TellsNoUnknownItem()
    {
        var importer = new LackingImport();

        JudgeEvalException? memory = Refusal(() => importer.Import(Request));
        JudgeEvalException? folders = Refusal(() => importer.ImportInto(Request, Path.Combine(_folder.Root, "out")));

        Assert.Equal("source(1,1): error JE1603: malformed; cut off; mend it", folders?.Message);
        Assert.Equal(memory!.Message, folders!.Message);
    }

    [Fact]
    public void Import_EmptyLabels_AreCountedInMemoryAndInFolders()
    {
        string path = _folder.Write("t.csv", "item,anna,ben\na,1,\nb,,\nc,2,1\n");
        string[] expected = [$"people's labels that are empty: 3, the first at {path}(2,5); they are missing ones and stand in no file"];

        Assert.Equal(expected, Assert.Single(Csv.Import(RequestOf(path))).Notes.Skip(1));
        Assert.Equal(expected, Assert.Single(Csv.ImportInto(RequestOf(path), Path.Combine(_folder.Root, "out"))).Notes.Skip(1));
    }

    [Fact]
    public void ImportInto_SkippedRows_StandInTheLog()
    {
        ImportedFolder import = Assert.Single(new GeneratedImport(2).ImportInto(Request, _folder.Root));

        SkippedRows skipped = Assert.Single(import.Skipped);
        Assert.Equal(("attention check", 1), (skipped.Reason, skipped.Count));
        Assert.Equal(
            $"reason,file,line,column\nattention check,source,{skipped.First[0].Line},{skipped.First[0].Column}\n",
            File.ReadAllText(Path.Combine(import.Folder, ImportedFolder.LogFile)));
    }

    [Fact]
    public void ImportInto_DuplicateInAnotherRun_NamesBothPlaces()
    {
        // Far more than the 700 bytes that are held stand between the two rows.
        string rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"item-{i},anna,{i % 3}\n"));
        string path = _folder.Write("t.csv", $"item,annotator,label\nitem-77,ben,1\n{rows}item-77,ben,2\n");

        JudgeEvalException? refusal = Refusal(() => DatasetImporters.ImportInto(Csv, RequestOf(path), Path.Combine(_folder.Root, "out"), HardlyAny, default));

        Assert.Equal(
            $"{path}(503,13): error JE1043: the annotator 'ben' labels the item 'item-77' twice; the first time is on line 2; delete one of the two annotations",
            refusal?.Message);
    }

    [Fact]
    public void ImportInto_ItemWithTwoTextsInOtherRuns_NamesBothPlaces()
    {
        string rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"item-{i},anna,{i % 3},r\n"));
        string path = _folder.Write("t.csv", $"item,annotator,label,response\n{rows}item-77,ben,1,other\n");

        JudgeEvalException? refusal = Refusal(() => DatasetImporters.ImportInto(Csv, RequestOf(path), Path.Combine(_folder.Root, "out"), HardlyAny, default));

        Assert.StartsWith($"{path}(502,1): error JE1605: the item 'item-77' has another response than at {path}(79,1);", refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportInto_MoreMistakesThanAreKept_CountsTheRest()
    {
        string rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"a,p{i},1\na,p{i},2\n"));
        string path = _folder.Write("t.csv", $"item,annotator,label\n{rows}");

        JudgeEvalException? refusal = Refusal(() => Csv.ImportInto(RequestOf(path), Path.Combine(_folder.Root, "out")));

        Assert.Equal(1001, refusal?.Diagnostics.Length);
        Assert.Equal("2000 more errors are not shown", refusal!.Diagnostics[^1].What);
    }

    [Fact]
    public void ImportInto_ManyDifferentNumbers_IsAnIntervalThatIsNotListed()
    {
        // One more than are kept; the ends and the fraction come after the others.
        string rows = string.Concat(Enumerable.Range(0, 65_536).Select(i => $"i{i},anna,{i}\n"));
        string path = _folder.Write("t.csv", $"item,annotator,label\n{rows}x,anna,-3.5\ny,anna,70000\n");

        ImportedFolder import = Assert.Single(Csv.ImportInto(RequestOf(path), Path.Combine(_folder.Root, "out")));

        Assert.Equal("interval -3.5..70000", import.Scale.ToString());
        Assert.Contains("'-3.5' is not whole", import.Notes[0], StringComparison.Ordinal);
        Assert.Equal(65_538, DatasetReader.Read(import.Folder).AnnotationCount);
    }

    [Fact]
    public void ImportInto_ManyDifferentWords_AreNoScale()
    {
        string rows = string.Concat(Enumerable.Range(0, 65_537).Select(i => $"i{i},anna,word {i}\n"));
        string path = _folder.Write("t.csv", $"item,annotator,label\n{rows}");

        JudgeEvalException? refusal = Refusal(() => Csv.ImportInto(RequestOf(path), Path.Combine(_folder.Root, "out")));

        Assert.Equal("JE1610", Assert.Single(refusal!.Diagnostics).Code);
    }

    [Fact]
    public void ImportInto_TwoDatasetsOfOneName_IsRefused()
    {
        JudgeEvalException? refusal = Refusal(() => new TwiceNamed().ImportInto(Request, Path.Combine(_folder.Root, "out")));

        Assert.Contains(refusal!.Diagnostics, d => d.Code == "JE1612");
    }

    [Fact]
    public void ImportInto_MissingAndExplainedLabels_VerdictsNameTheContentThatIsReadBack()
    {
        ImportedFolder import = Assert.Single(new MissingLabels().ImportInto(Request, _folder.Root));

        AssertVerdictsNameTheDataset(import);
        Assert.Equal(2, DatasetReader.Read(import.Folder).MissingAnnotationCount);
        Assert.Single(import.Judges);
    }

    // Read back by the reader of datasets, which computes the hash from what it holds in memory.
    private static void AssertVerdictsNameTheDataset(ImportedFolder import)
    {
        AnnotatedDataset dataset = DatasetReader.Read(import.Folder);
        foreach (ImportedJudge judge in import.Judges)
        {
            VerdictSet verdicts = VerdictFile.Read(Path.Combine(import.Folder, judge.File));
            Assert.Equal((dataset.Info.Name, dataset.Identity.Hash), (verdicts.Dataset, verdicts.DatasetHash));
        }
    }

    private static IDatasetImporter Csv => DatasetImporters.TryFind("csv", out IDatasetImporter? csv) ? csv : throw new InvalidOperationException();

    private static ImportRequest RequestOf(string path) => new() { Sources = [path] };

    private static JudgeEvalException? Refusal(Action import) => Record.Exception(import) switch
    {
        null => null,
        JudgeEvalException refusal => refusal,
        Exception other => throw new InvalidOperationException("Not a refusal.", other),
    };

    // A text that contradicts an earlier one and is repeated at once is told once, not once for each row.
    private static IEnumerable<string> Told(JudgeEvalException? refusal) =>
        (refusal?.Diagnostics ?? []).Select(d => d.Code == "JE1605" ? d.What[..d.What.IndexOf(" has another", StringComparison.Ordinal)] : d.ToString());

    private static (int, int, int, string, string, string) Numbers(ImportedDataset d) => (
        d.Dataset.Items.Length, d.Dataset.Annotators.Length, d.Dataset.AnnotationCount, d.Dataset.Scale.ToString(),
        string.Join('|', d.Judges.Select(j => $"{j.Judge.Name} {j.Judgements.Length}")), string.Join('|', d.Notes.Concat(d.Skipped.Select(s => $"{s.Reason} {s.Count}"))));

    private static (int, int, int, string, string, string) Numbers(ImportedFolder d) => (
        d.Items, d.Annotators, d.Annotations, d.Scale.ToString(),
        string.Join('|', d.Judges.Select(j => $"{j.Name} {j.Verdicts}")), string.Join('|', d.Notes.Concat(d.Skipped.Select(s => $"{s.Reason} {s.Count}"))));

    private static IEnumerable<(string Name, string Text)> Contents(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(folder, f), File.ReadAllText(f))).OrderBy(f => f.Item1, StringComparer.Ordinal);

    private sealed class TwiceNamed : IDatasetImporter
    {
        public string Format => "twice";

        public string Description => "two datasets of one name";

        public string Source => "a file";

        public void Read(ImportRequest request, ImportTarget target)
        {
            for (int i = 0; i < 2; i++)
            {
                DatasetTarget dataset = target.Begin(new ImportHead { Info = new DatasetInfo { Name = "same" }, Path = "source" });
                dataset.AddItem(new Judges.JudgeItem { Id = "a", Response = "r" }, SourceLocation.None);
                dataset.Annotate("a", "anna", "1", SourceLocation.None);
                dataset.Annotate("a", "ben", "2", SourceLocation.None);
            }
        }
    }

    private sealed class MissingLabels : IDatasetImporter
    {
        public string Format => "missing";

        public string Description => "labels that the scale counts as missing, explained and not";

        public string Source => "a file";

        public void Read(ImportRequest request, ImportTarget target)
        {
            DatasetTarget dataset = target.Begin(new ImportHead
            {
                Info = new DatasetInfo { Name = "missing" }, Path = "source", Scale = Judges.LabelScale.Interval(-1, 2, missing: ["none"]),
            });
            dataset.AddAnnotator("zoe", new Dictionary<string, string>(StringComparer.Ordinal) { ["age"] = "30\r\n31", ["land"] = "" }, SourceLocation.None);
            dataset.AddItem(new Judges.JudgeItem { Id = "b", Response = "r", Context = "c\r\nd", Cluster = "k" }, SourceLocation.None);
            dataset.AddItem(new Judges.JudgeItem { Id = "a", Response = "=r" }, SourceLocation.None);
            dataset.AddItem(new Judges.JudgeItem { Id = "c", Response = "nobody labelled it" }, SourceLocation.None);
            dataset.Annotate("b", "ben", "-0", SourceLocation.None, "=because\r\nit is");
            dataset.Annotate("b", "anna", "none", SourceLocation.None, "cannot tell", "2024-01-01");
            dataset.Annotate("a", "anna", "1.50", SourceLocation.None);
            dataset.Annotate("a", "ben", "none", SourceLocation.None);
            dataset.AddVerdict("gpt", "a", "1", SourceLocation.None);
        }
    }

    private sealed class LackingImport : IDatasetImporter
    {
        public string Format => "lacking";

        public string Description => "the item is malformed, what is said of it is not";

        public string Source => "a file";

        public void Read(ImportRequest request, ImportTarget target)
        {
            DatasetTarget dataset = target.Begin(new ImportHead { Info = new DatasetInfo { Name = "lacking" }, Path = "source" });
            target.Error("JE1603", new SourceLocation("source", 1, 1), "malformed", "cut off", "mend it");
            dataset.AddItem(new Judges.JudgeItem { Id = "other", Response = "r" }, new SourceLocation("source", 2, 1));
            dataset.Annotate("lost", "anna", "1", new SourceLocation("source", 3, 1));
            dataset.Annotate("lost", "ben", "2", new SourceLocation("source", 4, 1));
        }
    }
}
