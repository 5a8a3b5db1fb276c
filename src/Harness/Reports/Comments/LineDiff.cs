namespace JudgeEval.Harness.Reports.Comments;

/// <summary>Two texts line by line, as <c>diff -u</c> shows them, by the longest common subsequence.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    // Beyond, the table would take more memory than a prompt is worth: all old lines then stand before all new ones.
    private const long LargestTable = 4_000_000;

    /// <summary>The changed lines with three around them, parted by <c>@@</c>.</summary>
    /// <param name="before">What was.</param>
    /// <param name="after">What is.</param>
    /// <returns>Empty where the texts are the same, line ends apart.</returns>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        List<(char Sign, string Text)> all = Lines(before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        bool[] shown = new bool[all.Count];
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i].Sign != ' ')
            {
                Array.Fill(shown, true, Math.Max(0, i - Context), Math.Min(all.Count - 1, i + Context) - Math.Max(0, i - Context) + 1);
            }
        }

        List<string> hunks = [];
        int old = 1, now = 1;
        for (int i = 0; i < all.Count; i++)
        {
            if (shown[i])
            {
                if (i == 0 || !shown[i - 1])
                {
                    hunks.Add($"@@ -{NumberText.Of(old)} +{NumberText.Of(now)} @@");
                }

                hunks.Add(all[i].Sign + all[i].Text);
            }

            old += all[i].Sign == '+' ? 0 : 1;
            now += all[i].Sign == '-' ? 0 : 1;
        }

        return hunks;
    }

    private static List<(char Sign, string Text)> Lines(string[] a, string[] b)
    {
        int start = 0, end = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            start++;
        }

        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        List<(char, string)> lines = [.. a[..start].Select(l => (' ', l))];
        lines.AddRange(Middle(a[start..^end], b[start..^end]));
        lines.AddRange(a[^end..].Select(l => (' ', l)));
        return lines;
    }

    private static IEnumerable<(char Sign, string Text)> Middle(string[] a, string[] b)
    {
        int i = 0, j = 0;
        if ((long)a.Length * b.Length <= LargestTable)
        {
            // common[i, j] is the length of the longest common subsequence of what is left from i and j on.
            int[,] common = new int[a.Length + 1, b.Length + 1];
            for (i = a.Length - 1; i >= 0; i--)
            {
                for (j = b.Length - 1; j >= 0; j--)
                {
                    common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
                }
            }

            i = 0;
            j = 0;
            while (i < a.Length && j < b.Length)
            {
                if (a[i] == b[j])
                {
                    yield return (' ', a[i++]);
                    j++;
                }
                else
                {
                    yield return common[i + 1, j] >= common[i, j + 1] ? ('-', a[i++]) : ('+', b[j++]);
                }
            }
        }

        while (i < a.Length)
        {
            yield return ('-', a[i++]);
        }

        while (j < b.Length)
        {
            yield return ('+', b[j++]);
        }
    }
}
