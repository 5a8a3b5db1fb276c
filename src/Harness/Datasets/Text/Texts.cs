using System.Buffers;
using System.Text;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>What a text must be, so that it can be told apart in one line of a file and written down again.</summary>
internal static class Texts
{
    private static readonly SearchValues<char> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(char.IsControl)]);

    /// <summary>Why a text cannot be a name (an id, a label, a cluster, a split); <see langword="null"/> when it can.</summary>
    public static string? ProblemOfName(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        return text.AsSpan().ContainsAny(ControlCharacters) ? "holds a control character" : ProblemOfText(text);
    }

    /// <summary>Why a text cannot be written as UTF-8; <see langword="null"/> when it can.</summary>
    public static string? ProblemOfText(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out int consumed) != OperationStatus.Done)
            {
                return "holds half a surrogate pair";
            }

            rest = rest[(at + consumed)..];
        }

        return null;
    }

    /// <summary>Line ends as LF: how a file ends its lines is no content.</summary>
    public static string WithLineFeeds(string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
}
