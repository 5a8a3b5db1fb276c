using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads <c>dataset.yaml</c>.</summary>
internal static class HeadFile
{
    private static readonly ImmutableArray<string> Fields =
        ["name", "version", "description", "licence", "license", "source", "task", "scale", "positive", "subjectivity", "splits", "card"];

    private static readonly (string Name, TaskShape Value)[] Tasks = [("single", TaskShape.Single), ("preference", TaskShape.Preference)];

    private static readonly (string Name, Subjectivity Value)[] Subjectivities =
    [
        ("manifest", Subjectivity.Manifest),
        ("latent-pattern", Subjectivity.LatentPattern),
        ("latent-projective", Subjectivity.LatentProjective),
        ("latentPattern", Subjectivity.LatentPattern),
        ("latentProjective", Subjectivity.LatentProjective),
    ];

    public static HeadParts Read(string file, Stream stream, DatasetAssembler assembler)
    {
        DiagnosticList errors = assembler.HeadErrors;
        if (Text(file, stream, errors) is not { } text || Mapping(file, text, errors) is not { } mapping)
        {
            return HeadParts.None;
        }

        YamlFields fields = new(file, mapping, "dataset.yaml", Fields, assembler.Nearest, errors);
        string? name = fields.Text("name");
        if (string.IsNullOrWhiteSpace(name) && fields["name"] is not { NodeType: not YamlNodeType.Scalar })
        {
            errors.Add(DatasetErrors.MissingYamlField(fields.Start, "name", "name: my-dataset"));
        }

        if (fields["licence"] is not null && fields["license"] is { } second)
        {
            errors.Add(DatasetErrors.DuplicateKey(fields.At(second), "license"));
        }

        TaskShape? shape = OneOf(fields, "task", "task: single", Tasks, assembler);
        LabelScale? scale = ScaleField.Read(file, fields, shape, assembler);
        Subjectivity? subjectivity = OneOf(fields, "subjectivity", example: null, Subjectivities, assembler);
        DatasetInfo info = new()
        {
            Name = name ?? "",
            Version = fields.Text("version"),
            Description = fields.Text("description"),
            Licence = fields.Text("licence") ?? fields.Text("license"),
            Source = fields.Text("source"),
            Splits = Splits(fields, errors),
            Card = Card(fields, errors),
        };
        DatasetHead? complete = errors.Count == 0 ? new DatasetHead(info, shape!.Value, scale!, subjectivity ?? Subjectivity.LatentPattern) : null;
        return new HeadParts(complete, shape, scale, info.Splits);
    }

    private static string? Text(string file, Stream stream, DiagnosticList errors)
    {
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        ReadOnlySpan<byte> bytes = copy.GetBuffer().AsSpan(0, (int)copy.Length);
        if (bytes.StartsWith([(byte)0xFF, (byte)0xFE]) || bytes.StartsWith([(byte)0xFE, (byte)0xFF]))
        {
            errors.Add(DatasetErrors.Utf16(file));
            return null;
        }

        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        int offset = Utf8Position.OfFirstInvalidByte(bytes);
        (int line, int column) = Utf8Position.Of(bytes, offset, 1);
        errors.Add(DatasetErrors.NotUtf8(new SourceLocation(file, line, column), bytes[offset]));
        return null;
    }

    private static YamlMappingNode? Mapping(string file, string text, DiagnosticList errors)
    {
        IList<YamlDocument> documents;
        try
        {
            documents = YamlText.Load(text);
        }
        catch (YamlException error)
        {
            string reason = error.Message.TrimEnd('.');
            SourceLocation at = new(file, (int)error.Start.Line, (int)error.Start.Column);
            errors.Add(DatasetErrors.MalformedYaml(at, char.ToLowerInvariant(reason[0]) + reason[1..]));
            return null;
        }

        YamlNode root = documents.Count == 0 ? new YamlMappingNode() : documents[0].RootNode;
        SourceLocation start = new(file, (int)root.Start.Line, (int)root.Start.Column);
        if (documents.Count > 1)
        {
            YamlNode second = documents[1].RootNode;
            errors.Add(DatasetErrors.MalformedYaml(
                new SourceLocation(file, (int)second.Start.Line, (int)second.Start.Column), "a second document starts here, and a dataset has one"));
        }

        if (root is YamlMappingNode mapping)
        {
            return mapping;
        }

        if (root is YamlScalarNode { Value: null or "" })
        {
            return [];
        }

        errors.Add(DatasetErrors.BadYamlValue(start, DatasetFiles.Head, YamlFields.Describe(root), "it is a mapping of fields such as 'name: my-dataset'"));
        return null;
    }

