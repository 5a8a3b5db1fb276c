using System.Collections.Immutable;
using JudgeEval.Judges;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>The fields of one mapping in <c>dataset.yaml</c>. Reading a field of a wrong kind reports it and gives nothing.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlNode> _nodes = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly DiagnosticList _errors;

    /// <summary>Takes the fields and reports those that are not known.</summary>
    public YamlFields(string file, YamlMappingNode mapping, string name, ImmutableArray<string> known, NearestName nearest, DiagnosticList errors)
    {
        _file = file;
        _errors = errors;
        Start = At(mapping);
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string field = (key as YamlScalarNode)?.Value ?? Describe(key);
            if (!known.Contains(field, StringComparer.Ordinal))
            {
                errors.Add(DatasetErrors.UnknownYamlField(At(key), field, nearest.Of(field, known), name, known));
            }
            else if (!IsAbsent(value))
            {
                _nodes.Add(field, value);
            }
        }
    }

    /// <summary>Where the mapping starts.</summary>
    public SourceLocation Start { get; }

    public YamlNode? this[string field] => _nodes.GetValueOrDefault(field);

    public SourceLocation At(YamlNode node) => new(_file, (int)node.Start.Line, (int)node.Start.Column);

    /// <summary>A field that is one text; <see langword="null"/> when it is absent or wrong.</summary>
    public string? Text(string field)
    {
        YamlNode? node = this[field];
        if (node is null or YamlScalarNode)
        {
            return (node as YamlScalarNode)?.Value;
        }

        _errors.Add(DatasetErrors.BadYamlValue(At(node), field, Describe(node), "it is one text"));
        return null;
    }

    /// <summary>A field that is a number; <see langword="null"/> when it is absent or wrong.</summary>
    public double? Number(string field)
    {
        if (this[field] is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode scalar && FiniteNumber.TryRead(scalar.Value ?? "", out double number))
        {
            return number;
        }

        _errors.Add(DatasetErrors.BadYamlValue(At(node), field, Describe(node), "it is a number"));
        return null;
    }

    /// <summary>A field that is a list of texts, or one text; empty when it is absent or wrong.</summary>
    public ImmutableArray<YamlScalarNode> List(string field)
    {
        YamlNode? node = this[field];
        if (node is null)
        {
            return [];
        }

        if (node is YamlScalarNode one)
        {
            return [one];
        }

        if (node is YamlSequenceNode sequence)
        {
            foreach (YamlNode child in sequence.Where(c => c is not YamlScalarNode))
            {
                _errors.Add(DatasetErrors.BadYamlValue(At(child), field, Describe(child), "it is a list of texts"));
            }

            return [.. sequence.OfType<YamlScalarNode>()];
        }

        _errors.Add(DatasetErrors.BadYamlValue(At(node), field, Describe(node), "it is a list of texts"));
        return [];
    }

    /// <summary>A node for people.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode scalar => DatasetErrors.Quote(scalar.Value ?? ""),
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    private static bool IsAbsent(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}
