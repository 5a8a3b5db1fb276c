using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Takes single values out of a prompt's front matter, each with the place of its mistake.</summary>
internal sealed class FrontMatterValues(string path, List<Diagnostic> errors)
{
    public string? Text(string name, YamlNode value)
    {
        if (value is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        Wrong(name, value, "a text that is not empty");
        return null;
    }

    public IEnumerable<string> Texts(string name, YamlNode value)
    {
        if (value is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Wrong(name, value, "a list of texts");
            return [];
        }

        return [.. list.Children.Select(child => Text(name, child)).OfType<string>()];
    }

    /// <summary>The position of the word; null when it is none of them.</summary>
    public int? OneOf(string name, YamlNode value, IReadOnlyList<string> words)
    {
        string given = (value as YamlScalarNode)?.Value ?? "";
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] == given)
            {
                return i;
            }
        }

        Error("JE2007", $"'{name}' is '{given}'", $"it must be one of {string.Join(", ", words)}", Nearest.Hint(given, [.. words]), value);
        return null;
    }

    public double? Number(string name, YamlNode value, Func<double, bool> allowed, string expected)
    {
        if (FiniteNumber.TryRead((value as YamlScalarNode)?.Value ?? "", out double number) && allowed(number))
        {
            return number;
        }

        Wrong(name, value, expected);
        return null;
    }

    public long? Whole(string name, YamlNode value, long least, long most, string expected)
    {
        bool isNumber = long.TryParse((value as YamlScalarNode)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (isNumber && number >= least && number <= most)
        {
            return number;
        }

        Wrong(name, value, expected);
        return null;
    }

    /// <summary>The fields of a group, each known one by its name; null when the value is no group.</summary>
    public Dictionary<string, YamlNode>? Group(string name, YamlNode value, IReadOnlyCollection<string> known, string expected)
    {
        if (value is not YamlMappingNode mapping)
        {
            Wrong(name, value, expected);
            return null;
        }

        var fields = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode child) in mapping.Children)
        {
            string field = NameOf(key);
            if (known.Contains(field, StringComparer.Ordinal))
            {
                fields[field] = child;
            }
            else
            {
                Error("JE2005", $"the field '{field}' of '{name}' is unknown", "it would have no effect", Nearest.Hint(field, known), key);
            }
        }

        return fields;
    }

    public void Wrong(string name, YamlNode value, string expected)
    {
        string given = value is YamlScalarNode scalar ? $"'{scalar.Value}'" : value is YamlSequenceNode ? "a list" : "a group of fields";
        Error("JE2007", $"'{name}' is {given}", $"it must be {expected}", $"correct '{name}'", value);
    }

    public void Error(string code, string what, string why, string remedy, YamlNode place) =>
        errors.Add(new Diagnostic(code, what, why, remedy, At(place.Start)));

    // The front matter's first line is the file's second.
    public SourceLocation At(Mark mark) => new(path, (int)mark.Line + 1, (int)mark.Column);

    public static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? key.ToString();
}
