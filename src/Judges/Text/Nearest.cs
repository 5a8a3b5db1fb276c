namespace JudgeEval.Judges;

/// <summary>The known word that a mistyped one was probably meant to be.</summary>
internal static class Nearest
{
    /// <summary>The nearest candidate, or null when none is near enough to be a slip of the hand.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        int limit = Math.Max(1, word.Length / 3);
        string? best = null;
        int bestDistance = limit + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    /// <summary>A remedy for an unknown word: the nearest known one where there is one, else all of them.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates) => Of(word, candidates) is { } near
        ? $"did you mean '{near}'?"
        : $"use one of {string.Join(", ", candidates)}";

    // Damerau-Levenshtein with adjacent transpositions: insertions, deletions, substitutions and swaps cost 1 each.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= right.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = left[i - 1] == right[j - 1] ? 0 : 1;
                int least = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + change);
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                cost[i, j] = swapped ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
            }
        }

        return cost[left.Length, right.Length];
    }
}
