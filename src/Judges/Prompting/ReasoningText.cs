using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>
/// The part of a reply in which a reasoning model thinks aloud, between <c>&lt;think&gt;</c> (or <c>thinking</c>, <c>reasoning</c>)
/// and its closing tag. It is no answer: what it weighs and drops must not be read as the verdict. Some servers leave the opening
/// tag in the prompt, so a closing tag alone ends such a part too. An object that stands there from the start has no such part.
/// </summary>
internal static partial class ReasoningText
{
    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>What follows the last closing tag, or the whole reply; false when a part of reasoning is never closed.</summary>
    public static bool TryRemove(string reply, bool isObject, out string rest)
    {
        rest = reply;
        string trimmed = reply.TrimStart();
        if (isObject && (trimmed.StartsWith('{') || trimmed.StartsWith("```", StringComparison.Ordinal)))
        {
            return true;
        }

        int end = 0;
        foreach (ValueMatch tag in Closing().EnumerateMatches(reply))
        {
            end = tag.Index + tag.Length;
        }

        rest = reply[end..];
        return !Opening().IsMatch(rest);
    }

    [GeneratedRegex(@"<\s*/\s*(think|thinking|reasoning)\s*>", Options)]
    private static partial Regex Closing();

    // At the beginning of a line: elsewhere it is a word in a sentence.
    [GeneratedRegex(@"(^|\n)[ \t\r]*<\s*(think|thinking|reasoning)\s*>", Options)]
    private static partial Regex Opening();
}
