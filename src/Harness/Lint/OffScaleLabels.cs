using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Lint;

/// <summary>
/// People's labels that the scale does not have. They keep a dataset from being read, and of many mistakes only the first are listed; here all of them are counted.
/// </summary>
public static class OffScaleLabels
{
    // More different texts than this are no labels but a wrong column.
    private const int MostValues = 65_536;

    /// <summary>Looks through the annotations of a dataset folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>One finding, whose subjects are the values from the most frequent on and whose evidence counts each; none where every label is on the scale, or where scale or annotations cannot be read.</returns>
    public static LintFinding? Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        DatasetAssembler assembler = new(new HeldItems());
        try
        {
            string head = Path.Combine(folder, DatasetFiles.Head), file = Path.Combine(folder, DatasetFiles.Annotations);
            using FileStream headStream = File.OpenRead(head);
            if (HeadFile.Read(head, headStream, assembler).Scale is not { } scale)
            {
                return null;
            }

            using FileStream stream = File.OpenRead(file);
            using CsvFile csv = new(file, stream, new DiagnosticList());
            csv.ReadHeader(["label"], known: null, assembler.Nearest);
            return Find(csv, scale);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever could not read the dataset has said why.
            return null;
        }
    }

    private static LintFinding? Find(CsvFile csv, LabelScale scale)
    {
        int column = csv.Columns.IndexOf("label"), labels = 0, off = 0;
        LabelTable known = new(scale);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        SourceLocation first = SourceLocation.None;
        while (column >= 0 && csv.Read())
        {
            int code = known.Read(csv[column], out _);
            labels += code == LabelTable.Missing ? 0 : 1;
            if (code != LabelTable.Unknown)
            {
                continue;
            }

            first = off++ == 0 ? csv.At(column) : first;
            string value = csv.TextOf(column);
            if (counts.TryGetValue(value, out int count) || counts.Count < MostValues)
            {
                counts[value] = count + 1;
            }
        }

        (string Value, int Count)[] values = [.. counts.Select(c => (c.Key, c.Value)).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)];
        return off == 0 ? null : new LintFinding
        {
            Rule = LintRules.OutOfScale,
            Severity = LintSeverity.Error,
            What = FormattableString.Invariant($"people gave {off} of {labels} labels that the scale does not have ({Of(scale)})"),
            Consequence = "the dataset cannot be read: a label that is nowhere on the scale cannot be compared with another",
            Remedy = "correct the labels in annotations.csv, add them to the scale in dataset.yaml, or list them under 'missing' of the scale",
            Location = first,
            Subjects = [.. values.Select(v => v.Value)],
            Evidence = [.. values.Select(v => new LintNumber(v.Value, v.Count))],
        };
    }

    private static string Of(LabelScale scale) =>
        scale.IsNumeric ? FormattableString.Invariant($"from {scale.Minimum} to {scale.Maximum}") : string.Join(", ", scale.Labels.Select(DatasetErrors.Quote));
}
