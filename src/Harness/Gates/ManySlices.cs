using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>Corrects the failures of slices for their number: the share of false ones among those reported is held (Benjamini and Hochberg, 1995).</summary>
internal static class ManySlices
{
    /// <summary>Corrects the slices that rest on a test.</summary>
    /// <param name="slices">The slices.</param>
    /// <param name="level">The one-sided level.</param>
    public static ImmutableArray<SliceResult> Correct(ImmutableArray<SliceResult> slices, double level)
    {
        double[] p = [.. slices.Select(s => s.Result.FailureP).OfType<double>()];
        if (p.Length == 0)
        {
            return slices;
        }

        ImmutableArray<double> adjusted = MultipleTesting.Adjust(p, MultipleTestingMethod.BenjaminiHochberg, level).AdjustedPValues;
        int next = 0;
        return [.. slices.Select(slice => slice.Result.FailureP is null ? slice : slice with { Result = Adjusted(slice.Result, adjusted[next++], p.Length, level) })];
    }

    /// <summary>Simes' p-value (1986, doi:10.1093/biomet/73.3.751) of the claim that any of the slices fails: the least of m p / i over the i-th smallest p.</summary>
    /// <param name="pValues">The p-values of the slices, one or more.</param>
    public static double Simes(double[] pValues) => MultipleTesting.Adjust(pValues, MultipleTestingMethod.BenjaminiHochberg).AdjustedPValues.Min();

    private static GateResult Adjusted(GateResult result, double p, int slices, double level) =>
        result.Decision != GateDecision.Failed || p <= level
            ? result with { AdjustedFailureP = p }
            : result with
            {
                AdjustedFailureP = p,
                Decision = GateDecision.Inconclusive,
                Alone = GateDecision.Failed,
                Code = "JE4048",
                Reason = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Reason}; alone it would fail (p = {result.FailureP:0.####}), but one of {slices} slices may do so by chance: corrected (Benjamini-Hochberg) p is {p:0.####}, above {level:0.####}"),
            };
}
