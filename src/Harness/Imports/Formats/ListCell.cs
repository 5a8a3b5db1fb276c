using System.Text;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>A cell of a table that holds a list as Python writes it: <c>[0, 1, None]</c>, <c>[True, False]</c>, <c>['a', "b"]</c>.</summary>
internal static class ListCell
{
    /// <summary>Reads the elements.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="elements">The elements as texts, without quotation marks; <c>None</c>, <c>nan</c> and <c>null</c> are empty.</param>
    /// <param name="problem">What is wrong, with the position in the cell; <see langword="null"/> when the cell is a list.</param>
    /// <returns>Whether the cell is a list.</returns>
    public static bool TryRead(string text, out List<string> elements, out string? problem)
    {
        elements = [];
        problem = null;
        int at = SkipBlanks(text, 0);
        if (at == text.Length || text[at] != '[')
        {
            problem = "it does not begin with '['";
            return false;
        }

        at = SkipBlanks(text, at + 1);
        while (at < text.Length && text[at] != ']')
        {
            if (!TryElement(text, ref at, out string element))
            {
                problem = FormattableString.Invariant($"element {elements.Count + 1} is no number, truth value or text in quotation marks");
                return false;
            }

            elements.Add(element);
            at = SkipBlanks(text, at);
            if (at < text.Length && text[at] == ',')
            {
                at = SkipBlanks(text, at + 1);
            }
            else if (at < text.Length && text[at] != ']')
            {
                problem = FormattableString.Invariant($"a comma is missing behind element {elements.Count}");
                return false;
            }
        }

        if (at == text.Length)
        {
            problem = "the ']' at its end is missing";
        }
        else if (SkipBlanks(text, at + 1) != text.Length)
        {
            problem = "something follows its ']'";
        }

        return problem is null;
    }

    private static bool TryElement(string text, ref int at, out string element)
    {
        if (text[at] is '\'' or '"')
        {
            return TryQuoted(text, ref at, out element);
        }

        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '+' or '_'))
        {
            at++;
        }

        element = text[start..at];
        bool any = element.Length > 0;
        element = element is "None" or "nan" or "null" ? "" : element;
        return any;
    }

    private static bool TryQuoted(string text, ref int at, out string element)
    {
        char quote = text[at++];
        var built = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            built.Append(text[at++]);
        }

        element = built.ToString().Trim();
        return at++ < text.Length;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
