using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Imports;

/// <summary>Public data are imported whole, and what is written of them reads back the same. What was published of them is asserted in <c>evals</c>.</summary>
public sealed class PublishedImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void LlmBar_Whole_ReadsBackTheSame()
    {
        ImmutableArray<ImportedDataset> imports = Import("llmbar");

        Assert.Equal((8, 349), (imports.Length, imports.Sum(i => i.Judges.Length)));
        Assert.All(imports, AssertReadsBackTheSame);
    }

    [SkippableFact]
    public void LlmJudge_Whole_HasEveryPairNamesLabelsOffTheScaleAndReadsBackTheSame()
    {
        ImportedDataset import = Assert.Single(Import("llmjudge-trecdl23", "llmjudge"));

        Assert.Equal((4423, 1, 33), (import.Dataset.Items.Length, import.Dataset.Annotators.Length, import.Judges.Length));
        Assert.Equal(25, import.Dataset.Items.Select(i => i.Cluster).Distinct(StringComparer.Ordinal).Count());
        Assert.All(import.Judges, judge => Assert.Equal(4423, judge.Judgements.Length));
        Assert.Equal(
            [
                "RMITIR-llama70B: label '5' is off the scale 2 times; it is kept, and an alignment counts it as the scale's end",
                "h2oloo-zeroshot2: label '10' is off the scale 1 time; it is kept, and an alignment counts it as the scale's end",
            ],
            import.Notes.AsEnumerable());
        AssertReadsBackTheSame(import);
    }

    // Counts of the published files: instances, labels and judges.
    [SkippableTheory]
    [InlineData("dices", 3, 1690, 115_503, 0)]
    [InlineData("judge-bench", 18, 1043 + 300 + (2 * 3701) + (4 * 420) + (6 * 52) + (2 * 2853) + (2 * 2801), 1043 + 600 + (2 * 3701) + (4 * 1260) + (6 * 1056) + (2 * 5654), 0)]
    [InlineData("alttest", 6, 1008 + 711 + 880 + 120 + 6400 + 246, 4032 + 2193 + 2560 + 246 + 19_200 + 1380, 36)]
    [InlineData("disagreement-prediction", 21, 1000 + 200 + (3 * 3 * 1200) + 200, 4110 + 853 + 1000 + (3 * (983 + 986 + 983 + (3 * 4897))), 0)]
    public void Set_Whole_HasEveryLabelAndReadsBackTheSame(string name, int datasets, int items, int annotations, int judges)
    {
        ImmutableArray<ImportedDataset> imports = Import(name);

        Assert.Equal((datasets, items, annotations), (imports.Length, imports.Sum(i => i.Dataset.Items.Length), imports.Sum(i => i.Dataset.AnnotationCount)));
        Assert.Equal(judges, imports.Sum(i => i.Judges.Length));
        Assert.All(imports, i => Assert.Empty(i.Skipped));
        Assert.All(imports, AssertReadsBackTheSame);
    }

    private static ImmutableArray<ImportedDataset> Import(string name, string? format = null)
    {
        string source = TestFolders.DataFolder(name);
        Assert.True(DatasetImporters.TryFind(format ?? name, out IDatasetImporter? importer));
        return importer.Import(new ImportRequest { Sources = [source] });
    }

    private void AssertReadsBackTheSame(ImportedDataset import)
    {
        Assert.NotNull(import.Dataset.Info.Licence);
        string folder = DatasetImporters.Write(import, _folder.Root);

        Assert.Equal(import.Dataset.Identity, DatasetReader.Read(folder).Identity);
        foreach (VerdictSet judge in import.Judges)
        {
            VerdictSet read = VerdictFile.Read(Path.Combine(folder, "verdicts", VerdictFileName.Of(judge.Judge.Name)));
            Assert.Equal(judge.Judge, read.Judge);
            Assert.Equal(judge.Judgements.AsEnumerable(), read.Judgements);
        }
    }
}
