using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Bench.Comparisons;

/// <summary>Holds the gate's decisions on agreement against exact tests of the same pairs.</summary>
internal static class ExactTests
{
    /// <summary>Decides every ordered pair at two margins and prints how often an exact test contradicts.</summary>
    /// <param name="data">The judges and the one assessor of every item.</param>
    /// <param name="judges">The judges against the assessor.</param>
    /// <returns>The exit code: 1 when a decision was contradicted.</returns>
    public static int Print(ImportedDataset data, ImmutableArray<AlignedJudge> judges)
    {
        ImmutableArray<bool[]> hits = [.. data.Judges.Select(j => Hits(data.Dataset, j))];
        int contradictions = 0;
        Console.WriteLine("\n| margin | passed | failed | inconclusive | failed, but McNemar's exact p is 0.05 or more | passed, but an exact test shows a larger drop |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (double margin in (double[])[0.03, 0.05])
        {
            int passed = 0, failed = 0, inconclusive = 0, notWorse = 0, larger = 0;
            for (int candidate = 0; candidate < judges.Length; candidate++)
            {
                for (int baseline = 0; baseline < judges.Length; baseline++)
                {
                    if (baseline == candidate)
                    {
                        continue;
                    }

                    GateContext context = new(judges[candidate]) { Baseline = new JudgeBaseline { Verdicts = data.Judges[baseline] } };
                    GateDecision decision = Gate.Evaluate(context, [Gate.NotWorseThanBaseline(margin, AlignmentMetric.PercentAgreement)]).Decision;
                    (int lost, int won) = Discordant(hits[baseline], hits[candidate]);
                    passed += decision == GateDecision.Passed ? 1 : 0;
                    failed += decision == GateDecision.Failed ? 1 : 0;
                    inconclusive += decision == GateDecision.Inconclusive ? 1 : 0;
                    notWorse += decision == GateDecision.Failed && (lost <= won || McNemarTest.Run(lost, won, McNemarMethod.Exact).PValue >= 0.05) ? 1 : 0;
                    larger += decision == GateDecision.Passed && IsLarger(lost, won, hits[0].Length, margin) ? 1 : 0;
                }
            }

            contradictions += notWorse + larger;
            Console.WriteLine($"| {margin:0.00} | {passed} | {failed} | {inconclusive} | {notWorse} | {larger} |");
        }

        return contradictions > 0 ? 1 : 0;
    }

    /// <summary>
    /// Whether a drop beyond the margin is shown: of the discordant items, at their seen number m, those lost are binomial, and at a drop of the margin
    /// each is lost with probability 1/2 + margin n / (2 m). One-sided at 0.025.
    /// </summary>
    private static bool IsLarger(int lost, int won, int n, double margin)
    {
        int m = lost + won;
        double share = m == 0 ? 1 : Math.Min(1, 0.5 + (margin * n / (2 * m)));
        return lost > 0 && 1 - Binomial.CDF(share, m, lost - 1) < 0.025;
    }

    private static (int Lost, int Won) Discordant(bool[] before, bool[] after) =>
        (before.Where((hit, i) => hit && !after[i]).Count(), after.Where((hit, i) => hit && !before[i]).Count());

    // Straight from the files: one assessor and one verdict on each item.
    private static bool[] Hits(AnnotatedDataset dataset, VerdictSet judge)
    {
        bool[] hits = new bool[dataset.Items.Length];
        foreach (Judgement judgement in judge.Judgements)
        {
            hits[dataset.TryFindItem(judgement.Item, out int item) ? item : throw new InvalidOperationException(judgement.Item)] =
                judgement.Verdict.Label == dataset.LabelOf(dataset.AnnotationsOf(item)[0]).Text;
        }

        return hits;
    }
}
