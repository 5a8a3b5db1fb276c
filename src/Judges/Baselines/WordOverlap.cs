namespace JudgeEval.Judges;

/// <summary>How much of a context a response repeats.</summary>
internal static class WordOverlap
{
    /// <summary>How many different words of the context the response has.</summary>
    public static int Count(string context, string response) => Count(Distinct(context), response);

    /// <summary>How many of the words the text has.</summary>
    public static int Count(HashSet<ulong> words, string text)
    {
        if (words.Count == 0)
        {
            return 0;
        }

        HashSet<ulong> found = [];
        Words all = new(text);
        while (all.MoveNext())
        {
            if (words.Contains(all.Current))
            {
                found.Add(all.Current);
            }
        }

        return found.Count;
    }

    /// <summary>The different words of a text.</summary>
    public static HashSet<ulong> Distinct(string text)
    {
        HashSet<ulong> distinct = [];
        Words words = new(text);
        while (words.MoveNext())
        {
            distinct.Add(words.Current);
        }

        return distinct;
    }
}
