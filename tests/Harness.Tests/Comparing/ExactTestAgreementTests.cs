using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Harness.Tests.Comparing;

/// <summary>
/// On the judges of LLMJudge no decision of the gate on the baseline contradicts an exact test of the same pair. All 528 pairs on all items are compared in
/// <c>bench/Comparisons</c>.
/// </summary>
public sealed class ExactTestAgreementTests
{
    [SkippableFact]
    public void NotWorseThanBaseline_PairsOnClusteredItems_NeverContradictTheExactTest()
    {
        ImportedDataset data = LlmJudge();
        VerdictSet[] judges = [.. data.Judges.Where((_, i) => i % 4 == 0)];

        Tally tally = Decide(data.Dataset, judges, 600);
        Assert.True(tally is { Passed: > 10, Failed: > 0, Inconclusive: > 10 }, tally.ToString());
    }

    /// <summary>On few items, each for itself, decisions are closer to the exact test's: with clusters they are far more cautious.</summary>
    [SkippableFact]
    public void NotWorseThanBaseline_PairsOnSingleItems_NeverContradictTheExactTest()
    {
        ImportedDataset data = LlmJudge();
        JudgeItem[] items = [.. data.Dataset.Items.Where((_, i) => i % 15 == 0)];
        DatasetBuilder builder = new(new DatasetInfo { Name = "part" }, data.Dataset.Shape, data.Dataset.Scale);
        foreach (JudgeItem item in items)
        {
            Assert.True(data.Dataset.TryFindItem(item.Id, out int at));
            builder.AddItem(item with { Cluster = null }).AddAnnotation(item.Id, "assessor", data.Dataset.LabelOf(data.Dataset.AnnotationsOf(at)[0]).Text);
        }

        HashSet<string> kept = [.. items.Select(i => i.Id)];
        VerdictSet[] judges = [.. data.Judges.Where((_, i) => i % 2 == 0).Select(j => new VerdictSet(j.Judge, null, null, j.Judgements.Where(v => kept.Contains(v.Item))))];
        Tally tally = Decide(builder.Build(), judges, 1000);
        Assert.True(tally is { Passed: > 10, Failed: > 10, Inconclusive: > 10 }, tally.ToString());
    }

    private static ImportedDataset LlmJudge()
    {
        string source = TestFolders.DataFolder("llmjudge-trecdl23");
        Assert.True(DatasetImporters.TryFind("llmjudge", out IDatasetImporter? importer));
        return Assert.Single(importer.Import(new ImportRequest { Sources = [source] }));
    }

    private static Tally Decide(AnnotatedDataset dataset, VerdictSet[] judges, int resamples)
    {
        AlignmentBasis basis = new(dataset, new AlignmentOptions { Resamples = resamples });
        int passed = 0, failed = 0, inconclusive = 0;
        foreach (VerdictSet after in judges)
        {
            AlignedJudge candidate = basis.Examine(after);
            foreach (VerdictSet before in judges.Where(j => j != after))
            {
                // Both margins ask one context, which compares once.
                GateContext context = new(candidate) { Baseline = new JudgeBaseline { Verdicts = before } };
                (int lost, int won) = Discordant(Hits(dataset, before), Hits(dataset, after));
                foreach (double margin in new[] { 0.03, 0.05 })
                {
                    GateDecision decision = Gate.Evaluate(context, [Gate.NotWorseThanBaseline(margin, AlignmentMetric.PercentAgreement)]).Decision;
                    string pair = $"{after.Judge.Name} after {before.Judge.Name}: {decision} at {margin} with {lost} lost and {won} won";
                    Assert.False(decision == GateDecision.Failed && (lost <= won || McNemarTest.Run(lost, won, McNemarMethod.Exact).PValue >= 0.05), pair);
                    Assert.False(decision == GateDecision.Passed && ShowsMore(lost, won, dataset.Items.Length, margin), pair);
                    passed += decision == GateDecision.Passed ? 1 : 0;
                    failed += decision == GateDecision.Failed ? 1 : 0;
                    inconclusive += decision == GateDecision.Inconclusive ? 1 : 0;
                }
            }
        }

        return new Tally(passed, failed, inconclusive);
    }

    /// <summary>
    /// Whether a drop beyond the margin is shown: given m discordant items those lost are binomial, and at a drop of the margin each is lost with
    /// probability 1/2 + margin n / (2 m), because lost less won is then margin n on average. One-sided at 0.025.
    /// </summary>
    private static bool ShowsMore(int lost, int won, int n, double margin)
    {
        int discordant = lost + won;
        double share = discordant == 0 ? 1 : Math.Min(1, 0.5 + (margin * n / (2 * discordant)));
        return lost > 0 && 1 - Binomial.CDF(share, discordant, lost - 1) < 0.025;
    }

    private static (int Lost, int Won) Discordant(bool[] before, bool[] after) =>
        (before.Where((hit, i) => hit && !after[i]).Count(), after.Where((hit, i) => hit && !before[i]).Count());

    // Straight from the labels, not from what the comparison counts: one assessor and one verdict on each item. A label off the scale is no hit.
    private static bool[] Hits(AnnotatedDataset dataset, VerdictSet judge)
    {
        bool[] hits = new bool[dataset.Items.Length];
        foreach (Judgement judgement in judge.Judgements)
        {
            Assert.True(dataset.TryFindItem(judgement.Item, out int item));
            hits[item] = judgement.Verdict.Label == dataset.LabelOf(dataset.AnnotationsOf(item)[0]).Text;
        }

        return hits;
    }

    private sealed record Tally(int Passed, int Failed, int Inconclusive);
}
