using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports;

/// <summary>Public data, imported, written and read back, hold the figures that were published of them.</summary>
public sealed class PublishedImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void LlmBar_AllGroups_ReproduceAccuracyInBothOrdersAndPositionalAgreement()
    {
        string source = TestFolders.DataFolder("llmbar");
        JsonElement published = TestFolders.DataJson("llmbar", "published_statistics.json");
        var groups = ImportAndReadBack("llmbar", source)
            .SelectMany(i => i.Judges.Select(j => (i.Dataset, Verdicts: j)))
            .ToDictionary(g => (g.Dataset.Info.Name, g.Verdicts.Judge.Model!, g.Verdicts.Judge.Prompt!));

        Assert.Equal(349, groups.Count);
        Assert.Equal(349, published.GetArrayLength());
        foreach (JsonElement row in published.EnumerateArray())
        {
            string subset = row.GetProperty("subset").GetString()!;
            (AnnotatedDataset dataset, VerdictSet verdicts) = groups[(DatasetName(subset), row.GetProperty("evaluator").GetString()!, row.GetProperty("strategy").GetString()!)];
            AssertShare(
                row.GetProperty("correct_False").GetString()!, Correct(dataset, verdicts, PresentationOrder.Original), dataset.Items.Length);
            AssertShare(
                row.GetProperty("correct_True").GetString()!, Correct(dataset, verdicts, PresentationOrder.Swapped), dataset.Items.Length);
            AssertShare(row.GetProperty("equal").GetString()!, SameInBothOrders(verdicts), dataset.Items.Length);
        }
    }

    // Published: arXiv:2502.13908, kappa and ordinal alpha to four decimals. The last row's labels include two 5s.
    [SkippableTheory]
    [InlineData("willia-umbrela1", .2863, .4918)]
    [InlineData("Olz-gpt4o", .2625, .5020)]
    [InlineData("h2oloo-fewself", .2774, .4958)]
    [InlineData("TREMA-nuggets", .0604, .1691)]
    [InlineData("TREMA-rubric0", .0779, .1036)]
    [InlineData("NISTRetrieval-instruct0", .1877, .3819)]
    [InlineData("RMITIR-llama70B", null, .4873)]
    public void LlmJudge_Judge_ReproducesKappaAndAlpha(string judge, double? kappa, double alpha)
    {
        ImportedDataset import = Assert.Single(Import("llmjudge", TestFolders.DataFolder("llmjudge-trecdl23")));

        AlignmentResult result = JudgeAlignment.Compute(
            import.Dataset, import.Judges.Single(j => j.Judge.Name == judge), new AlignmentOptions { Resamples = 0 });

        Assert.Equal(alpha, result.Statistics[AlignmentMetric.KrippendorffAlpha].Value, 1e-4);
        Assert.Equal(
            kappa ?? result.Statistics[AlignmentMetric.CohenKappa].Value, result.Statistics[AlignmentMetric.CohenKappa].Value, 1e-4);
    }

    [SkippableFact]
    public void LlmJudge_Whole_HasEveryPairAndNamesLabelsOffTheScale()
    {
        ImportedDataset import = Assert.Single(ImportAndReadBack("llmjudge", TestFolders.DataFolder("llmjudge-trecdl23")));

        Assert.Equal((4423, 1, 33), (import.Dataset.Items.Length, import.Dataset.Annotators.Length, import.Judges.Length));
        Assert.Equal(25, import.Dataset.Items.Select(i => i.Cluster).Distinct(StringComparer.Ordinal).Count());
        Assert.All(import.Judges, judge => Assert.Equal(4423, judge.Judgements.Length));
        string[] off = [.. import.Judges.SelectMany(j => j.Judgements.Where(v => !import.Dataset.Scale.TryParse(v.Verdict.Label!, out _)).Select(v => $"{j.Judge.Name} {v.Verdict.Label}"))];
        Assert.Equal(["RMITIR-llama70B 5", "RMITIR-llama70B 5", "h2oloo-zeroshot2 10"], off.Order(StringComparer.Ordinal));
    }

    private static int Correct(AnnotatedDataset dataset, VerdictSet verdicts, PresentationOrder order) => verdicts.Judgements.Count(j =>
        j.Order == order && dataset.TryFindItem(j.Item, out int item) && dataset.LabelOf(dataset.AnnotationsOf(item)[0]).Text == j.Verdict.Label);

    // Two verdicts that could not be parsed count as the same, as in the publication; a parsed and an unparsed one do not.
    private static int SameInBothOrders(VerdictSet verdicts) => verdicts.Judgements
        .GroupBy(j => j.Item, StringComparer.Ordinal)
        .Count(g => g.Select(j => j.Verdict.Label ?? $"unparsed {j.Verdict.Failure!.RawReply}").Distinct(StringComparer.Ordinal).Count() == 1);

    // "33 / 92 = 35.869565217391305%"
    private static void AssertShare(string published, int count, int total)
    {
        string[] parts = published.TrimEnd('%').Split(' ');
        Assert.Equal((parts[0], parts[2]), (count.ToString(CultureInfo.InvariantCulture), total.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(double.Parse(parts[4], CultureInfo.InvariantCulture), (double)count / total * 100, 1e-12);
    }

    private static string DatasetName(string subset)
    {
        string name = subset.Replace("^", "", StringComparison.Ordinal).Replace('/', '-').ToLowerInvariant();
        return name.StartsWith("llmbar-", StringComparison.Ordinal) ? name : $"llmbar-{name}";
    }

    private static ImmutableArray<ImportedDataset> Import(string format, string source)
    {
        Assert.True(DatasetImporters.TryFind(format, out IDatasetImporter? importer));
        return importer.Import(new ImportRequest { Sources = [source] });
    }

    private ImportedDataset[] ImportAndReadBack(string format, string source) =>
    [
        .. Import(format, source).Select(import =>
        {
            string folder = DatasetImporters.Write(import, _folder.Root);
            AnnotatedDataset dataset = DatasetReader.Read(folder);
            Assert.Equal(import.Dataset.Identity, dataset.Identity);
            return new ImportedDataset(
                dataset,
                [.. Directory.EnumerateFiles(Path.Combine(folder, "verdicts")).Order(StringComparer.Ordinal).Select(VerdictFile.Read)],
                import.Notes);
        }),
    ];
}
