using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.SelfTests;

/// <summary>
/// Tries gates on a judge before they are trusted: the same judge against itself must not fail more often than the level says, and judges that know
/// nothing must fail against it.
/// </summary>
public static class GateSelfTest
{
    private const double RunsConfidence = 0.95;

    /// <summary>Tries gates on a judge.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The judge's verdicts, with several repeats of each item: of one alone nothing is known of its stability.</param>
    /// <param name="gates">The gates; those that compare with a baseline are what the judge is held against itself with.</param>
    /// <param name="options">How alignments are computed; the confidence sets the level.</param>
    /// <param name="test">How the gates are tried; <see langword="null"/> for the defaults.</param>
    /// <returns>The same report for the same seed on any number of cores.</returns>
    /// <exception cref="JudgeEvalException">
    /// The verdicts are of another dataset, the options do not fit the scale, or there is no gate but that on coverage (<c>JE4070</c>).
    /// </exception>
    /// <exception cref="ArgumentException">A number of the test is out of range.</exception>
    public static SelfTestReport Run(
        AnnotatedDataset dataset, VerdictSet verdicts, IReadOnlyList<IGate> gates, AlignmentOptions options, SelfTestOptions? test = null)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(gates);
        test ??= new SelfTestOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(test.Runs, 1, nameof(test));
        ArgumentOutOfRangeException.ThrowIfLessThan(test.Resamples, 2, nameof(test));
        // Coverage is counted and not tested: it has no error to hold to a level, and is told beside.
        IGate[] tested = [.. gates.Where(g => g is not CoverageGate)];
        if (tested.Length == 0)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE4070",
                gates.Count == 0 ? "there is no gate to try" : "coverage alone is no gate to try",
                "coverage is counted, so it has no error that could be held to a level; it is told without a gate",
                "state a gate that rests on a test, for example 'metric not more than 0.05 below the baseline'",
                SourceLocation.None));
        }

        AlignmentPlan plan = AlignmentPlan.Create(dataset, options with { Baselines = false });
        var basis = new AlignmentBasis(dataset, plan.Options);
        var itself = new GateContext(basis.Examine(verdicts)) { Baseline = new JudgeBaseline { Verdicts = verdicts } };
        ImmutableArray<GateResult> probe = [.. tested.Select(g => g.Evaluate(itself))];
        var repeated = new RepeatedVerdicts(dataset, verdicts);
        var stability = new StabilityMeasure(plan, repeated);
        double level = (1 - options.Confidence) / 2;
        (AgainstItself against, double? margin) = repeated.Most < 2
            ? (new AgainstItself(
                0,
                Estimate.Undefined("no item was judged twice", 0),
                LevelCheck.NotMeasured,
                [.. probe.Select(g => new GateTally(g.Gate, ItselfTrial.Compares(g), 0, 0, 0, 0))]), null)
            : new ItselfTrial(dataset, verdicts.Judge, repeated, tested, plan.Options with { Resamples = test.Resamples }, test).Run(probe, level);
        return new SelfTestReport
        {
            Judge = verdicts.Judge,
            Items = dataset.Items.Length,
            Clusters = ClusterList.IsClustered(dataset) ? ClusterList.Of(dataset).Length : null,
            Coverage = itself.Alignment.Coverage,
            Stability = stability.Figures(),
            AgainstItself = against,
            KnowNothings = KnowNothings(plan, basis, itself.Baseline!, tested, test.Seed),
            Repeats = Propose(stability.Patterns(), test.FlipsAllowed),
            Margin = margin,
            Level = level,
            Options = test,
        };
    }

    internal static LevelCheck Check(int alarms, int runs, double level)
    {
        ConfidenceInterval interval = Proportion.Interval(alarms, runs, RunsConfidence, ProportionInterval.ClopperPearson)!;
        return interval.Upper <= level ? LevelCheck.Holds : interval.Lower > level ? LevelCheck.DoesNotHold : LevelCheck.CannotTell;
    }

    internal static Estimate AlarmRate(int alarms, int runs) => Proportion.Estimate(alarms, runs, RunsConfidence, ProportionInterval.ClopperPearson);

    private static RepeatsProposal? Propose(IReadOnlyList<(int[] Counts, int Items)> patterns, double allowed)
    {
        double items = patterns.Sum(p => p.Items);
        if (items == 0)
        {
            return null;
        }

        double ofOne = Flips(1);
        for (int repeats = 1; repeats <= SelfTestReport.LargestRepeats; repeats += 2)
        {
            double flips = repeats == 1 ? ofOne : Flips(repeats);
            if (flips < allowed)
            {
                return new RepeatsProposal(repeats, flips, ofOne);
            }
        }

        return null;

        double Flips(int repeats) => patterns.Sum(p => MajorityFlip.Probability(p.Counts, repeats) * p.Items) / items;
    }

    private static ImmutableArray<KnowNothing> KnowNothings(
        AlignmentPlan plan, AlignmentBasis basis, JudgeBaseline judge, IReadOnlyList<IGate> gates, ulong seed)
    {
        BaselineExamples examples = BaselineCalculator.Examples(plan, JudgeAlignment.References(plan), seed, out _);
        return [.. new[] { BaselineKind.Majority, BaselineKind.Random }.Select(Try).OfType<KnowNothing>()];

        KnowNothing? Try(BaselineKind kind)
        {
            if (!Baselines.TryCreate(kind, examples, out BaselineJudge? known, out _))
            {
                return null;
            }

            VerdictSet verdicts = new(known.Identity, null, null, plan.Dataset.Items.Select(i => new Judgement(i.Id, 0, PresentationOrder.Original, Said(known.LabelOf(i)))));
            string name = kind == BaselineKind.Majority
                ? $"always '{verdicts.Judgements[0].Verdict.Label}'"
                : string.Create(CultureInfo.InvariantCulture, $"random, by people's shares (seed {seed})");
            var context = new GateContext(basis.Examine(verdicts)) { Baseline = judge };
            return new KnowNothing(name, Gate.Evaluate(context, gates));
        }
    }

    private static RecordedVerdict Said(Label? label) => label is Label given
        ? new RecordedVerdict { Label = given.Text }
        : new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "there is no label") };
}
