using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Reads a prompt's front matter, field by field, with the place of every mistake.</summary>
internal sealed class FrontMatterReader(string path, List<Diagnostic> errors)
{
    private static readonly string[] Known =
    [
        "name", "task", "output", "labels", "scale", "target", "examples", "structured", "criteria", "temperature", "topP", "seed", "maxOutputTokens",
    ];

    private static readonly string[] Needed = ["name", "task"];

    private static readonly string[] Tasks = ["single", "preference"];

    private static readonly string[] Outputs = ["choice", "number", "json", "candidates", "text"];

    private static readonly string[] Targets = ["label", "difficulty"];

    private static readonly string[] Flags = ["false", "true"];

    private readonly FrontMatterValues _values = new(path, errors);

    public PromptFields Read(string yaml)
    {
        var fields = new PromptFields();
        if (Mapping(yaml) is not { } mapping)
        {
            return fields;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            fields.Places[FrontMatterValues.NameOf(key)] = _values.At(key.Start);
            Take(fields, key, value);
        }

        foreach (string needed in Needed.Where(n => !fields.Places.ContainsKey(n)))
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
            IList<YamlDocument> documents = YamlText.Load(yaml);
            if (documents.Count == 0 || documents[0].RootNode is YamlScalarNode { Value: null or "" })
            {
                return [];
            }

            if (documents[0].RootNode is YamlMappingNode mapping)
            {
                return mapping;
            }

            errors.Add(new Diagnostic(
                "JE2004", "the front matter is no list of fields", "each line must read 'field: value'", "write one field to a line", new SourceLocation(path, 2, 1)));
        }
        catch (YamlException exception)
        {
            string detail = YamlText.Reason(exception);
            errors.Add(new Diagnostic(
                "JE2004",
                "the front matter is not valid YAML",
                detail,
                "correct the line; quote a text that contains ': ' or begins with a special character",
                _values.At(exception.Start)));
        }

        return null;
    }

    private void Take(PromptFields fields, YamlNode key, YamlNode value)
    {
        string name = FrontMatterValues.NameOf(key);
        switch (name)
        {
            case "name":
                fields.Name = _values.Text(name, value);
                break;
            case "task":
                fields.Task = _values.OneOf(name, value, Tasks) is { } task ? (TaskShape)task : null;
                break;
            case "output":
                fields.Output = (PromptOutput)(_values.OneOf(name, value, Outputs) ?? 0);
                break;
            case "target":
                fields.Target = (PromptTarget)(_values.OneOf(name, value, Targets) ?? 0);
                break;
            case "structured":
                fields.Structured = _values.OneOf(name, value, Flags) == 1;
                break;
            case "labels":
                fields.Labels = Labels(value);
                break;
            case "scale":
                fields.Scale = new PromptScaleReader(_values).Read(value);
                break;
            case "examples":
                fields.Examples = new PromptExamplesReader(_values).Read(value);
                break;
            case "criteria":
                fields.Criteria = value is YamlSequenceNode
                    ? string.Join('\n', _values.Texts(name, value).Select(line => "- " + line))
                    : _values.Text(name, value);
                break;
            default:
                TakeOption(fields, name, key, value);
                break;
        }
    }

    private void TakeOption(PromptFields fields, string name, YamlNode key, YamlNode value)
    {
        switch (name)
        {
            case "temperature":
                fields.Temperature = (float?)_values.Number(name, value, t => t is >= 0 and <= float.MaxValue, "a number of at least 0");
                break;
            case "topP":
                fields.TopP = (float?)_values.Number(name, value, p => p is > 0 and <= 1, "a number above 0 and at most 1");
                break;
            case "seed":
                fields.Seed = _values.Whole(name, value, long.MinValue, long.MaxValue, "a whole number");
                break;
            case "maxOutputTokens":
                fields.MaxOutputTokens = (int?)_values.Whole(name, value, 1, int.MaxValue, "a whole number of at least 1");
                break;
            default:
                _values.Error("JE2005", $"the front matter's field '{name}' is unknown", "it would have no effect", Nearest.Hint(name, Known), key);
                break;
        }
    }

    private ImmutableArray<string> Labels(YamlNode value)
    {
        ImmutableArray<string> labels = [.. _values.Texts("labels", value)];
        if (labels.Length == 1)
        {
            _values.Wrong("labels", value, "a list of two or more labels");
        }

        foreach (string twice in labels.GroupBy(l => l, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key))
        {
            _values.Error(
                "JE2007", $"the label '{twice}' stands twice in 'labels'", "labels must differ to mean different things", "rename or remove one", value);
        }

        return labels;
    }
}
