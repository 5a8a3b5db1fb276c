using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// LLMBar: pairs of outputs, of which one follows the instruction better, in eight subsets, and the recorded preferences of
/// evaluators in both orders. Zeng et al. (2024), "Evaluating Large Language Models at Evaluating Instruction Following",
/// arXiv:2310.07641.
/// </summary>
public sealed class PublicLlmBar
{
    private const string Name = "llmbar";

    // A judge that takes the other side when the outputs change places counts as undecided: its choice was the place.
    [Theory, JudgeSuite(typeof(Natural), Name = "llmbar", Judges = ["GPT-4_Vanilla", "GPT-4_Swap_CoT"])]
    public Task Best_judges_prefer_the_better_output(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.7).WithoutSnapshot());

    /// <summary>A row for each published file; a row for each of its figures would be 1,745.</summary>
    public static TheoryData<string> Judges => [.. BothOrders.Files.Select(f => f.Name)];

    [PublicDataTheory(Name), MemberData(nameof(Judges))]
    public void Judge_is_as_accurate_and_as_consistent_as_published(string judge)
    {
        PublishedFigure[] figures = [.. PublishedSet.Of(typeof(BothOrders)).Figures.Where(f => f.Of == judge)];

        Assert.Equal(5, figures.Length);
        Assert.All(figures, figure => PublishedSet.ShouldReproduce<BothOrders>(figure.Measure, judge));
    }

    [PublicDataTheory(Name)]
    [InlineData("llmbar-adversarial-gptinst", 65)]
    [InlineData("llmbar-adversarial-gptout", 65)]
    [InlineData("llmbar-adversarial-manual", 65)]
    [InlineData("llmbar-adversarial-neighbor", 65)]
    [InlineData("llmbar-natural", 65)]
    [InlineData("llmbar-processed-faireval", 8)]
    [InlineData("llmbar-processed-llmeval2", 8)]
    [InlineData("llmbar-processed-mt-bench", 8)]
    public void Every_judge_of_a_subset_is_imported(string dataset, int judges) =>
        Assert.Equal(judges, PublicData.Import("llmbar", Name).Single(d => d.Dataset.Info.Name == dataset).Judges.Length);

    // What is wrong with the published kappas is known, not guessed: made the same way, they come out the same.
    [PublicDataTheory(Name)]
    [InlineData("kappa_False")]
    [InlineData("kappa_True")]
    public void Published_kappa_takes_the_second_output_for_two_things(string published) => Assert.All(
        BothOrders.Files.Where(f => !f.HasUnparsed),
        file => Assert.Equal(file.Number(published), file.KappaWithTheSecondOutputTwice(swapped: published == "kappa_True"), 1e-6));

    // By hand, GPT-4 Vanilla on 100 pairs of which 42 have the label 1: 40 and 55 right, 2 and 3 wrong, by chance (42 · 43 + 58 · 57) / 10000 = .5112,
    // so (.95 - .5112) / .4888; swapped 40 and 56 right, 2 and 2 wrong, (42² + 58²) / 10000 = .5128, so (.96 - .5128) / .4872.
    [PublicDataTheory(Name)]
    [InlineData("original", .4388 / .4888)]
    [InlineData("swapped", .4472 / .4872)]
    public void Right_kappa_stands_beside_the_wrong_one(string order, double kappa)
    {
        PublishedMistake mistake = PublishedSet.Of(typeof(BothOrders)).Mistakes
            .Single(m => m.Of == "GPT-4_Vanilla on LLMBar/Natural" && m.Measure == $"kappa with the label, {order} order");

        Assert.Equal(kappa, mistake.Right, 1e-12);
        Assert.True(mistake.Published < 0.28);
    }

    /// <summary>The subset that was not made to mislead judges.</summary>
    public sealed class Natural : IDatasetSource
    {
        public string? WhyAbsent => PublicData.WhyAbsent(Name);

        public ImmutableArray<ImportedDataset> Load() =>
            [PublicData.Import("llmbar", Name).Single(d => d.Dataset.Info.Name == "llmbar-natural")];
    }

    /// <summary>How many pairs a judge gets right in each order and in both, and on how many it says the same in both.</summary>
    internal sealed class BothOrders : PublishedSet
    {
        private const string Source = "the authors' result files";

        private static readonly string[] Examples = ["GPT-4_Vanilla", "GPT-4_Swap_CoT"];

        private static readonly Lazy<ImmutableArray<ResultFile>> Cache = new(ReadFiles);

        /// <summary>Every published file: a judge on a subset.</summary>
        public static ImmutableArray<ResultFile> Files => Cache.Value;

        public override string Dataset => Name;

        public override string Title => "LLMBar: which of two outputs follows the instruction better, 65 judges on five subsets and 8 on three more, in both orders (arXiv:2310.07641).";

        public override ImmutableArray<PublishedMistake> Mistakes =>
        [
            .. Files.Where(f => f is { Judge: "GPT-4_Vanilla", HasUnparsed: false } && f.Subset.StartsWith("LLMBar/", StringComparison.Ordinal)).SelectMany(f => new[]
            {
                Mistake(f, "kappa with the label, original order", "kappa_False", f.Original),
                Mistake(f, "kappa with the label, swapped order", "kappa_True", f.Swapped),
            }),
        ];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Count("pairs right, original order", "correct_False", f => f.Original.Items.Count(IsRight)),
            .. Count("pairs right, swapped order", "correct_True", f => f.Swapped.Items.Count(IsRight)),
            .. Count("pairs right in both orders", "correct_both", f => f.Original.Items.Zip(f.Swapped.Items).Count(i => IsRight(i.First) && IsRight(i.Second))),
            .. Count("pairs with the same winner in both orders", "equal", f => f.Said(f.Original).Zip(f.Said(f.Swapped)).Count(s => s.First == s.Second)),
            .. Kappa("Cohen's kappa between the orders", f => !f.HasUnparsed),
            .. Kappa("Cohen's kappa between the orders, an unparsed verdict taken for the second output as published", f => f.HasUnparsed),
        ];

        private static bool IsRight(ItemAlignment item) => item is { Judge: not null, Disagrees: false };

        private static IEnumerable<PublishedFigure> Count(string measure, string published, Func<ResultFile, double> compute) =>
            Files.Select(f => new PublishedFigure(measure, f.Name, Source, f.Count(published), 0, () => compute(f)) { Example = IsExample(f) });

        private static IEnumerable<PublishedFigure> Kappa(string measure, Func<ResultFile, bool> condition) => Files.Where(condition).Select(f =>
            new PublishedFigure(measure, f.Name, Source, f.Number("kappa_agreement"), 1e-6, f.KappaBetweenOrders) { Example = IsExample(f) });

        private static bool IsExample(ResultFile file) => file.Subset == "LLMBar/Natural" && Examples.Contains(file.Judge, StringComparer.Ordinal);

        private static PublishedMistake Mistake(ResultFile file, string measure, string published, AlignmentResult order) => new(
            measure, file.Name, $"{Source}, {published}", file.Number(published),
            "winner 2 was turned into 0 and label 2 was not, so that agreement on the second output counts as disagreement",
            () => order.Statistics[AlignmentMetric.CohenKappa].Value);

        private static ImmutableArray<ResultFile> ReadFiles()
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PublicData.Folder(Name), "published_statistics.json")));
            ImmutableArray<ImportedDataset> data = PublicData.Import("llmbar", Name);
            Dictionary<string, (ImportedDataset Data, ImmutableArray<AlignmentResult> Original, ImmutableArray<AlignmentResult> Swapped)> bySubset = data.ToDictionary(
                d => d.Dataset.Info.Name, d => (d, Align(d, PresentationOrder.Original), Align(d, PresentationOrder.Swapped)), StringComparer.Ordinal);
            return
            [
                .. document.RootElement.EnumerateArray().Select(row =>
                {
                    string subset = row.GetProperty("subset").GetString()!, judge = $"{row.GetProperty("evaluator").GetString()}_{row.GetProperty("strategy").GetString()}";
                    (ImportedDataset of, ImmutableArray<AlignmentResult> original, ImmutableArray<AlignmentResult> swapped) = bySubset[DatasetName(subset)];
                    int at = of.Judges.Select(j => j.Judge.Name).ToImmutableArray().IndexOf(judge);
                    return new ResultFile(subset, judge, row.Clone(), original[at], swapped[at]);
                }),
            ];
        }

        private static ImmutableArray<AlignmentResult> Align(ImportedDataset data, PresentationOrder order) => JudgeAlignment.Compute(
            data.Dataset,
            [.. data.Judges.Select(judge => new VerdictSet(judge.Judge, null, null, judge.Judgements.Where(j => j.Order == order)))],
            new AlignmentOptions { Resamples = 0, Baselines = false });

        private static string DatasetName(string subset)
        {
            string name = subset.Replace("^", "", StringComparison.Ordinal).Replace('/', '-').ToLowerInvariant();
            return name.StartsWith("llmbar-", StringComparison.Ordinal) ? name : $"llmbar-{name}";
        }
    }

    /// <summary>A judge on a subset: what was published and the alignment in each order.</summary>
    internal sealed record ResultFile(string Subset, string Judge, JsonElement Published, AlignmentResult Original, AlignmentResult Swapped)
    {
        private const double Second = 2;

        public string Name => $"{Judge} on {Subset}";

        public bool HasUnparsed => Original.Items.Concat(Swapped.Items).Any(i => i.Judge is null);

        public double Number(string property) => Published.GetProperty(property).GetDouble();

        // "33 / 92 = 35.869565217391305%": the first word is the count.
        public int Count(string property) => int.Parse(Published.GetProperty(property).GetString()!.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture);

        // Two replies that could not be parsed count as the same where they are the same text, as in the publication.
        public IEnumerable<string> Said(AlignmentResult order) => order.Items.Select(i => i.Judge ?? $"unparsable: {i.Failure?.RawReply}");

        public double KappaBetweenOrders() => Kappa(Winners(Original), Winners(Swapped));

        public double KappaWithTheSecondOutputTwice(bool swapped)
        {
            AlignmentResult order = swapped ? Swapped : Original;
            double[] labels = [.. order.Items.Select(i => i.People[0].Label == "A" ? 1.0 : Second)];
            return Kappa(labels, [.. Winners(order).Select(w => w == Second ? 0 : w)]);
        }

        private static double[] Winners(AlignmentResult order) => [.. order.Items.Select(i => i.Judge == "A" ? 1.0 : Second)];

        private static double Kappa(double[] first, double[] second) => PairStatistics.Compute(PairTable.Create(first, second), PairStatistic.CohenKappa).Value;
    }
}
