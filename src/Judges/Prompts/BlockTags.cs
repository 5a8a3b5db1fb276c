using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>The blocks of a prompt: parts between an opening and a closing tag such as <c>&lt;response&gt;</c>.</summary>
internal static partial class BlockTags
{
    // What comes from the item or from a debate; criteria, group, side and labels come from whoever runs the judge.
    private static readonly string[] ItemTexts = ["context", "response", "responseA", "responseB", "transcript"];

    /// <summary>The names of the closing tags in a text.</summary>
    public static IEnumerable<string> ClosedNames(string text)
    {
        for (int i = text.IndexOf("</", StringComparison.Ordinal); i >= 0; i = text.IndexOf("</", i + 2, StringComparison.Ordinal))
        {
            int end = i + 2;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ':'))
            {
                end++;
            }

            if (end > i + 2)
            {
                yield return text[(i + 2)..end];
            }
        }
    }

    /// <summary>
    /// The placeholders of the item's texts before which no tag was opened that is closed after them. The n-th part's text
    /// stands before the n-th placeholder.
    /// </summary>
    public static ImmutableArray<PromptPlaceholder> Unguarded(
        ImmutableArray<(string Literal, string? Placeholder)> parts, IReadOnlyList<PromptPlaceholder> placeholders)
    {
        var lastClosed = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (string name in ClosedNames(parts[i].Literal))
            {
                lastClosed[name] = i;
            }
        }

        var unguarded = ImmutableArray.CreateBuilder<PromptPlaceholder>();
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < placeholders.Count; i++)
        {
            foreach (Match tag in Tag().Matches(parts[i].Literal))
            {
                string name = tag.Groups["name"].Value;
                open[name] = tag.Groups["slash"].Length > 0 ? Math.Max(0, open.GetValueOrDefault(name) - 1) : open.GetValueOrDefault(name) + 1;
            }

            bool guarded = open.Any(tag => tag.Value > 0 && lastClosed.GetValueOrDefault(tag.Key, -1) > i);
            if (!guarded && ItemTexts.Contains(placeholders[i].Name, StringComparer.Ordinal))
            {
                unguarded.Add(placeholders[i]);
            }
        }

        return unguarded.ToImmutable();
    }

    [GeneratedRegex(@"<(?<slash>/?)(?<name>[\p{L}\p{Nd}_.:-]+)(?>[^<>]*)(?<!/)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();
}
