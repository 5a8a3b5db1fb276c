using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>
/// Holds a judge against itself, over and over: clusters of items are drawn with replacement, of each item one repeat is the baseline and another one
/// the candidate, and both go through all gates. In truth there is no difference.
/// </summary>
internal sealed class ItselfTrial(
    AnnotatedDataset dataset, JudgeIdentity judge, RepeatedVerdicts verdicts, IReadOnlyList<IGate> gates, AlignmentOptions options, SelfTestOptions test)
{
    private readonly int[][] _clusters = ClusterList.Of(dataset);
    private readonly bool _clustered = ClusterList.IsClustered(dataset);
    private readonly GateExaminer _examiner = new(gates);

    /// <summary>Runs all of it.</summary>
    /// <param name="level">The level of false alarms.</param>
    /// <returns>What came of it, and the margin to propose.</returns>
    public (AgainstItself Against, double? Margin) Run(double level)
    {
        var reports = new GateReport[test.Runs];
        Parallel.For(0, reports.Length, run => reports[run] = Once((ulong)run));
        List<GateTally> tallies = [.. gates.Select((g, i) => Tally(g, [.. reports.Select(r => r.Results[i])]))];
        GateResult[][] compared = [.. reports.Select(r => r.Results.Where(g => g is { Comparison: not null, Estimate.IsDefined: true }).ToArray()).Where(r => r.Length > 0)];
        if (compared.Length == 0)
        {
            string why = gates.Any(g => g is BaselineGate) ? "the metric is undefined on every draw of the items" : "no gate compares with a baseline";
            return (GateSelfTest.NotMeasured(why, gates) with { Runs = reports.Length, Gates = [.. tallies] }, null);
        }

        int alarms = compared.Count(r => r.Any(g => g.Decision == GateDecision.Failed));
        return (
            new AgainstItself(reports.Length, GateSelfTest.AlarmRate(alarms, compared.Length), GateSelfTest.Check(alarms, compared.Length, level), [.. tallies]),
            Margin([.. compared.Select(r => r[0])]));
    }

    private static GateTally Tally(IGate gate, GateResult[] results) => new(
        gate.Name,
        gate is BaselineGate,
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Passed }),
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Inconclusive }),
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Failed }),
        results.Count(r => !r.Estimate.IsDefined));

    /// <summary>A run passes at every margin that its interval does not reach: the smallest that enough runs pass at, rounded up to a hundredth.</summary>
    private double? Margin(GateResult[] compared)
    {
        double[] needed = [.. compared.Select(Needed).Order()];
        double margin = needed[Math.Clamp((int)Math.Ceiling(test.Power * needed.Length) - 1, 0, needed.Length - 1)];
        return double.IsFinite(margin) ? Math.Max(0.01, Math.Ceiling(Math.Round(margin * 100, 9)) / 100) : null;
    }

    private static double Needed(GateResult gate) => gate.Estimate.Interval is not ConfidenceInterval interval ? double.PositiveInfinity
        : gate.Comparison!.Metric.HigherIsBetter() ? -interval.Lower : interval.Upper;

    private GateReport Once(ulong run)
    {
        RandomStream random = new(test.Seed, run);
        List<int> items = [], clusters = [];
        for (int c = 0; c < _clusters.Length; c++)
        {
            int[] drawn = _clusters[random.NextInt(_clusters.Length)];
            items.AddRange(drawn);
            clusters.AddRange(drawn.Select(_ => c));
        }

        List<Judgement> baseline = [], candidate = [];
        for (int i = 0; i < items.Count; i++)
        {
            Judgement[][] repeats = verdicts.Of(items[i]);
            if (repeats.Length > 0)
            {
                int one = random.NextInt(repeats.Length);
                int other = repeats.Length == 1 ? one : random.NextInt(repeats.Length - 1) is var skipping && skipping >= one ? skipping + 1 : skipping;
                Add(baseline, repeats[one], DatasetDraw.IdOf(i));
                Add(candidate, repeats[other], DatasetDraw.IdOf(i));
            }
        }

        AnnotatedDataset people = DatasetDraw.Of(dataset, [.. items], _clustered ? [.. clusters] : []);
        var context = new GateContext(_examiner.Examine(people, new VerdictSet(judge, null, null, candidate), options))
        {
            Baseline = new JudgeBaseline { Verdicts = new VerdictSet(judge, null, null, baseline) },
        };
        return Gate.Evaluate(context, gates);
    }

    private static void Add(List<Judgement> judgements, Judgement[] repeat, string id)
    {
        foreach (Judgement judgement in repeat)
        {
            judgements.Add(judgement with { Item = id, Repeat = 0 });
        }
    }
}
