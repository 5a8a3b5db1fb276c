using System.Text;

namespace JudgeEval.Judges;

/// <summary>Tags such as <c>&lt;response&gt;</c> in texts.</summary>
internal static class TagText
{
    /// <summary>The names of the closing tags in a text.</summary>
    public static IEnumerable<string> ClosedNames(string text)
    {
        for (int i = text.IndexOf("</", StringComparison.Ordinal); i >= 0; i = text.IndexOf("</", i + 2, StringComparison.Ordinal))
        {
            string name = NameAt(text, i + 2);
            if (name.Length > 0)
            {
                yield return name;
            }
        }
    }

    /// <summary>The text with <c>&amp;lt;</c> for the <c>&lt;</c> of each opening or closing tag of the names given, in any case.</summary>
    public static string Neutralise(string text, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0 || !text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool tag = text[i] == '<' && names.Contains(NameAt(text, AfterSlash(text, i + 1)), StringComparer.OrdinalIgnoreCase);
            _ = tag ? result.Append("&lt;") : result.Append(text[i]);
        }

        return result.ToString();
    }

    // A model reads '< / response>' as it reads '</response>', so white space counts for nothing here.
    private static int AfterSlash(string text, int position)
    {
        while (position < text.Length && (char.IsWhiteSpace(text[position]) || text[position] == '/'))
        {
            position++;
        }

        return position;
    }

    private static string NameAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ':'))
        {
            end++;
        }

        return text[start..end];
    }
}
