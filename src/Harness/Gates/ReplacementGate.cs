using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Gates;

/// <summary>Krippendorff's alpha of the panel after the judge replaced one of its people, less alpha before; the mean over people.</summary>
internal sealed class ReplacementGate(double margin) : IGate
{
    private readonly double _margin = GateResults.CheckMargin(margin, nameof(margin));

    public string Name => $"replacing an annotator lowers alpha by at most {GateResults.Stated(_margin)}";

    public GateResult Evaluate(GateContext context)
    {
        Replacement replacement = ReplacementDifference.Measure(context.Judge);
        GateResult result = BoundTest.Decide(
            new Demand(Name, "the change of alpha", -_margin, HigherIsBetter: true, "JE4035", "JE4036", "JE4037", "JE4038"), replacement.Change, context);
        ImmutableArray<GateFact>.Builder facts = ImmutableArray.CreateBuilder<GateFact>();
        facts.Add(new GateFact("people", $"alpha {GateResults.Number(replacement.Before)} on the items that the judge labelled too"));
        for (int a = 0; a < replacement.After.Length; a++)
        {
            string id = context.Judge.Dataset.Annotators[a].Id;
            double after = replacement.After[a];
            facts.Add(new GateFact(
                $"without {id}",
                double.IsNaN(after)
                    ? $"undefined: '{id}' labelled none of these items, or every label is the same"
                    : string.Create(CultureInfo.InvariantCulture, $"alpha {GateResults.Number(after)} with the judge in place of '{id}', a change of {after - replacement.Before:+0.000;-0.000;0.000}")));
        }

        return result with
        {
            Reason = result.Estimate.IsDefined ? $"the mean change of alpha: {result.Reason}" : result.Reason,
            Facts = facts.ToImmutable(),
        };
    }
}
