using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>What a prompt's front matter says.</summary>
internal sealed record PromptFields
{
    public string? Name { get; set; }

    public TaskShape? Task { get; set; }

    public PromptOutput Output { get; set; } = PromptOutput.Choice;

    public ImmutableArray<string> Labels { get; set; } = [];

    public string? Criteria { get; set; }

    public float? Temperature { get; set; }

    public float? TopP { get; set; }

    public long? Seed { get; set; }

    public int? MaxOutputTokens { get; set; }
}

/// <summary>Reads a prompt's front matter, field by field, with the place of every mistake.</summary>
internal sealed class FrontMatterReader(string path, List<Diagnostic> errors)
{
    private static readonly string[] Known =
        ["name", "task", "output", "labels", "criteria", "temperature", "topP", "seed", "maxOutputTokens"];

    private static readonly string[] Needed = ["name", "task"];

    private static readonly string[] Tasks = ["single", "preference"];

    private static readonly string[] Outputs = ["choice", "number", "json", "text"];

    public PromptFields Read(string yaml)
    {
        var fields = new PromptFields();
        if (Mapping(yaml) is not { } mapping)
        {
            return fields;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            Take(fields, key, value);
        }

        bool Has(string name) => mapping.Children.Keys.OfType<YamlScalarNode>().Any(key => key.Value == name);
        foreach (string needed in Needed.Where(n => !Has(n)))
        {
            string example = needed == "name" ? "name: support-quality" : "task: single (or preference)";
            errors.Add(new Diagnostic(
                "JE2006", $"the front matter has no '{needed}'", "every prompt has one", $"add a line '{example}'", new SourceLocation(path, 1, 1)));
        }

        return fields;
    }

    private YamlMappingNode? Mapping(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
            {
                return [];
            }

            if (stream.Documents[0].RootNode is YamlMappingNode mapping)
            {
                return mapping;
            }

            errors.Add(new Diagnostic(
                "JE2004", "the front matter is no list of fields", "each line must read 'field: value'", "write one field to a line", new SourceLocation(path, 2, 1)));
        }
        catch (YamlException exception)
        {
            string detail = (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            errors.Add(new Diagnostic(
                "JE2004",
                "the front matter is not valid YAML",
                detail,
                "correct the line; quote a text that contains ': ' or begins with a special character",
                At(exception.Start)));
        }

        return null;
    }

    private void Take(PromptFields fields, YamlNode key, YamlNode value)
    {
        string name = (key as YamlScalarNode)?.Value ?? key.ToString();
        switch (name)
        {
            case "name":
                fields.Name = Text(name, value);
                break;
            case "task":
                fields.Task = OneOf(name, value, Tasks) is { } task ? (TaskShape)task : null;
                break;
            case "output":
                fields.Output = (PromptOutput)(OneOf(name, value, Outputs) ?? 0);
                break;
            case "labels":
                fields.Labels = Labels(value);
                break;
            case "criteria":
                fields.Criteria = value is YamlSequenceNode ? string.Join('\n', Texts(name, value).Select(line => "- " + line)) : Text(name, value);
                break;
            case "temperature":
                fields.Temperature = Number(name, value, t => t >= 0, "a number of at least 0");
                break;
            case "topP":
                fields.TopP = Number(name, value, p => p is > 0 and <= 1, "a number above 0 and at most 1");
                break;
            case "seed":
                fields.Seed = Whole(name, value, long.MinValue, long.MaxValue, "a whole number");
                break;
            case "maxOutputTokens":
                fields.MaxOutputTokens = (int?)Whole(name, value, 1, int.MaxValue, "a whole number of at least 1");
                break;
            default:
                errors.Add(new Diagnostic(
                    "JE2005", $"the front matter's field '{name}' is unknown", "it would have no effect", Nearest.Hint(name, Known), At(key.Start)));
                break;
        }
    }

    private ImmutableArray<string> Labels(YamlNode value)
    {
        ImmutableArray<string> labels = [.. Texts("labels", value)];
        if (labels.Length == 1)
        {
            Wrong("labels", value, "a list of two or more labels");
        }

        foreach (string twice in labels.GroupBy(l => l, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key))
        {
            errors.Add(new Diagnostic(
                "JE2007", $"the label '{twice}' stands twice in 'labels'", "labels must differ to mean different things", "rename or remove one", At(value.Start)));
        }

        return labels;
    }

    private IEnumerable<string> Texts(string name, YamlNode value)
    {
        if (value is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Wrong(name, value, "a list of texts");
            return [];
        }

        return [.. list.Children.Select(child => Text(name, child)).OfType<string>()];
    }

    private string? Text(string name, YamlNode value)
    {
        if (value is YamlScalarNode { Value: { } text } && !string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        Wrong(name, value, "a text that is not empty");
        return null;
    }

    private int? OneOf(string name, YamlNode value, string[] words)
    {
        string given = (value as YamlScalarNode)?.Value ?? "";
        int position = Array.IndexOf(words, given);
        if (position >= 0)
        {
            return position;
        }

        errors.Add(new Diagnostic(
            "JE2007", $"'{name}' is '{given}'", $"it must be one of {string.Join(", ", words)}", Nearest.Hint(given, words), At(value.Start)));
        return null;
    }

    private float? Number(string name, YamlNode value, Func<float, bool> allowed, string expected)
    {
        bool isNumber = float.TryParse((value as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number);
        if (isNumber && float.IsFinite(number) && allowed(number))
        {
            return number;
        }

        Wrong(name, value, expected);
        return null;
    }

    private long? Whole(string name, YamlNode value, long least, long most, string expected)
    {
        bool isNumber = long.TryParse((value as YamlScalarNode)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (isNumber && number >= least && number <= most)
        {
            return number;
        }

        Wrong(name, value, expected);
        return null;
    }

    private void Wrong(string name, YamlNode value, string expected)
    {
        string given = value is YamlScalarNode scalar ? $"'{scalar.Value}'" : value is YamlSequenceNode ? "a list" : "a group of fields";
        errors.Add(new Diagnostic(
            "JE2007", $"'{name}' is {given}", $"it must be {expected}", $"correct '{name}'", At(value.Start)));
    }

    // The front matter's first line is the file's second.
    private SourceLocation At(Mark mark) => new(path, (int)mark.Line + 1, (int)mark.Column);
}
