using System.Numerics;

namespace JudgeEval.Statistics;

/// <summary>A statistic of labelled units. Safe for several threads at once.</summary>
/// <param name="labels">The label of each unit.</param>
/// <returns>A finite number; <see cref="double.NaN"/> where it is undefined.</returns>
public delegate double LabelStatistic(ReadOnlySpan<int> labels);

/// <summary>Any statistic over all arrangements of labels.</summary>
internal static class LabelPermutation
{
    public const string Method = "permutation-labels";

    public static PermutationResult Run(ReadOnlySpan<int> labels, LabelStatistic statistic, PermutationOptions options)
    {
        int n = labels.Length;
        double observed = statistic(labels);
        if (!double.IsFinite(observed))
        {
            return PermutationResult.Undefined("the statistic is undefined for the labels", n, Method);
        }

        int[] start = labels.ToArray();
        BigInteger? arrangements = Arrangements(start, Math.Min(int.MaxValue, options.ExactLimit / n));
        double tolerance = PermutationDraws.Tolerance(observed);
        PermutationTally tally = default;
        if (arrangements is BigInteger some)
        {
            Array.Sort(start);
            tally.Draw(new Ordered(start, statistic), (int)some, observed, tolerance);
        }
        else
        {
            tally = PermutationDraws.Run(() => new Shuffled(start, statistic), options, observed, tolerance);
        }

        double all = tally.Count;
        return tally.Missing > 0
            ? PermutationResult.Undefined("the statistic is undefined for some arrangements of the labels", n, Method, observed)
            : arrangements is BigInteger known
                ? PermutationResult.Exact(observed, n, Method, new(tally.AtMost / all, tally.AtLeast / all, tally.AsFar / all), tally.Deviation, known)
                : PermutationResult.Drawn(observed, n, Method, tally, tally.Deviation);
    }

    /// <summary>n! / (n1! n2! ...): equal labels are not told apart. Null when there are more than a limit, beyond which the number is of no use.</summary>
    private static BigInteger? Arrangements(int[] labels, long limit)
    {
        BigInteger result = 1;
        int placed = 0;
        foreach (IGrouping<int, int> group in labels.GroupBy(label => label))
        {
            int size = 0;
            foreach (int _ in group)
            {
                // No step makes it smaller.
                result = result * ++placed / ++size;
                if (result > limit)
                {
                    return null;
                }
            }
        }

        return result;
    }

    /// <summary>Arrangements in lexicographic order, from the sorted one on.</summary>
    private sealed class Ordered(int[] sorted, LabelStatistic statistic) : IPermutationDraw
    {
        private bool _started;

        public void Restart(RandomStream random) => _started = false;

        public double Next()
        {
            if (_started)
            {
                Advance(sorted);
            }

            _started = true;
            return statistic(sorted);
        }

        private static void Advance(Span<int> labels)
        {
            int i = labels.Length - 2;
            while (labels[i] >= labels[i + 1])
            {
                i--;
            }

            int j = labels.Length - 1;
            while (labels[j] <= labels[i])
            {
                j--;
            }

            (labels[i], labels[j]) = (labels[j], labels[i]);
            labels[(i + 1)..].Reverse();
        }
    }

    private sealed class Shuffled(int[] start, LabelStatistic statistic) : IPermutationDraw
    {
        private readonly int[] _labels = new int[start.Length];
        private RandomStream _random;

        public void Restart(RandomStream random)
        {
            _random = random;
            start.CopyTo(_labels, 0);
        }

        public double Next()
        {
            for (int i = _labels.Length - 1; i > 0; i--)
            {
                int other = _random.NextInt(i + 1);
                (_labels[i], _labels[other]) = (_labels[other], _labels[i]);
            }

            return statistic(_labels);
        }
    }
}
