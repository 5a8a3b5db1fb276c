using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Harness.Datasets.Writing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>
/// The exclusion log: a CSV file with the columns <c>annotator</c>, <c>item</c>, <c>rule</c> and <c>evidence</c>. An empty item stands for everything that
/// the annotator labelled. <c>judgeeval lint --log</c> writes it; people may edit it; <c>--exclude</c> applies it.
/// </summary>
public static class ExclusionLog
{
    private static readonly string[] Columns = ["annotator", "item", "rule", "evidence"];

    /// <summary>Writes a log.</summary>
    /// <param name="exclusions">The rows, in the order in which they are written.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(IEnumerable<Exclusion> exclusions, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(exclusions);
        ArgumentNullException.ThrowIfNull(writer);
        CsvWriter.Write(writer, Columns);
        foreach (Exclusion exclusion in exclusions)
        {
            CsvWriter.Write(writer, [exclusion.Annotator, exclusion.Item ?? "", exclusion.Rule, exclusion.Evidence]);
        }
    }

    /// <summary>Reads a log and leaves out of a dataset what it names.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="file">The log, as the user gave its path.</param>
    /// <returns>
    /// The dataset without these annotations, of the same identity, since it is the same content read under a stated rule;
    /// <see cref="AnnotatedDataset.Excluded"/> says what is left out.
    /// </returns>
    /// <exception cref="JudgeEvalException">
    /// The log is absent or malformed, names an annotator or an item that the dataset does not have (<c>JE1682</c>), or leaves no label (<c>JE1683</c>).
    /// </exception>
    public static AnnotatedDataset Apply(AnnotatedDataset dataset, string file)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Apply(dataset, Read(dataset, file), SourceLocation.InFile(file));
    }

    /// <summary>Leaves out of a dataset what a log names.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="exclusions">The rows; those of annotators and items that the dataset does not have exclude nothing.</param>
    /// <inheritdoc cref="Apply(AnnotatedDataset, string)" path="/returns"/>
    /// <exception cref="JudgeEvalException"><c>JE1683</c>: no label is left.</exception>
    public static AnnotatedDataset Apply(AnnotatedDataset dataset, IEnumerable<Exclusion> exclusions)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(exclusions);
        return Apply(dataset, exclusions, SourceLocation.None);
    }

    private static AnnotatedDataset Apply(AnnotatedDataset dataset, IEnumerable<Exclusion> exclusions, SourceLocation at)
    {
        Dictionary<string, int> people = new(StringComparer.Ordinal);
        for (int a = 0; a < dataset.Annotators.Length; a++)
        {
            people.Add(dataset.Annotators[a].Id, a);
        }

        string?[] whole = new string?[people.Count];
        Dictionary<(int Item, int Annotator), string> single = [];
        foreach (Exclusion exclusion in exclusions)
        {
            if (!people.TryGetValue(exclusion.Annotator, out int annotator))
            {
                continue;
            }

            if (exclusion.Item is null)
            {
                whole[annotator] ??= exclusion.Rule;
            }
            else if (dataset.TryFindItem(exclusion.Item, out int item))
            {
                single.TryAdd((item, annotator), exclusion.Rule);
            }
        }

        AnnotatedDataset rest = dataset.Without((item, annotator) => single.GetValueOrDefault((item, annotator)) ?? whole[annotator]);
        return rest.AnnotationCount > 0 || dataset.AnnotationCount == 0 ? rest : throw new JudgeEvalException(new Diagnostic(
            "JE1683", "no label is left", "the exclusion log leaves out every annotation of the dataset", "take rows out of the log", at));
    }

    private static List<Exclusion> Read(AnnotatedDataset dataset, string file)
    {
        DiagnosticList errors = new();
        List<Exclusion> exclusions = [];
        HashSet<string> people = [.. dataset.Annotators.Select(a => a.Id)];
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            using CsvFile csv = new(file, stream, errors);
            bool usable = csv.ReadHeader(Columns[..3], Columns, new NearestName());
            if (!usable && errors.Count == 0)
            {
                errors.Add(DatasetErrors.MissingColumn(new SourceLocation(file, 1, 1), Columns[0], nearest: null));
            }

            int[] at = [.. Columns.Select(c => csv.Columns.IndexOf(c))];
            while (usable && csv.Read())
            {
                if (errors.Count == 0 || at[..3].All(c => c >= 0))
                {
                    Take(csv, at);
                }
            }
        }
        catch (FileNotFoundException)
        {
            errors.Add(new Diagnostic(
                "JE1002", "the file does not exist", "there is no exclusion log of this name", "write one with 'judgeeval lint DATASET --log FILE', or correct the path", SourceLocation.InFile(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.Add(DatasetErrors.FileUnreadable(file, error.Message.TrimEnd('.')));
        }

        errors.ThrowIfAny();
        return exclusions;

        void Take(CsvFile csv, int[] at)
        {
            string annotator = csv.TextOf(at[0]), item = csv.TextOf(at[1]);
            if (!people.Contains(annotator))
            {
                errors.Add(Unknown(csv.At(at[0]), "annotator", annotator));
            }
            else if (item.Length > 0 && !dataset.TryFindItem(item, out _))
            {
                errors.Add(Unknown(csv.At(at[1]), "item", item));
            }

            exclusions.Add(new Exclusion(annotator, item.Length == 0 ? null : item, csv.TextOf(at[2]), at[3] < 0 ? "" : csv.TextOf(at[3])));
        }
    }

    private static Diagnostic Unknown(SourceLocation at, string what, string id) => new(
        "JE1682", $"the {what} {DatasetErrors.Quote(id)} is not in the dataset", "the log is of another dataset or of another version of this one",
        "write the log anew with 'judgeeval lint DATASET --log FILE', or correct the row", at);
}
