namespace JudgeEval.Statistics;

/// <summary>Differences of pairs. Decimals are subtracted in whole steps of their grid, so that 0.3 - 0.2 and 0.2 - 0.1 are the same.</summary>
internal static class PairedDifferences
{
    /// <summary>x - y for each pair, in steps of the grid.</summary>
    public static double[] Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, out DecimalGrid grid)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Every pair needs both numbers: {x.Length} and {y.Length} were given.", nameof(y));
        }

        Guard.Finite(x);
        Guard.Finite(y);
        double[] both = [.. x, .. y];
        grid = DecimalGrid.For(both);
        double[] differences = new double[x.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = grid.Steps(x[i]) - grid.Steps(y[i]);
        }

        return differences;
    }
}
