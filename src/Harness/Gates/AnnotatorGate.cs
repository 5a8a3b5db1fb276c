using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>A judge beside the k-th best annotator, both against the reference of the others.</summary>
/// <remarks>
/// Who is the k-th is decided by the estimates. Of equally good annotators the one whose estimate is luckier is taken for the better one, so with k = 1
/// the bar is a little too high, and with k the number of annotators a little too low.
/// </remarks>
internal sealed class AnnotatorGate : IGate
{
    private const int MostPlaces = 12;

    private readonly GateMetric _metric;
    private readonly int _place;
    private readonly double _margin;

    public AnnotatorGate(GateMetric metric, int place, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(place, 1);
        _metric = metric;
        _place = place;
        _margin = GateResults.CheckMargin(margin, nameof(margin));
    }

    public string Name => NameOf(_metric);

    public GateResult Evaluate(GateContext context)
    {
        AlignmentMetric metric = _metric.Resolve(context.Judge);
        bool higher = metric.HigherIsBetter();
        double threshold = higher ? -_margin : _margin;
        ImmutableArray<RankedAnnotator> ranks = AnnotatorDifference.Rank(context.Judge.Plan, metric);
        if (_place > ranks.Length)
        {
            string who = context.Judge.Plan.Unlawful(metric) is { } unlawful
                ? $"{metric.Name()} is undefined: {unlawful}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"there is no annotator {_place}: of {context.Judge.Dataset.Annotators.Length} {(context.Judge.Dataset.Annotators.Length == 1 ? "annotator" : "annotators")} {ranks.Length} can be held against the others by {metric.Name()}");
            return GateResults.Undefined(NameOf(metric), "JE4029", threshold, who);
        }

        string name = IdOf(context, ranks[_place - 1].Annotator);
        AnnotatorComparison comparison = AnnotatorDifference.Measure(context.Judge, metric, ranks[_place - 1].Annotator);
        GateResult result = BoundTest.Decide(
            new Demand(NameOf(metric), $"{metric.Name()} less that of annotator '{name}'", threshold, higher, "JE4025", "JE4026", "JE4027", "JE4028"), comparison.Difference, context);
        return result with
        {
            Reason = result.Estimate.IsDefined ? $"{metric.Name()} less that of annotator '{name}': {result.Reason}" : result.Reason,
            Facts =
            [
                new GateFact("judge", $"{metric.Name()} {GateResults.Figure(comparison.Judge)} against the others on the items of '{name}'"),
                new GateFact("annotator", $"{metric.Name()} {GateResults.Figure(comparison.Annotator)} of '{name}' on the same items"),
                new GateFact("places", Places(context, ranks)),
            ],
        };
    }

    /// <summary>Everybody's place, or, of many people, the ends and those beside the annotator.</summary>
    private string Places(GateContext context, ImmutableArray<RankedAnnotator> ranks)
    {
        StringBuilder text = new();
        int last = -1;
        for (int i = 0; i < ranks.Length; i++)
        {
            if (ranks.Length > MostPlaces && i > 0 && i < ranks.Length - 1 && Math.Abs(i + 1 - _place) > 1)
            {
                continue;
            }

            text.Append(last < 0 ? "" : last == i - 1 ? ", " : ", …, ")
                .Append(CultureInfo.InvariantCulture, $"{i + 1} {IdOf(context, ranks[i].Annotator)} {ranks[i].Agreement:0.000}");
            last = i;
        }

        return text.ToString();
    }

    private string NameOf(GateMetric metric) => string.Create(
        CultureInfo.InvariantCulture, $"{metric.Name} not more than {_margin} {(metric.HigherIsBetter is bool higher ? (higher ? "below" : "above") : "worse than")} annotator {_place}");

    private static string IdOf(GateContext context, int annotator) => context.Judge.Dataset.Annotators[annotator].Id;
}
