using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Coverage;

/// <summary>How an interval method did for one statistic.</summary>
/// <param name="Defined">How many data sets gave the statistic a value.</param>
/// <param name="Formed">How many of these gave an interval.</param>
/// <param name="Below">How many intervals lie below the true value.</param>
/// <param name="Above">How many intervals lie above the true value.</param>
/// <param name="Width">The mean width of the intervals.</param>
internal readonly record struct Outcome(int Defined, int Formed, int Below, int Above, double Width)
{
    /// <summary>The share of intervals that hold the true value; where there is no interval it does not count.</summary>
    public double Coverage => 1 - ((double)(Below + Above) / Formed);
}

/// <summary>Draws data sets of a process and counts how often intervals hold the true value.</summary>
internal static class Simulation
{
    /// <summary>Bounds within this distance of the true value hold it: it was enumerated with probabilities of nine digits.</summary>
    private const double Rounding = 1e-7;

    /// <summary>Beyond this many items BCa is left out: it takes longest, and what it is asked to mend is small samples.</summary>
    private const int MostForBca = 100;

    /// <summary>The methods compared on samples of a size; the default stands last.</summary>
    public static ImmutableArray<BootstrapMethod> Methods(int items) => items <= MostForBca
        ? [BootstrapMethod.Percentile, BootstrapMethod.Bca, BootstrapMethod.Bayesian]
        : [BootstrapMethod.Percentile, BootstrapMethod.Bayesian];

    /// <summary>The true values: the statistics of all items there can be, weighted by their probability.</summary>
    public static double[] Truth(LabelProcess process)
    {
        (LabelledItem Item, double Probability)[] all = [.. process.All()];
        return new GateTable(process, [.. all.Select(a => a.Item)]).Values([.. all.Select(a => (int)Math.Round(a.Probability * 1e9))]);
    }

    /// <summary>The outcome of every method, of every statistic within.</summary>
    public static Outcome[][] Run(LabelProcess process, int items, int dataSets, int resamples, ulong seed)
    {
        double[] truth = Truth(process);
        ImmutableArray<BootstrapMethod> methods = Methods(items);
        double[][] values = new double[dataSets][];
        ImmutableArray<ConfidenceInterval?>[][] intervals = new ImmutableArray<ConfidenceInterval?>[dataSets][];
        int[] ones = [.. Enumerable.Repeat(1, items)];
        Parallel.For(0, dataSets, r =>
        {
            RandomStream random = new(seed, (ulong)r);
            GateTable table = new(process, process.Draw(ref random, items));
            values[r] = table.Values(ones);
            intervals[r] = [.. methods.Select(m => table.Intervals(
                new BootstrapOptions(resamples, random.NextUInt64(), 0.95, m) { MaxDegreeOfParallelism = 1 }))];
        });
        return [.. Enumerable.Range(0, methods.Length).Select(m => Enumerable.Range(0, truth.Length)
            .Select(s => Count(truth[s], [.. values.Select(v => v[s])], [.. intervals.Select(i => i[m][s])])).ToArray())];
    }

    private static Outcome Count(double truth, double[] values, ConfidenceInterval?[] intervals)
    {
        int defined = 0, formed = 0, below = 0, above = 0;
        double width = 0;
        for (int r = 0; r < values.Length; r++)
        {
            if (double.IsNaN(values[r]))
            {
                continue;
            }

            defined++;
            if (intervals[r] is ConfidenceInterval interval)
            {
                formed++;
                below += interval.Upper < truth - Rounding ? 1 : 0;
                above += interval.Lower > truth + Rounding ? 1 : 0;
                width += interval.Upper - interval.Lower;
            }
        }

        return new(defined, formed, below, above, width / formed);
    }
}
