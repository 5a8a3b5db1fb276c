namespace JudgeEval.Tool.Hosting;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The nearest candidate, or <see langword="null"/> when none is near.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">What there is.</param>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int best = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        // A third of the letters may differ; beyond that the suggestion would be a guess.
        return nearest is not null && best <= Math.Max(1, Math.Max(name.Length, nearest.Length) / 3) ? nearest : null;
    }

    /// <summary><c>; did you mean 'x'?</c>, or the list of what there is when nothing is near.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">What there is.</param>
    public static string Hint(string name, IReadOnlyCollection<string> candidates) => Find(name, candidates) is { } nearest
        ? $"; did you mean '{nearest}'?"
        : $"; there is {string.Join(", ", candidates.Select(c => $"'{c}'"))}";

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each count 1.
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
