namespace JudgeEval.Statistics;

/// <summary>
/// Kendall's score and ties of two lists in O(n log n) time (Knight, 1966, doi:10.1080/01621459.1966.10480879): sorted by x, the
/// discordant pairs are the exchanges that a merge sort by y needs.
/// </summary>
internal readonly record struct KendallCounts
{
    private const int Block = 16;

    private KendallCounts(int n, long discordant, TieSums x, TieSums y, long tiesBoth)
    {
        N = n;
        Discordant = discordant;
        X = x;
        Y = y;
        Pairs = (long)n * (n - 1) / 2;
        Score = Pairs - x.Pairs - y.Pairs + tiesBoth - (2 * discordant);
    }

    public int N { get; }

    /// <summary>n (n - 1) / 2.</summary>
    public long Pairs { get; }

    public long Discordant { get; }

    /// <summary>Concordant less discordant pairs.</summary>
    public long Score { get; }

    public TieSums X { get; }

    public TieSums Y { get; }

    public bool HasTies => X.Pairs > 0 || Y.Pairs > 0;

    /// <summary>Counts; the lists have the same length and finite numbers.</summary>
    public static KendallCounts Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int n = x.Length;
        double[] sortedX = x.ToArray(), byX = y.ToArray();
        Array.Sort(sortedX, byX);
        TieSums tiesX = default;
        long tiesBoth = 0;
        for (int start = 0, end; start < n; start = end)
        {
            end = EndOfTies(sortedX, start);
            tiesX.Add(end - start);
            if (end - start > 1)
            {
                // Ascending y inside a tie of x: no exchange is counted there.
                Span<double> tied = byX.AsSpan(start, end - start);
                tied.Sort();
                tiesBoth += TieSums.Of(tied).Pairs;
            }
        }

        // The sorted xs are not needed any more; their array is the merge's other half.
        long discordant = SortCountingExchanges(byX, sortedX, out double[] sortedY);
        return new(n, discordant, tiesX, TieSums.Of(sortedY), tiesBoth);
    }

    private static int EndOfTies(ReadOnlySpan<double> sorted, int start)
    {
        int end = start + 1;
        while (end < sorted.Length && sorted[end] == sorted[start])
        {
            end++;
        }

        return end;
    }

    /// <summary>Sorts from the bottom up, blocks by insertion, and counts how many places the numbers move forward.</summary>
    private static long SortCountingExchanges(double[] numbers, double[] scratch, out double[] sorted)
    {
        long exchanges = 0;
        int n = numbers.Length;
        for (int start = 0; start < n; start += Block)
        {
            exchanges += InsertionSort(numbers.AsSpan(start, Math.Min(Block, n - start)));
        }

        double[] from = numbers, to = scratch;
        for (long width = Block; width < n; width *= 2)
        {
            for (long start = 0; start < n; start += 2 * width)
            {
                int middle = (int)Math.Min(start + width, n), end = (int)Math.Min(start + (2 * width), n);
                exchanges += Merge(from.AsSpan((int)start, middle - (int)start), from.AsSpan(middle, end - middle), to.AsSpan((int)start, end - (int)start));
            }

            (from, to) = (to, from);
        }

        sorted = from;
        return exchanges;
    }

    private static long InsertionSort(Span<double> numbers)
    {
        long exchanges = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            double number = numbers[i];
            int at = i;
            for (; at > 0 && numbers[at - 1] > number; at--)
            {
                numbers[at] = numbers[at - 1];
            }

            numbers[at] = number;
            exchanges += i - at;
        }

        return exchanges;
    }

    private static long Merge(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> merged)
    {
        long exchanges = 0;
        int l = 0, r = 0, at = 0;
        while (l < left.Length && r < right.Length)
        {
            // Without a branch on random data: which side gives is 0 or 1 and moves its own index.
            double a = left[l], b = right[r];
            bool fromRight = b < a;
            merged[at++] = fromRight ? b : a;
            int step = fromRight ? 1 : 0;
            exchanges += step * (long)(left.Length - l);
            r += step;
            l += 1 - step;
        }

        left[l..].CopyTo(merged[at..]);
        right[r..].CopyTo(merged[(at + left.Length - l)..]);
        return exchanges;
    }

    /// <summary>What the formulas need to know of the ties in one list; t is the size of a tie.</summary>
    public record struct TieSums
    {
        /// <summary>The sum of t (t - 1) / 2.</summary>
        public long Pairs { get; private set; }

        /// <summary>The sum of t (t - 1) (t - 2).</summary>
        public double Triples { get; private set; }

        /// <summary>The sum of t (t - 1) (2 t + 5).</summary>
        public double Variance { get; private set; }

        /// <summary>How many different numbers there are.</summary>
        public int Distinct { get; private set; }

        public static TieSums Of(ReadOnlySpan<double> sorted)
        {
            TieSums ties = default;
            for (int start = 0, end; start < sorted.Length; start = end)
            {
                end = EndOfTies(sorted, start);
                ties.Add(end - start);
            }

            return ties;
        }

        public void Add(int size)
        {
            double t = size;
            Pairs += (long)size * (size - 1) / 2;
            Triples += t * (t - 1) * (t - 2);
            Variance += t * (t - 1) * ((2 * t) + 5);
            Distinct++;
        }
    }
}