    private static T? OneOf<T>(YamlFields fields, string field, string? example, (string Name, T Value)[] values, DatasetAssembler assembler)
        where T : struct
    {
        if (fields[field] is not { } node)
        {
            if (example is not null)
            {
                assembler.HeadErrors.Add(DatasetErrors.MissingYamlField(fields.Start, field, example));
            }

            return null;
        }

        if (fields.Text(field) is not { } text)
        {
            return null;
        }

        foreach ((string name, T value) in values)
        {
            if (name == text)
            {
                return value;
            }
        }

        IEnumerable<string> names = values.Select(v => v.Name);
        assembler.HeadErrors.Add(DatasetErrors.BadYamlValue(
            fields.At(node), field, DatasetErrors.Quote(text), $"it is one of {string.Join(", ", names)}", assembler.Nearest.Of(text, names)));
        return null;
    }

    private static ImmutableArray<string> Splits(YamlFields fields, DiagnosticList errors)
    {
        List<string> splits = [];
        foreach (YamlScalarNode node in fields.List("splits"))
        {
            string split = node.Value ?? "";
            if (Texts.ProblemOfName(split) is { } problem)
            {
                errors.Add(DatasetErrors.UnusableText(fields.At(node), "a split", problem));
            }
            else if (splits.Contains(split, StringComparer.Ordinal))
            {
                errors.Add(DatasetErrors.BadYamlValue(fields.At(node), "splits", $"{DatasetErrors.Quote(split)} twice", "every split is declared once"));
            }

            splits.Add(split);
        }

        return [.. splits];
    }

    private static ImmutableSortedDictionary<string, string> Card(YamlFields fields, DiagnosticList errors)
    {
        ImmutableSortedDictionary<string, string>.Builder card = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (fields["card"] is { } node and not YamlMappingNode)
        {
            errors.Add(DatasetErrors.BadYamlValue(fields.At(node), "card", YamlFields.Describe(node), "it is a mapping of your own fields"));
        }

        YamlMappingNode own = fields["card"] as YamlMappingNode ?? [];
        foreach ((YamlNode key, YamlNode value) in own.Children)
        {
            if (key is YamlScalarNode { Value: "population" } && value is YamlMappingNode population && Flat(population) is { } shares)
            {
                shares.ForEach(s => card[s.Key] = s.Value);
                continue;
            }

            string? text = value switch
            {
                YamlScalarNode scalar => scalar.Value ?? "",
                YamlSequenceNode list when list.All(v => v is YamlScalarNode) => string.Join(", ", list.Select(v => ((YamlScalarNode)v).Value)),
                _ => null,
            };
            if (text is null || key is not YamlScalarNode { Value: { } name })
            {
                errors.Add(DatasetErrors.BadYamlValue(fields.At(value), "a card field", YamlFields.Describe(value), "it is a text or a list of texts"));
                continue;
            }

            card[name] = text;
        }

        return card.ToImmutable();
    }

    // The population, by attribute and value, becomes fields such as population.gender.woman, which are written and read back as they are.
    private static List<KeyValuePair<string, string>>? Flat(YamlMappingNode population)
    {
        List<KeyValuePair<string, string>> shares = [];
        foreach ((YamlNode attribute, YamlNode values) in population.Children)
        {
            if (attribute is not YamlScalarNode { Value: { } name } || name.Contains('.', StringComparison.Ordinal) || values is not YamlMappingNode groups)
            {
                return null;
            }

            foreach ((YamlNode group, YamlNode share) in groups.Children)
            {
                if (group is not YamlScalarNode { Value: { } value } || share is not YamlScalarNode { Value: { } number })
                {
                    return null;
                }

                shares.Add(KeyValuePair.Create($"population.{name}.{value}", number));
            }
        }

        return shares;
    }
}
