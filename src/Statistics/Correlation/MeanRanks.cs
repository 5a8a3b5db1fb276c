namespace JudgeEval.Statistics;

/// <summary>Mean ranks.</summary>
internal static class MeanRanks
{
    /// <summary>
    /// Twice the mean rank of each number, counted from the middle: whole numbers that sum to 0, so that their squares keep their digits.
    /// </summary>
    public static double[] Of(ReadOnlySpan<double> numbers)
    {
        int n = numbers.Length;
        double[] sorted = numbers.ToArray(), ranks = new double[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        for (int start = 0; start < n;)
        {
            int end = start + 1;
            while (end < n && sorted[end] == sorted[start])
            {
                end++;
            }

            double rank = (double)start + end - n;
            for (; start < end; start++)
            {
                ranks[order[start]] = rank;
            }
        }

        return ranks;
    }
}
