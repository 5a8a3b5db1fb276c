namespace JudgeEval.Harness.Leaderboards;

/// <summary>Who is better than whom by one figure each, where more is better and NaN is no figure.</summary>
internal static class JudgeOrder
{
    /// <summary>Two equal figures may differ by this much, because they are sums in another order; equal is not better.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Whether a figure is really above another.</summary>
    public static bool IsAbove(double first, double second) => first - second > Rounding * Math.Max(1, Math.Abs(second));

    /// <summary>The rank of each judge, from 1: one more than the judges that are above it. A judge without a figure is behind all that have one.</summary>
    /// <param name="figures">The figures, more is better.</param>
    public static int[] Ranks(double[] figures)
    {
        int[] order = Sorted(figures), ranks = new int[figures.Length];
        for (int place = 0, first = 0; place < order.Length; place++)
        {
            double own = figures[order[place]], leader = figures[order[first]];
            first = place > 0 && (IsAbove(leader, own) || double.IsNaN(own) != double.IsNaN(leader)) ? place : first;
            ranks[order[place]] = first + 1;
        }

        return ranks;
    }

    /// <summary>The judges from the best to the worst; of equal ones the first first.</summary>
    /// <param name="figures">The figures, more is better.</param>
    public static int[] Sorted(double[] figures) =>
        [.. Enumerable.Range(0, figures.Length).OrderBy(j => double.IsNaN(figures[j])).ThenByDescending(j => figures[j]).ThenBy(j => j)];

    /// <summary>Whether a judge that was not first is better than all that were.</summary>
    /// <param name="before">The ranks before.</param>
    /// <param name="after">The figures after, all of them numbers.</param>
    public static bool WinnerFlips(int[] before, double[] after)
    {
        double first = double.NegativeInfinity, others = double.NegativeInfinity;
        for (int j = 0; j < before.Length; j++)
        {
            (first, others) = before[j] == 1 ? (Math.Max(first, after[j]), others) : (first, Math.Max(others, after[j]));
        }

        return IsAbove(others, first);
    }

    /// <summary>How many pairs of judges, one above the other before, stand the other way round.</summary>
    /// <param name="before">The ranks before.</param>
    /// <param name="after">The figures after, all of them numbers.</param>
    public static int Reversed(int[] before, double[] after)
    {
        int reversed = 0;
        for (int a = 0; a < before.Length; a++)
        {
            for (int b = a + 1; b < before.Length; b++)
            {
                reversed += (before[a] < before[b] && IsAbove(after[b], after[a])) || (before[b] < before[a] && IsAbove(after[a], after[b])) ? 1 : 0;
            }
        }

        return reversed;
    }
}
