using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>
/// The alternative annotator test (Calderon, Reichart and Dror, 2025, arXiv:2501.10970) at a stated epsilon. It passes as published: the judge may replace
/// at least half of the annotators. It fails only where that is shown to be false: for more than half of them the judge is worse by more than epsilon,
/// by a partial conjunction (Benjamini and Heller, 2008, doi:10.1111/j.1541-0420.2007.00984.x) of the reverse tests. What lies between is inconclusive.
/// </summary>
internal sealed class AlternativeAnnotatorGate : IGate
{
    private const double WinningHalf = 0.5;

    private readonly double _epsilon;

    public AlternativeAnnotatorGate(double epsilon) =>
        _epsilon = epsilon is >= 0 and < 1 ? epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon is a share of items, from 0 to below 1.");

    public string Name => $"alternative annotator test at {GateResults.Stated(_epsilon)}";

    public GateResult Evaluate(GateContext context)
    {
        AlternativeAnnotators test = AlternativeAnnotators.Run(context.Judge, _epsilon);
        if (test.Undefined is { } undefined)
        {
            // With more items there may be a test; without a second label there is none.
            return test.Items == 0
                ? GateResults.Undefined(Name, "JE4031", WinningHalf, "no item has a label from the judge and from two annotators")
                : GateResults.Undefined(Name, "JE4032", WinningHalf, undefined, GateDecision.Inconclusive);
        }

        int count = test.Annotators.Length, winners = test.Annotators.Count(a => a.Test.Replaceable), losing = (count / 2) + 1;
        double?[] reverse = [.. test.Annotators.Select(a => a.Advantage.PValue(_epsilon, above: true))];
        bool passes = test.WinningRate >= WinningHalf;
        double? failure = reverse.All(p => p is not null) ? PartialConjunction.Bonferroni([.. reverse.Select(p => p!.Value)], losing) : null;
        bool fails = !passes && failure <= context.Level;
        string rate = string.Create(CultureInfo.InvariantCulture, $"the judge may replace {winners} of {count} {(count == 1 ? "annotator" : "annotators")}");
        return new GateResult
        {
            Code = passes ? null : fails ? "JE4030" : failure is null ? "JE4034" : "JE4033",
            Gate = Name,
            Decision = passes ? GateDecision.Passed : fails ? GateDecision.Failed : GateDecision.Inconclusive,
            Reason = passes ? $"{rate}, at least half"
                : fails ? string.Create(CultureInfo.InvariantCulture, $"{rate}, and is worse by more than {_epsilon} than more than half of them (partial conjunction: p {GateResults.P(failure!.Value)})")
                : failure is null ? $"{rate}; whether it is worse than the others cannot be tested without resamples"
                : $"{rate}, fewer than half, but it is not shown to be worse than more than half of them either (partial conjunction: p {GateResults.P(failure.Value)})",
            Threshold = WinningHalf,
            Estimate = Estimate.Of(test.WinningRate, test.Items),
            ItemsNeeded = passes || fails || failure is null ? null : ItemsNeeded(test.Annotators, losing, context),
            FailureP = failure is { } p ? (fails ? p : Math.Max(p, Math.BitIncrement(context.Level))) : null,
            PassP = PartialConjunction.Bonferroni([.. test.Annotators.Select(a => a.Test.PValue)], (count + 1) / 2),
            Facts = [.. test.Annotators.Select((a, i) => Fact(context, a, reverse[i]))],
        };
    }

    private static GateFact Fact(GateContext context, AlternativeAnnotator annotator, double? reverse) => new(
        $"annotator {context.Judge.Dataset.Annotators[annotator.Test.Annotator].Id}",
        string.Create(
            CultureInfo.InvariantCulture,
            $"as good or better on {annotator.Test.AdvantageProbability:0.000} of {annotator.Test.Items} items; p of the test {GateResults.P(annotator.Test.PValue)}{(reverse is { } worse ? $", of its reverse {GateResults.P(worse)}" : "")}; {(annotator.Test.Replaceable ? "replaceable" : "not replaceable")}"));

    /// <summary>Enough items that so many annotators are decided one way or the other; those that are need none.</summary>
    private int? ItemsNeeded(ImmutableArray<AlternativeAnnotator> annotators, int count, GateContext context)
    {
        int?[] needed = [.. annotators.Select(a => Needed(a, context)).OrderBy(n => n ?? int.MaxValue)];
        return needed[count - 1] is int items and > 0 ? items : null;
    }

    private int? Needed(AlternativeAnnotator annotator, GateContext context)
    {
        Estimate advantage = annotator.Advantage.Estimate;
        if (annotator.Advantage.Interval(context.Judge.Options.Confidence) is not { } interval)
        {
            return null;
        }

        return annotator.Test.Replaceable || interval.Lower > _epsilon || interval.Upper < _epsilon ? 0
            : BoundTest.ItemsNeeded(advantage.N, Math.Abs(advantage.Value - _epsilon), advantage.Value > _epsilon ? advantage.Value - interval.Lower : interval.Upper - advantage.Value);
    }
}
