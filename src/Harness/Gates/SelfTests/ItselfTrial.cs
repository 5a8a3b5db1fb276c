using System.Collections.Immutable;
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

    // A gate may pass what it knows to be the baseline without a test; here it is to be tested, so the candidate counts as a change of the judge.
    private readonly JudgeIdentity _again = judge with { Name = judge.Name + " again", OptionsHash = judge.OptionsHash + "again" };
    private readonly bool _clustered = ClusterList.IsClustered(dataset);

    /// <summary>Whether a gate's result rests on a comparison with the baseline, as a whole or by slices.</summary>
    /// <param name="result">The result.</param>
    public static bool Compares(GateResult result) => result.Comparison is not null || result.Slices.Any(s => s.Result.Comparison is not null);

    /// <summary>Runs all of it.</summary>
    /// <param name="probe">What the gates say of the judge as it is: their names on this dataset, and which of them compare.</param>
    /// <param name="level">The level of false alarms.</param>
    /// <returns>What came of it, and the margin to propose.</returns>
    public (AgainstItself Against, double? Margin) Run(ImmutableArray<GateResult> probe, double level)
    {
        var reports = new GateReport[test.Runs];
        Parallel.For(0, reports.Length, run => reports[run] = Once((ulong)run));
        ImmutableArray<GateTally> tallies = [.. probe.Select((g, i) => Tally(g, [.. reports.Select(r => r.Results[i])]))];
        GateResult[][] compared = [.. reports.Select(r => r.Results.Where(g => Compares(g) && g.Estimate.IsDefined).ToArray()).Where(r => r.Length > 0)];
        if (compared.Length == 0)
        {
            string why = probe.Any(Compares) ? "the metric is undefined on every draw of the items" : "no gate compares with a baseline";
            return (new AgainstItself(reports.Length, Estimate.Undefined(why, 0), LevelCheck.NotMeasured, tallies), null);
        }

        int alarms = compared.Count(r => r.Any(g => g.Decision == GateDecision.Failed));
        return (
            new AgainstItself(reports.Length, GateSelfTest.AlarmRate(alarms, compared.Length), GateSelfTest.Check(alarms, compared.Length, level), tallies),
            Margin([.. compared.Select(r => r.FirstOrDefault(g => g.Comparison is not null)).OfType<GateResult>()]));
    }

    private static GateTally Tally(GateResult probe, GateResult[] results) => new(
        probe.Gate,
        Compares(probe),
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Passed }),
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Inconclusive }),
        results.Count(r => r is { Estimate.IsDefined: true, Decision: GateDecision.Failed }),
        results.Count(r => !r.Estimate.IsDefined));

    /// <summary>A run passes at every margin that its interval does not reach: the smallest that enough runs pass at, rounded up to a hundredth.</summary>
    private double? Margin(GateResult[] compared)
    {
        if (compared.Length == 0)
        {
            return null;
        }

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
        var context = new GateContext(new AlignmentBasis(people, options).Examine(new VerdictSet(_again, null, null, candidate)))
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
