namespace JudgeEval.Judges;

/// <summary>
/// The words of a text as hashes. A word is a longest run of letters, digits and combining marks, in lower case by the invariant
/// culture; whatever lies between is left out, so <c>don't</c> is two words. A Han character or a kana is a word by itself,
/// because these scripts put no spaces; characters beyond the basic plane, emoji among them, are none.
/// </summary>
/// <remarks>Enumerated by hand, because texts are long and a list of strings is most of the time this takes.</remarks>
internal ref struct Words(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next = 0;

    /// <summary>The hash of the word.</summary>
    public ulong Current { get; private set; } = 0;

    /// <summary>How many UTF-16 code units the word has.</summary>
    public int Length { get; private set; } = 0;

    public bool MoveNext()
    {
        while (_next < _text.Length && !IsPart(_text[_next]))
        {
            _next++;
        }

        int start = _next;
        ulong hash = StableHash.Empty;
        while (_next < _text.Length && IsPart(_text[_next]) && (_next == start || !(StandsAlone(_text[_next]) || StandsAlone(_text[_next - 1]))))
        {
            hash = StableHash.Add(hash, char.ToLowerInvariant(_text[_next]));
            _next++;
        }

        Current = StableHash.Mix(hash);
        Length = _next - start;
        return Length > 0;
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || (c >= 128 && (char.IsLetterOrDigit(c) || IsMark(c)));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool StandsAlone(char c) => c is (>= '\u3041' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');
}
