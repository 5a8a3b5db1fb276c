namespace JudgeEval.Statistics;

/// <summary>
/// Numbers that people wrote with a few decimals, as whole multiples of one power of ten. Sums of whole numbers are exact: the mean
/// of 0.1 and 0.2 is then the very number that the mean of 0.15 and 0.15 is, and ties among means stay ties.
/// </summary>
internal readonly record struct DecimalGrid
{
    private const int MostDecimals = 9;

    /// <summary>Sums of nine thousand such numbers are still exact.</summary>
    private const double LargestWhole = 1e12;

    private DecimalGrid(double perUnit, bool isWhole)
    {
        PerUnit = perUnit;
        IsWhole = isWhole;
    }

    /// <summary>How many steps of the grid make 1: a power of ten; 1 where the numbers stand on no grid.</summary>
    public double PerUnit { get; }

    /// <summary>Whether the numbers stand on a grid. Elsewhere equal sums may differ in the last digit.</summary>
    public bool IsWhole { get; }

    /// <summary>The coarsest grid for some numbers.</summary>
    /// <param name="values">Finite numbers.</param>
    public static DecimalGrid For(IEnumerable<double> values)
    {
        double perUnit = 1;
        int decimals = 0;
        foreach (double value in values)
        {
            // The quotient is the double nearest to the decimal fraction, so equality means that this fraction was written.
            while (Math.Round(value * perUnit) / perUnit != value)
            {
                if (++decimals > MostDecimals)
                {
                    return new(1, isWhole: false);
                }

                perUnit *= 10;
            }

            if (Math.Abs(value * perUnit) > LargestWhole)
            {
                return new(1, isWhole: false);
            }
        }

        return new(perUnit, isWhole: true);
    }

    /// <summary>A number in steps of the grid; as it is where there is no grid.</summary>
    /// <param name="value">One of the numbers the grid was made for.</param>
    public double Steps(double value) => IsWhole ? Math.Round(value * PerUnit) : value;
}
