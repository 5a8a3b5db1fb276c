using System.Globalization;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>
/// Shows a text so that it is data: what in it could pass for a tag of the prompt's blocks, for a control token of a chat
/// template or for the heading of another role is made visible text. All else stays as it is, character by character.
/// </summary>
internal sealed class TagText
{
    // Tokens that tokenizers or chat templates of common models treat as control, and tags of roles and of reasoning.
    private static readonly Rune[][] ControlTags = Fold(
        "s", "sys", "bos", "eos", "pad", "unk", "start_of_turn", "end_of_turn", "start_of_image", "end_of_text",
        "think", "thinking", "reasoning", "system", "assistant");

    private static readonly Rune[][] ControlBrackets = Fold("inst", "system_prompt", "available_tools", "tool_calls", "tool_results", "tool_content");

    private static readonly string[] Entities = ["lt", "#60", "#x3c"];

    private readonly Rune[][] _blocks;

    /// <summary>Creates the guard.</summary>
    /// <param name="blocks">The names of the prompt's blocks.</param>
    public TagText(IEnumerable<string> blocks) => _blocks = Fold([.. blocks]);

    /// <summary>The text as it is shown.</summary>
    public string Neutralise(string text)
    {
        if (text.AsSpan().IndexOfAny(Lookalikes.Openers) < 0 && text.AsSpan().IndexOfAny("&[［#＃") < 0)
        {
            return text;
        }

        var reader = new MarkupReader(text);
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            _ = Lookalikes.Openers.Contains(c) ? result.Append(IsTag(reader, i + 1) ? Entity(c) : c)
                : c == '&' ? result.Append(IsEntityTag(text, reader, i) ? "&amp;" : "&")
                : c is '[' or '［' ? result.Append(Any(ControlBrackets, reader, reader.SkipGap(i + 1), closed: true) ? Entity(c) : c)
                : c is '#' or '＃' && RoleHeading.IsAt(text, i) ? result.Append('\\').Append(c)
                : result.Append(c);
        }

        return result.ToString();
    }

    private static Rune[][] Fold(params string[] names) =>
        [.. names.Select(MarkupReader.Folded).Where(n => n.Length > 0)];

    private bool IsTag(MarkupReader reader, int position)
    {
        int start = reader.SkipGap(position);
        return Any(_blocks, reader, start, closed: false) || Any(ControlTags, reader, start, closed: true) || reader.BarToken(start);
    }

    private static bool Any(Rune[][] names, MarkupReader reader, int position, bool closed)
    {
        Rune? first = reader.FoldedAt(position);
        foreach (Rune[] name in names)
        {
            if (first is not null && first != name[0])
            {
                continue;
            }

            if (reader.Name(position, name, partly: !closed, out int end) && (closed ? reader.Closes(end) : !reader.GoesOn(end)))
            {
                return true;
            }
        }

        return false;
    }

    // What this class makes of a tag is an entity; a text that brings one of its own is marked, so that the two differ.
    private bool IsEntityTag(string text, MarkupReader reader, int position)
    {
        int start = position + 1;
        while (string.Compare(text, start, "amp;", 0, 4, StringComparison.OrdinalIgnoreCase) == 0)
        {
            start += 4;
        }

        foreach (string entity in Entities)
        {
            int at = start;
            int prefix = entity.Length - entity.TrimStart('#', 'x').Length;
            if (string.Compare(text, at, entity, 0, prefix, StringComparison.OrdinalIgnoreCase) != 0)
            {
                continue;
            }

            at += prefix;
            while (prefix > 0 && at < text.Length && text[at] == '0')
            {
                at++;
            }

            int length = entity.Length - prefix;
            if (string.Compare(text, at, entity, prefix, length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                at += length;
                return IsTag(reader, at < text.Length && text[at] == ';' ? at + 1 : at);
            }
        }

        return false;
    }

    private static string Entity(char bracket) => bracket == '<' ? "&lt;" : string.Create(CultureInfo.InvariantCulture, $"&#x{(int)bracket:X};");
}
