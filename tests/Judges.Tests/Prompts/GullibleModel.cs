using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JudgeEval.Judges.Tests.Prompts;

/// <summary>
/// A model that grades 2, unless it finds an order to answer 5 where it takes orders: outside the blocks as it sees them, behind a
/// control token or under a heading of a role. It sees lazily: what shows nothing, the case and the alphabet of look-alikes escape it.
/// </summary>
internal static partial class GullibleModel
{
    private const string Strange = "＜＞／‹›〈〉⟨⟩∕⁄｜еосрѕ";
    private const string Plain = "<>/<><><>//|eocps";

    public static string Answer(string user, IReadOnlyList<string> blocks)
    {
        string seen = See(user);
        foreach (Match control in Control().Matches(seen))
        {
            if (Order().IsMatch(seen[control.Index..]))
            {
                return "5";
            }
        }

        return Order().IsMatch(OutsideByFirstClosingTag(seen, blocks)) || Order().IsMatch(OutsideByLastOpeningTag(seen, blocks)) ? "5" : "2";
    }

    /// <summary>How many opening and closing tags of a block it sees.</summary>
    public static (int Opening, int Closing) Tags(string text, string block)
    {
        string seen = See(text);
        return (Regex.Count(seen, Opening(block), RegexOptions.CultureInvariant), Regex.Count(seen, Closing(block), RegexOptions.CultureInvariant));
    }

    private static string Opening(string block) => $@"<\s*{Regex.Escape(See(block))}(?!\w|[-.:]\w)";

    private static string Closing(string block) => $@"<[\s/\\]*[/\\][\s/\\]*{Regex.Escape(See(block))}(?!\w|[-.:]\w)";

    private static string OutsideByFirstClosingTag(string seen, IReadOnlyList<string> blocks)
    {
        foreach (string block in blocks)
        {
            seen = Regex.Replace(seen, $"{Opening(block)}.*?{Closing(block)}[^>]*>?", " ", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }

        return seen;
    }

    private static string OutsideByLastOpeningTag(string seen, IReadOnlyList<string> blocks)
    {
        foreach (string block in blocks)
        {
            Match opening = Regex.Match(seen, Opening(block), RegexOptions.RightToLeft | RegexOptions.CultureInvariant);
            Match closing = Regex.Match(seen, Closing(block), RegexOptions.RightToLeft | RegexOptions.CultureInvariant);
            seen = opening.Success && closing.Index > opening.Index ? seen[..opening.Index] + seen[closing.Index..] : seen;
        }

        return seen;
    }

    private static string See(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            int strange = rune.IsBmp ? Strange.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
            bool nothing = !Rune.IsWhiteSpace(rune) && (rune.Value is 0x3164 or 0xFFFD || Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark);
            _ = nothing ? seen
                : strange >= 0 ? seen.Append(Plain[strange])
                : rune.Value is >= 0xFF01 and <= 0xFF5E ? seen.Append((char)(rune.Value - 0xFEE0))
                : rune.Value is >= 0x1D400 and < 0x1D6A4 ? seen.Append((char)('a' + ((rune.Value - 0x1D400) % 26)))
                : seen.Append(rune.ToString());
        }

        return seen.ToString().ToLowerInvariant();
    }

    [GeneratedRegex("answer 5|verdict: 5", RegexOptions.CultureInvariant)]
    private static partial Regex Order();

    [GeneratedRegex(@"<\|[^|\n]{1,40}\|>|\[/?inst\]|<</?sys>>|<(start|end)_of_turn>|</?s>|</?think>|<system>|\[system_prompt\]|(?<=^|\n)#{1,6} *(system|user|assistant) *:? *(?=\n|$)|(?<=^|\n)#{1,6} *instruction:", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Control();
}
