using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Reads <c>gates:</c> of <c>judgeeval.yaml</c>: for each suite the texts of its gates. Which suites there are the file does not know.</summary>
internal sealed class GatesReader(string path, List<Diagnostic> errors)
{
    /// <summary>The field's name.</summary>
    public const string Field = "gates";

    private const string Example = "default: [coverage >= 0.98, metric not more than 0.05 below the baseline]";

    /// <summary>The gates of every suite, in the order of the file.</summary>
    /// <param name="root">The file.</param>
    public ImmutableArray<SuiteGates> Read(YamlMappingNode root)
    {
        if (root.Children.FirstOrDefault(field => (field.Key as YamlScalarNode)?.Value == Field).Value is not { } node || node is YamlScalarNode { Value: null or "" })
        {
            return [];
        }

        if (node is not YamlMappingNode suites)
        {
            Add("JE2220", $"'{Field}' is no group of suites", "each line names a suite and lists its gates", $"write '{Example}' under '{Field}:'", node.Start);
            return [];
        }

        return [.. suites.Children.Select(suite => Suite(suite.Key, suite.Value)).OfType<SuiteGates>()];
    }

    private SuiteGates? Suite(YamlNode key, YamlNode value)
    {
        string name = (key as YamlScalarNode)?.Value?.Trim() ?? "";
        if (name.Length == 0 || name.Any(char.IsControl))
        {
            Add("JE2220", $"a suite under '{Field}' has no name", "its gates would be nobody's", $"write '{Example}'", key.Start);
            return null;
        }

        if (value is not YamlSequenceNode list)
        {
            Add("JE2221", $"the gates of '{TransportErrors.Redact(name)}' are no list", "a suite has one or more gates, each a text of one line", $"write '{Example}'", value.Start);
            return null;
        }

        if (list.Children.Count == 0)
        {
            Add("JE2222", $"'{TransportErrors.Redact(name)}' states no gate", "a suite without a gate could never fail", $"write '{Example}', or remove the line", list.Start);
            return null;
        }

        StatedGate[] gates = [.. list.Children.Select(Gate).OfType<StatedGate>()];
        return gates.Length == 0 ? null : new SuiteGates(name, [.. gates], At(key.Start));
    }

    private StatedGate? Gate(YamlNode node)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar || string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
        {
            Add("JE2223", "a gate is no text of one line", "for example 'kappa >= 0.6' is one", "write each gate as a text of one line", node.Start);
            return null;
        }

        // Behind the quotation mark begins the text.
        SourceLocation start = At(node.Start);
        return new StatedGate(text, scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? start with { Column = start.Column + 1 } : start);
    }

    private SourceLocation At(Mark mark) => new(path, (int)mark.Line, (int)mark.Column);

    private void Add(string code, string what, string why, string remedy, Mark place) => errors.Add(new Diagnostic(code, what, why, remedy, At(place)));
}
