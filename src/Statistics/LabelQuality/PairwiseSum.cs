namespace JudgeEval.Statistics;

/// <summary>
/// The sum that numpy forms: halves above 128 numbers, and eight partial sums below. Where rounding decides between equals (an
/// exact half, two labels of the same weight), it then decides as the reference implementation of label quality does.
/// </summary>
internal static class PairwiseSum
{
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length > 128)
        {
            int half = values.Length / 2 / 8 * 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        double sum = 0;
        int i = 0;
        if (values.Length >= 8)
        {
            Span<double> parts = stackalloc double[8];
            for (; i + 8 <= values.Length; i += 8)
            {
                for (int j = 0; j < 8; j++)
                {
                    parts[j] += values[i + j];
                }
            }

            sum = ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]));
        }

        foreach (double value in values[i..])
        {
            sum += value;
        }

        return sum;
    }

    public static double Mean(ReadOnlySpan<double> values) => Of(values) / values.Length;
}
