namespace JudgeEval.Judges;

/// <summary>
/// Finds what a person probably meant, by optimal string alignment distance (insertions, deletions, substitutions and swaps
/// of neighbours), letter case ignored. The work is bounded over the life of one object, so that a file full of mistakes
/// is still answered at once; hints then stop, errors do not.
/// </summary>
internal sealed class NearestName
{
    private const int LongestCompared = 64;

    private long _budget = 40_000_000;

    /// <summary>The nearest of some names, the first of equally near ones.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="names">What could have been meant.</param>
    /// <returns>A name within a third of the longer length, at least one edit; or <see langword="null"/>.</returns>
    public string? Of(string text, IEnumerable<string> names)
    {
        string? nearest = null;
        int best = int.MaxValue;
        if (text.Length is 0 or > LongestCompared)
        {
            return null;
        }

        foreach (string name in names)
        {
            int limit = Math.Min(best - 1, Math.Max(1, Math.Max(name.Length, text.Length) / 3));
            _budget--;
            if (_budget < 0 || best == 0)
            {
                break;
            }

            if (name.Length == 0 || Math.Abs(name.Length - text.Length) > limit || name.Length > LongestCompared)
            {
                continue;
            }

            _budget -= name.Length * text.Length;
            int distance = Distance(text, name);
            // One edit turns any one letter into any other: that is no resemblance.
            if (distance <= limit && distance < Math.Max(name.Length, text.Length))
            {
                best = distance;
                nearest = name;
            }
        }

        return nearest;
    }

    private static int Distance(string left, string right)
    {
        Span<int> beforeLast = stackalloc int[LongestCompared + 1];
        Span<int> last = stackalloc int[LongestCompared + 1];
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            Span<int> free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
