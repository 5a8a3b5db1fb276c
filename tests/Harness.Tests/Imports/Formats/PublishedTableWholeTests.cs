using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Imports.Formats;

/// <summary>The public tables are imported whole, and what is written of them reads back the same. Counts are of the files themselves.</summary>
public sealed class PublishedTableWholeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void JudgingTheJudges_Whole_CountsWhatIsMissingAndReadsBackTheSame()
    {
        ImportedDataset import = Assert.Single(Import("judging-the-judges", "judging-the-judges"));

        Assert.Equal((3600, 1, 11), (import.Dataset.Items.Length, import.Dataset.Annotators.Length, import.Judges.Length));
        Assert.Equal(400, import.Dataset.Items.Select(i => i.Cluster).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("Llama-70B: no verdict on 135 of 3600 items", import.Notes);
        Assert.Contains("items without a verdict of any judge: 5; they are kept with people's label", import.Notes);
        Assert.Contains(import.Notes, n => n.StartsWith("rows that repeat a question of the same exam taker: 5;", StringComparison.Ordinal));
        AssertReadsBackTheSame(import);
    }

    [SkippableFact]
    public void Popquorn_Whole_HasThreeDivisionsAndReadsBackTheSame()
    {
        ImmutableArray<ImportedDataset> imports = Import("popquorn-llm", "popquorn");

        Assert.Equal([(1500, 1500, 54), (1500, 1483 + 1488, 54), (1500, 1500 + 1003 + 708, 54)], imports.Select(i => (i.Dataset.Items.Length, i.Dataset.AnnotationCount, i.Judges.Length)));
        Assert.Contains("tulu2_7b_base: label '8.0' is off the scale 1 time; it is kept as it is, and an alignment leaves it out", imports[0].Notes);
        Assert.Contains("gpt35_black: no valid rating on 1043 of 1500 items", imports[0].Notes);
        Assert.All(imports, AssertReadsBackTheSame);
    }

    [SkippableFact]
    public void JudgeBench_Whole_HasBothModelsAndReadsBackTheSame()
    {
        ImmutableArray<ImportedDataset> imports = Import("judgebench", "judgebench");

        Assert.Equal([(270, 1), (350, 6)], imports.Select(i => (i.Dataset.Items.Length, i.Judges.Length)).Order());
        Assert.Contains(imports, i => i.Notes.Contains("claude-3-haiku-20240307: 13 decisions are none of A>B, B>A and A=B; kept as unparsable"));
        Assert.All(imports, AssertReadsBackTheSame);
    }

    [SkippableFact]
    public void AlpacaEval_WithAStandIn_ReadsBackTheSame()
    {
        ImportedDataset import = Assert.Single(Import("alpaca-eval", "alpaca-eval", "alpaca_eval_cot_gpt4_turbo_fn"));

        // 12 models with 805 instructions each, one of them without a preference.
        Assert.Equal((9659, "alpaca_eval_cot_gpt4_turbo_fn"), (import.Dataset.AnnotationCount, Assert.Single(import.Dataset.Annotators).Id));
        AssertReadsBackTheSame(import);
    }

    private static ImmutableArray<ImportedDataset> Import(string name, string format, params string[] human)
    {
        string source = TestFolders.DataFolder(name);
        Assert.True(DatasetImporters.TryFind(format, out IDatasetImporter? importer));
        return importer.Import(new ImportRequest { Sources = [source], Columns = new ImportColumns { Human = [.. human] } });
    }

    private void AssertReadsBackTheSame(ImportedDataset import)
    {
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
