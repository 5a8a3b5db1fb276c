using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Harness.Cards;

/// <summary>
/// Reads a declared population: CSV with the columns <c>attribute</c>, <c>value</c> and <c>share</c>, or YAML with a mapping of values to shares under each
/// attribute.
/// </summary>
public static class PopulationFile
{
    private static readonly string[] Columns = ["attribute", "value", "share"];

    /// <summary>Reads a file; <c>.yaml</c> and <c>.yml</c> are YAML, anything else is CSV.</summary>
    /// <param name="file">The file, as the user gave it.</param>
    /// <exception cref="JudgeEvalException">The file is absent or malformed, or its shares are no shares (<c>JE1684</c>, <c>JE1685</c>); with every mistake.</exception>
    public static Population Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        DiagnosticList errors = new();
        List<(string, string, string, SourceLocation)> rows = [];
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            bool yaml = Path.GetExtension(file) is ".yaml" or ".yml";
            (yaml ? (Action<string, Stream, DiagnosticList, List<(string, string, string, SourceLocation)>>)ReadYaml : ReadCsv)(file, stream, errors, rows);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(new Diagnostic(
                "JE1002", "the file does not exist", "no population stands there", "correct the path, or write the columns attribute,value,share", SourceLocation.InFile(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.Add(DatasetErrors.FileUnreadable(file, error.Message.TrimEnd('.')));
        }

        errors.ThrowIfAny();
        return Population.Check(rows);
    }

    private static void ReadCsv(string file, Stream stream, DiagnosticList errors, List<(string, string, string, SourceLocation)> rows)
    {
        using CsvFile csv = new(file, stream, errors);
        if (!csv.ReadHeader(Columns, known: null, new NearestName()) || csv.Columns.Length == 0)
        {
            if (errors.Count == 0)
            {
                errors.Add(DatasetErrors.MissingColumn(new SourceLocation(file, 1, 1), Columns[0], nearest: null));
            }

            return;
        }

        int[] at = [.. Columns.Select(c => csv.Columns.IndexOf(c))];
        while (csv.Read())
        {
            if (at.All(c => c >= 0))
            {
                rows.Add((csv.TextOf(at[0]), csv.TextOf(at[1]), csv.TextOf(at[2]), csv.At(at[2])));
            }
        }
    }

    private static void ReadYaml(string file, Stream stream, DiagnosticList errors, List<(string, string, string, SourceLocation)> rows)
    {
        try
        {
            using StreamReader reader = new(stream);
            IList<YamlDocument> documents = YamlText.Load(reader.ReadToEnd());
            YamlNode root = documents.Count == 0 ? new YamlMappingNode() : documents[0].RootNode;
            foreach ((YamlNode attribute, YamlNode values) in (root as YamlMappingNode ?? throw new YamlException(root.Start, root.End, "a mapping of attributes is expected")).Children)
            {
                foreach ((YamlNode value, YamlNode share) in (values as YamlMappingNode ?? throw new YamlException(values.Start, values.End, "a mapping of values to shares is expected")).Children)
                {
                    rows.Add((Text(attribute), Text(value), Text(share), new SourceLocation(file, (int)share.Start.Line, (int)share.Start.Column)));
                }
            }
        }
        catch (YamlException error)
        {
            errors.Add(DatasetErrors.MalformedYaml(new SourceLocation(file, (int)error.Start.Line, (int)error.Start.Column), error.Message.TrimEnd('.')));
        }
    }

    private static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw new YamlException(node.Start, node.End, "a text is expected");
}
