namespace JudgeEval.Statistics;

/// <summary>Searches for the smallest count that suffices.</summary>
internal static class NeededCount
{
    /// <summary>No plan asks people for more.</summary>
    public const int Largest = 100_000_000;

    /// <summary>The smallest count from <paramref name="smallest"/> on that suffices, given that more always suffices too.</summary>
    /// <returns>The count; <see langword="null"/> when <see cref="Largest"/> does not suffice.</returns>
    public static int? Find(int smallest, Func<int, bool> suffices)
    {
        if (suffices(smallest))
        {
            return smallest;
        }

        // Doubling, then halving the gap: the count below never suffices, the one above always does.
        int below = smallest, above = smallest;
        do
        {
            if (above == Largest)
            {
                return null;
            }

            below = above;
            above = above > Largest / 2 ? Largest : above * 2;
        }
        while (!suffices(above));

        while (above - below > 1)
        {
            int middle = below + ((above - below) / 2);
            if (suffices(middle))
            {
                above = middle;
            }
            else
            {
                below = middle;
            }
        }

        return above;
    }

    /// <summary>The smallest effect at which an increasing power reaches its target, by bisection to the last digit.</summary>
    public static double? FindEffect(double none, double largest, double target, Func<double, double> power)
    {
        if (power(largest) < target)
        {
            return null;
        }

        double below = none, above = largest;
        while (true)
        {
            double middle = below + ((above - below) / 2);
            if (middle == below || middle == above)
            {
                return above;
            }

            if (power(middle) >= target)
            {
                above = middle;
            }
            else
            {
                below = middle;
            }
        }
    }
}
