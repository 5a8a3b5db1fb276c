using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Reviews;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Corrected labels of some items. On these items they stand in the place of everything people said; elsewhere nothing changes. Immutable.</summary>
public sealed class LabelCorrections
{
    private static readonly string[] Required = ["item", "annotator", "label"];

    internal LabelCorrections(string path, ImmutableArray<CorrectedLabel> labels, ImmutableArray<Diagnostic> unreadable)
    {
        Path = path;
        Labels = labels;
        Unreadable = unreadable;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Lines that were left out, as a torn last line of a file of decisions.</summary>
    public ImmutableArray<Diagnostic> Unreadable { get; }

    /// <summary>The ids of the corrected items, sorted.</summary>
    public ImmutableArray<string> Items => [.. Labels.Select(l => l.Item).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The labels, in the order of the file.</summary>
    internal ImmutableArray<CorrectedLabel> Labels { get; }

    /// <summary>
    /// Reads corrections: the decisions of <c>judgeeval review</c> (<c>*.jsonl</c>), of which the last on an item counts where it finds the judge right and
    /// proposes a label, or a table in the form of <c>annotations.csv</c>, of which several people's labels on one item count as of any dataset.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">The file is absent (<c>JE1833</c>), corrects no label (<c>JE1834</c>), or is malformed.</exception>
    public static LabelCorrections Read(string path)
    {
        if (!File.Exists(path))
        {
            throw LeaderboardErrors.CorrectionsNotFound(path);
        }

        return path.EndsWith(".jsonl", StringComparison.Ordinal) ? ReadDecisions(path) : ReadTable(path);
    }

    private static LabelCorrections ReadDecisions(string path)
    {
        CorrectionsFile file = CorrectionsFile.Open(path, path);
        ReviewDecision[] last =
        [
            .. file.Decisions.Where(d => d.Action != ReviewAction.Labelled).GroupBy(d => d.Item, StringComparer.Ordinal).Select(g => g.Last())
                .Where(d => d.Action == ReviewAction.JudgeIsRight && d.New is not null),
        ];
        return last.Length > 0
            ? new LabelCorrections(path, [.. last.Select(d => new CorrectedLabel(d.Item, d.By, d.New!, SourceLocation.InFile(path)))], file.Unreadable)
            : file.Decisions.IsEmpty && !file.Unreadable.IsEmpty
                ? throw new JudgeEvalException(file.Unreadable)
                : throw LeaderboardErrors.NoCorrections(path, "no decision that holds finds the judge right and proposes a label");
    }

    private static LabelCorrections ReadTable(string path)
    {
        DiagnosticList errors = new();
        var labels = ImmutableArray.CreateBuilder<CorrectedLabel>();
        using (FileStream stream = File.OpenRead(path))
        {
            using CsvFile csv = new(path, stream, errors);
            if (csv.ReadHeader(Required, null, new NearestName()) && errors.Count == 0)
            {
                int item = csv.Columns.IndexOf("item"), annotator = csv.Columns.IndexOf("annotator"), label = csv.Columns.IndexOf("label");
                while (csv.Read())
                {
                    if (csv.TextOf(label) is { Length: > 0 } text)
                    {
                        labels.Add(new CorrectedLabel(csv.TextOf(item), csv.TextOf(annotator), text, csv.At(label)));
                    }
                }
            }
        }

        errors.ThrowIfAny();

        return labels.Count > 0
            ? new LabelCorrections(path, labels.ToImmutable(), [])
            : throw LeaderboardErrors.NoCorrections(path, "the table has no row with a label");
    }
}

/// <summary>A corrected label.</summary>
/// <param name="Item">The item.</param>
/// <param name="Annotator">Who corrected it.</param>
/// <param name="Label">The label.</param>
/// <param name="At">Where it stands.</param>
internal sealed record CorrectedLabel(string Item, string Annotator, string Label, SourceLocation At);
