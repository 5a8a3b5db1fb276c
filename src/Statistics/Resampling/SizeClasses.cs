namespace JudgeEval.Statistics;

/// <summary>Distinct numbers, ascending, with how often each occurs.</summary>
internal readonly record struct SizeClasses(double[] Sizes, int[] Counts)
{
    /// <summary>Counts numbers; the array is sorted in place.</summary>
    public static SizeClasses Of(double[] values)
    {
        Array.Sort(values);
        List<double> sizes = [];
        List<int> counts = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                sizes.Add(values[i]);
                counts.Add(0);
            }

            counts[^1]++;
        }

        return new([.. sizes], [.. counts]);
    }

    /// <summary>
    /// Divides the classes into two halves whose sums take about equally many values, and bounds the steps to list those values: with
    /// m of a class there are at most m + 1 times as many sums, and of whole numbers no more than the range has.
    /// </summary>
    /// <param name="whole">Whether the numbers are whole.</param>
    /// <param name="withCount">Whether sums of different numbers of terms are kept apart.</param>
    /// <param name="secondHalf">For each class whether it belongs to the second half.</param>
    public double Steps(bool whole, bool withCount, out bool[] secondHalf)
    {
        secondHalf = new bool[Sizes.Length];
        Span<double> states = [1, 1], range = [0, 0], terms = [0, 0];
        double steps = 0;
        for (int i = Sizes.Length - 1; i >= 0; i--)
        {
            int half = states[0] <= states[1] ? 0 : 1;
            secondHalf[i] = half == 1;
            range[half] += Counts[i] * Math.Abs(Sizes[i]);
            terms[half] += Counts[i];
            states[half] *= Counts[i] + 1.0;
            if (whole)
            {
                states[half] = Math.Min(states[half], (range[half] + 1) * (withCount ? terms[half] + 1 : 1));
            }

            steps += Counts[i] * states[half];
        }

        return steps;
    }
}
