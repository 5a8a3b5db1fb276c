using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>
/// The content hash of a folder that an import just wrote, from its sorted files, in memory that does not grow with them. It is that of
/// <see cref="AnnotatedDataset.Identity"/>.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="shape">The shape of the task.</param>
/// <param name="scale">The scale.</param>
/// <param name="annotators">The people, sorted by id.</param>
internal sealed class FolderHash(string folder, TaskShape shape, LabelScale scale, ImmutableArray<Annotator> annotators)
{
    private const int Explanation = 3;

    private readonly LabelTable _labels = new(scale);
    private readonly Dictionary<string, int> _positions = annotators.Select((a, i) => (a.Id, i)).ToDictionary(a => a.Id, a => a.i, StringComparer.Ordinal);

    /// <summary>Computes it.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="annotations">How many annotations have a label.</param>
    /// <param name="missing">How many have none.</param>
    public string Of(int items, int annotations, int missing)
    {
        using ContentHasher ofItems = new(), ofLabels = new();
        DatasetHash.Begin(ofItems, ofLabels, items, scale, annotators, annotations);
        using (var lines = new Utf8Lines(File.OpenRead(Path.Combine(folder, DatasetFiles.Items))))
        {
            while (lines.Next())
            {
                DatasetHash.AddItem(ofItems, ItemText.Read(lines.Block));
            }
        }

        AddAnnotations(ofLabels);
        ofLabels.Add(missing);
        foreach (Row row in missing == 0 ? [] : Rows().Where(r => r.Annotation.Code == LabelTable.Missing))
        {
            DatasetHash.AddMissing(ofLabels, row.Item, row.Annotation.Annotator, row.Explanation);
        }

        return DatasetHash.Finish(ofItems, ofLabels, shape).Hash;
    }

    private void AddAnnotations(ContentHasher ofLabels)
    {
        List<Row> ofItem = [];
        foreach (Row row in Rows().Where(r => r.Annotation.Code != LabelTable.Missing))
        {
            if (ofItem.Count > 0 && ofItem[0].Item != row.Item)
            {
                AddItem(ofLabels, ofItem);
            }

            ofItem.Add(row);
        }

        AddItem(ofLabels, ofItem);
    }

    private static void AddItem(ContentHasher ofLabels, List<Row> rows)
    {
        if (rows.Count > 0)
        {
            ofLabels.Add(rows[0].Item);
            ofLabels.Add(rows.Count);
            rows.ForEach(r => DatasetHash.AddAnnotation(ofLabels, r.Annotation, r.Explanation));
            rows.Clear();
        }
    }

    private IEnumerable<Row> Rows()
    {
        string path = Path.Combine(folder, DatasetFiles.Annotations);
        using var csv = new CsvFile(path, File.OpenRead(path), new DiagnosticList());
        csv.ReadHeader([], null, new NearestName());
        bool isExplained = csv.Columns.Length > Explanation && csv.Columns[Explanation] == "explanation";
        while (csv.Read())
        {
            int code = _labels.Read(csv[2], out double value);
            string? explanation = isExplained && !csv[Explanation].IsEmpty ? csv.TextOf(Explanation) : null;
            yield return new Row(csv.TextOf(0), new Annotation(_positions[csv.TextOf(1)], code, value), explanation);
        }
    }

    private readonly record struct Row(string Item, Annotation Annotation, string? Explanation);
}
