using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>
/// Corrects failures for the number of gates. A run is green only when every gate passes, so passing needs no correction (an
/// intersection-union test: Berger, 1982, doi:10.1080/00401706.1982.10487790); but any one of many may fail by chance.
/// </summary>
internal static class ManyGates
{
    /// <summary>
    /// Each of the run's cases has the same share of the level, and its gates share that by Holm's rule. A case so decides alone, the same whichever others
    /// run with it. A build turns red under this rule exactly where it does under Holm's over all gates, whose first step is the same.
    /// </summary>
    /// <param name="results">The results; corrected in place.</param>
    /// <param name="level">The level of the run.</param>
    /// <param name="cases">How many cases there are.</param>
    /// <returns>What was done; <see langword="null"/> where no gate rests on a test.</returns>
    public static GateCorrection? Correct(ref ImmutableArray<GateResult> results, double level, int cases)
    {
        int[] tested = [.. Enumerable.Range(0, results.Length).Where(Has(results))];
        if (tested.Length == 0)
        {
            return null;
        }

        double[] p = new double[tested.Length];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = results[tested[i]].FailureP!.Value;
        }

        ImmutableArray<double> adjusted = MultipleTesting.Adjust(p, MultipleTestingMethod.Holm, level / cases).AdjustedPValues;
        ImmutableArray<GateResult>.Builder corrected = results.ToBuilder();
        for (int i = 0; i < p.Length; i++)
        {
            GateResult result = results[tested[i]] with { AdjustedFailureP = Math.Min(1, adjusted[i] * cases) };
            corrected[tested[i]] = result is { Decision: GateDecision.Failed } && result.AdjustedFailureP > level ? Doubtful(result, level, tested.Length, cases) : result;
        }

        results = corrected.MoveToImmutable();
        return new GateCorrection(GateCorrection.Holm, level, tested.Length, cases);
    }

    /// <summary>Corrects nothing, and says so.</summary>
    /// <param name="results">The results.</param>
    /// <param name="level">The level of each gate.</param>
    /// <param name="cases">How many cases there are.</param>
    public static GateCorrection? Leave(ImmutableArray<GateResult> results, double level, int cases) =>
        results.Count(r => r.FailureP is not null) is > 0 and int tested ? new GateCorrection(GateCorrection.None, level, tested, cases) : null;

    private static Func<int, bool> Has(ImmutableArray<GateResult> results) => i => results[i].FailureP is not null;

    private static GateResult Doubtful(GateResult result, double level, int gates, int cases) => result with
    {
        Decision = GateDecision.Inconclusive,
        Alone = GateDecision.Failed,
        Code = "JE4008",
        Reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Reason}; alone it would fail (p = {result.FailureP:0.####}), but one of so many may do so by chance: corrected for the {gates} {(gates == 1 ? "gate" : "gates")} of the case and the {cases} {(cases == 1 ? "case" : "cases")} of the run (Holm) p is {result.AdjustedFailureP:0.####}, above {level:0.####}"),
    };
}
