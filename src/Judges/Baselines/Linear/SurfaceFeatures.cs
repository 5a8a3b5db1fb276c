namespace JudgeEval.Judges;

/// <summary>What meets the eye of a response before it is read: how long it is, how it is set, how it sounds.</summary>
internal static class SurfaceFeatures
{
    /// <summary>How many there are.</summary>
    public const int Count = 13;

    /// <summary>Measures a response. Counts stand as square roots, so that a long text does not drown the rest.</summary>
    /// <param name="context">What it answers.</param>
    /// <param name="response">The response.</param>
    /// <param name="words">The different words of the context.</param>
    /// <param name="features">Receives <see cref="Count"/> numbers.</param>
    public static void Measure(string context, string response, HashSet<ulong> words, Span<double> features)
    {
        Characters seen = Scan(response);
        int count = 0, letters = 0;
        HashSet<ulong> distinct = [];
        Words all = new(response);
        while (all.MoveNext())
        {
            count++;
            letters += all.Length;
            distinct.Add(all.Current);
        }

        double length = Math.Max(1, response.Length), ofWords = Math.Max(1, count);
        features[0] = Math.Sqrt(response.Length);
        features[1] = Math.Sqrt(count);
        features[2] = letters / ofWords;
        features[3] = distinct.Count / ofWords;
        features[4] = seen.Punctuation / length;
        features[5] = seen.Digits / length;
        features[6] = seen.Capitals / length;
        features[7] = Math.Sqrt(seen.Questions);
        features[8] = Math.Sqrt(seen.Exclamations);
        features[9] = Math.Sqrt(seen.Lines);
        features[10] = Math.Sqrt(seen.ListLines);
        features[11] = (double)distinct.Count(words.Contains) / Math.Max(1, words.Count);
        features[12] = Math.Sqrt(context.Length);
    }

    private static Characters Scan(string text)
    {
        Characters seen = default;
        bool atStart = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            seen.Punctuation += char.IsPunctuation(c) ? 1 : 0;
            seen.Digits += char.IsDigit(c) ? 1 : 0;
            seen.Capitals += char.IsUpper(c) ? 1 : 0;
            seen.Questions += c is '?' or '？' ? 1 : 0;
            seen.Exclamations += c is '!' or '！' ? 1 : 0;
            seen.Lines += c == '\n' ? 1 : 0;
            if (atStart && !char.IsWhiteSpace(c))
            {
                seen.ListLines += IsListMark(text.AsSpan(i)) ? 1 : 0;
                atStart = false;
            }

            atStart |= c == '\n';
        }

        return seen;
    }

    // "- ", "* ", "• ", or a number before ". " or ") ".
    private static bool IsListMark(ReadOnlySpan<char> line)
    {
        int digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        ReadOnlySpan<char> mark = line[digits..];
        return mark.Length > 1 && mark[1] is ' ' or '\t' && (digits > 0 ? mark[0] is '.' or ')' : mark[0] is '-' or '*' or '•');
    }

    private struct Characters
    {
        public int Punctuation;
        public int Digits;
        public int Capitals;
        public int Questions;
        public int Exclamations;
        public int Lines;
        public int ListLines;
    }
}
