using System.Text;

namespace JudgeEval.Judges;

/// <summary>A prompt's token as a server reports it.</summary>
/// <param name="Text">Its text; <see langword="null"/> where the server gives none, as for the first.</param>
/// <param name="LogProbability">Its natural log-probability; <see langword="null"/> where it has none, as the first.</param>
internal readonly record struct EchoedToken(string? Text, double? LogProbability);

/// <summary>
/// Finds the tokens of a prompt's last part. Offsets of servers are not used: they count marks at the beginning that are not in the prompt, and go astray at
/// characters that are cut into several tokens. Instead the tokens are laid on the prompt from its end backwards.
/// </summary>
internal static class EchoedTokens
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The number of tokens at the end of the list that hold a character at or after <paramref name="border"/>, so that a token across the border is one of them; or -1 when the
    /// tokens are not those of the prompt. Tokens that are parts of characters belong together: one across the border takes its neighbours along.
    /// </summary>
    public static int CountFrom(IReadOnlyList<EchoedToken> tokens, string prompt, int border)
    {
        int end = prompt.Length;
        int parts = 0, bytes = 0;
        int index = tokens.Count;
        while (index > 0 && (end > border || parts > 0))
        {
            string? text = tokens[index - 1].Text;
            if (text is not null && IsPart(text))
            {
                parts++;
                bytes += text.Length == 0 ? 0 : 1;
                index--;
                continue;
            }

            int start = text is null ? -1 : StartOf(Spelled(text), prompt, end, parts, bytes);
            if (start < 0)
            {
                // A first token without a probability is a start mark, or has no text here; what it leaves open is its own, or its neighbours'.
                bool isFirst = index == 1 && tokens[0].LogProbability is null;
                bool isAllFound = text is null || parts > 0 || prompt.AsSpan(border, end - border).IsWhiteSpace();
                return isFirst && isAllFound ? tokens.Count - (text is null ? 0 : 1) : -1;
            }

            if (start + text!.Length <= border)
            {
                return tokens.Count - index;
            }

            (end, parts, bytes) = (start, 0, 0);
            index--;
        }

        if (end > border && parts == 0 && !prompt.AsSpan(border, end - border).IsWhiteSpace())
        {
            return -1;
        }

        // Where a server shows a character with its last token, the tokens before it are empty.
        while (index > 0 && index < tokens.Count && tokens[index - 1].Text is "")
        {
            index--;
        }

        return tokens.Count - index;
    }

    // Replacement characters, bytes as older servers spell them ("bytes:\xe2"), bytes of a vocabulary ("<0xE2>") and tokens without text.
    private static bool IsPart(string text) =>
        text.Length == 0 || text.Contains(Replacement, StringComparison.Ordinal) || text.StartsWith("bytes:", StringComparison.Ordinal)
        || (text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[^1] == '>');

    // A space as the vocabularies of SentencePiece spell it.
    private static string Spelled(string text) => text.Replace('\u2581', ' ');

    /// <summary>Where a token begins that ends at <paramref name="end"/>; or before it, when parts of characters, each a byte or more, or white space that a server drops stand between.</summary>
    private static int StartOf(string text, string prompt, int end, int parts, int bytes)
    {
        for (int last = end; last >= text.Length; last--)
        {
            ReadOnlySpan<char> between = prompt.AsSpan(last, end - last);
            bool isFree = parts > 0 ? Encoding.UTF8.GetByteCount(between) >= bytes : between.IsWhiteSpace();
            if (isFree && prompt.AsSpan(0, last).EndsWith(text, StringComparison.Ordinal))
            {
                return last - text.Length;
            }

            if (parts == 0 && !isFree)
            {
                break;
            }
        }

        return -1;
    }
}
