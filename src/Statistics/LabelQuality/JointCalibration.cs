namespace JudgeEval.Statistics;

/// <summary>Scales a confident joint to the given labels, in whole numbers.</summary>
internal static class JointCalibration
{
    /// <summary>Each row is scaled to the number of its labels; then all cells are rounded so that each row keeps its sum.</summary>
    /// <param name="joint">Counts by given (row) and estimated true (column) label; no row of zeros.</param>
    /// <param name="labelCounts">How many items have each given label.</param>
    public static int[] Calibrate(ReadOnlySpan<int> joint, ReadOnlySpan<int> labelCounts)
    {
        int categories = labelCounts.Length, items = 0;
        double[] scaled = new double[joint.Length], columnwise = new double[joint.Length];
        for (int given = 0; given < categories; given++)
        {
            int rowSum = 0;
            foreach (int count in joint.Slice(given * categories, categories))
            {
                rowSum += count;
            }

            items += labelCounts[given];
            for (int c = 0; c < categories; c++)
            {
                scaled[(given * categories) + c] = (double)joint[(given * categories) + c] / rowSum * labelCounts[given];
                columnwise[(c * categories) + given] = scaled[(given * categories) + c];
            }
        }

        // The sum is the number of items but for rounding, and dividing by it would seem idle. It can move an exact half to either
        // side, though, so it is formed as the reference implementation forms it.
        double total = PairwiseSum.Of(columnwise);
        int[] calibrated = new int[joint.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = scaled[i] / total * items;
        }

        for (int given = 0; given < categories; given++)
        {
            RoundKeepingSum(scaled.AsSpan(given * categories, categories), calibrated.AsSpan(given * categories, categories));
        }

        return calibrated;
    }

    /// <summary>Rounds half to even; what the sum then lacks or has too much goes to the cells that were rounded furthest.</summary>
    internal static void RoundKeepingSum(ReadOnlySpan<double> values, Span<int> rounded)
    {
        double sum = 0;
        int roundedSum = 0;
        (double Excess, int At)[] rests = new (double, int)[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            sum += values[i];
            rounded[i] = (int)Math.Round(values[i]);
            roundedSum += rounded[i];
            rests[i] = (values[i] - rounded[i], i);
        }

        int lacking = (int)Math.Round(sum) - roundedSum;
        Array.Sort(rests);
        for (int i = 0; i < Math.Abs(lacking); i++)
        {
            // Ties: the last cell gains first, the first cell loses first.
            rounded[rests[lacking > 0 ? rests.Length - 1 - i : i].At] += Math.Sign(lacking);
        }
    }
}
