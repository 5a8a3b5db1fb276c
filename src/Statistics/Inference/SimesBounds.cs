namespace JudgeEval.Statistics;

/// <summary>
/// For every j the smallest j p_i / i over the j largest p-values, ranked within them (Simes, 1986, doi:10.1093/biomet/73.3.751). It is j
/// times the least slope from the point (m - j, 0) to the points (k, p_k) to its right, so only their lower convex hull matters, and
/// the point of the hull is found by halving (Meijer, Krebs and Goeman, 2019, doi:10.1002/bimj.201700316).
/// </summary>
internal static class SimesBounds
{
    /// <summary>The bounds for j = 1, 2 and so on.</summary>
    /// <param name="sorted">The p-values, ascending.</param>
    public static double[] Of(ReadOnlySpan<double> sorted)
    {
        int m = sorted.Length, size = 0;
        double[] bounds = new double[m];
        int[] hull = new int[m];
        for (int j = 1; j <= m; j++)
        {
            int added = m - j;
            while (size > 1 && !IsBelow(sorted, added, hull[size - 1], hull[size - 2]))
            {
                size--;
            }

            hull[size++] = added;
            bounds[j - 1] = Bound(sorted, hull.AsSpan(0, size), j);
        }

        return bounds;
    }

    /// <summary>The same, p-value by p-value.</summary>
    public static double[] Plainly(ReadOnlySpan<double> sorted)
    {
        double[] bounds = new double[sorted.Length];
        for (int j = 1; j <= sorted.Length; j++)
        {
            double smallest = double.PositiveInfinity;
            for (int i = 1; i <= j; i++)
            {
                smallest = Math.Min(smallest, j * sorted[sorted.Length - j + i - 1] / i);
            }

            bounds[j - 1] = smallest;
        }

        return bounds;
    }

    /// <summary>Whether the middle point lies below the line between its neighbours on the left and right.</summary>
    private static bool IsBelow(ReadOnlySpan<double> p, int left, int middle, int right) =>
        (p[middle] - p[left]) * (right - left) < (p[right] - p[left]) * (middle - left);

    /// <summary>Along the hull, which the stack holds from right to left, the slope falls and then rises.</summary>
    private static double Bound(ReadOnlySpan<double> p, ReadOnlySpan<int> hull, int j)
    {
        int start = p.Length - j, low = 0, high = hull.Length - 1;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = At(p, hull[middle + 1], start, j) <= At(p, hull[middle], start, j) ? (middle + 1, high) : (low, middle);
        }

        return At(p, hull[low], start, j);
    }

    private static double At(ReadOnlySpan<double> p, int k, int start, int j) => j * p[k] / (k - start + 1);
}
