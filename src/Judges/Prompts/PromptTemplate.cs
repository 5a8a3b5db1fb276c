using System.Collections.Immutable;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>A placeholder and where it stands.</summary>
internal readonly record struct PromptPlaceholder(string Name, int Line, int Column);

/// <summary>A section's text: literal parts and placeholders, taken apart once.</summary>
internal sealed class PromptTemplate
{
    public static readonly ImmutableArray<string> PlaceholderNames =
        ["context", "response", "responseA", "responseB", "criteria", "group", "labels", "side", "transcript"];

    private readonly ImmutableArray<(string Literal, string? Placeholder)> _parts;

    private PromptTemplate(int line, ImmutableArray<(string, string?)> parts, ImmutableArray<PromptPlaceholder> placeholders)
    {
        Line = line;
        _parts = parts;
        Placeholders = placeholders;
        Blocks = [.. _parts.SelectMany(part => BlockTags.ClosedNames(part.Literal))];
        Unguarded = BlockTags.Unguarded([.. parts], placeholders);
    }

    /// <summary>The line of the section's heading.</summary>
    public int Line { get; }

    public ImmutableArray<PromptPlaceholder> Placeholders { get; }

    /// <summary>The names of the tags that the text closes somewhere.</summary>
    public ImmutableArray<string> Blocks { get; }

    /// <summary>The placeholders of the item's own texts that stand in no block of tags.</summary>
    public ImmutableArray<PromptPlaceholder> Unguarded { get; }

    public bool IsEmpty => _parts.IsEmpty;

    /// <summary>Takes apart the lines from <paramref name="start"/> up to <paramref name="end"/>; empty lines at both ends are dropped.</summary>
    public static PromptTemplate Compile(string path, string[] lines, int start, int end, List<Diagnostic> errors)
    {
        int heading = start;
        while (start < end && string.IsNullOrWhiteSpace(lines[start]))
        {
            start++;
        }

        while (end > start && string.IsNullOrWhiteSpace(lines[end - 1]))
        {
            end--;
        }

        var parts = ImmutableArray.CreateBuilder<(string, string?)>();
        var placeholders = ImmutableArray.CreateBuilder<PromptPlaceholder>();
        var literal = new StringBuilder();
        for (int i = start; i < end; i++)
        {
            string line = lines[i];
            int position = 0;
            int open;
            while ((open = line.IndexOf("{{", position, StringComparison.Ordinal)) >= 0)
            {
                int close = line.IndexOf("}}", open + 2, StringComparison.Ordinal);
                if (close < 0)
                {
                    errors.Add(new Diagnostic(
                        "JE2011",
                        "the placeholder that opens here is not closed",
                        "'{{' has no '}}' on the same line",
                        "write '}}' after the placeholder's name",
                        new SourceLocation(path, i + 1, open + 1)));
                    break;
                }

                string name = line[(open + 2)..close].Trim();
                placeholders.Add(new PromptPlaceholder(name, i + 1, open + 1));
                if (!PlaceholderNames.Contains(name, StringComparer.Ordinal))
                {
                    errors.Add(new Diagnostic(
                        "JE2012",
                        $"the placeholder '{{{{{name}}}}}' is unknown",
                        "nothing would stand in its place",
                        Nearest.Hint(name, PlaceholderNames),
                        new SourceLocation(path, i + 1, open + 1)));
                }

                parts.Add((literal.Append(line, position, open - position).ToString(), name));
                literal.Clear();
                position = close + 2;
            }

            literal.Append(line, position, line.Length - position).Append(i + 1 < end ? "\n" : "");
        }

        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), null));
        }

        return new PromptTemplate(heading, parts.ToImmutable(), placeholders.ToImmutable());
    }

    /// <summary>Whether the text itself, without what placeholders stand for, has some words.</summary>
    public bool Mentions(string words) => _parts.Any(part => part.Literal.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the text has the placeholder.</summary>
    public bool Uses(string name) => Placeholders.Any(p => p.Name == name);

    /// <summary>The text with each placeholder replaced once; values are made unable to leave their blocks.</summary>
    public string Render(Func<string, string> valueOf, TagText guard)
    {
        var text = new StringBuilder();
        foreach ((string literal, string? placeholder) in _parts)
        {
            text.Append(literal);
            if (placeholder is not null)
            {
                text.Append(guard.Neutralise(valueOf(placeholder)));
            }
        }

        return text.ToString();
    }
}
