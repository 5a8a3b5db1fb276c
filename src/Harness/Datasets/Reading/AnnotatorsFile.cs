using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads <c>annotators.csv</c>: a person per row; every column but the id's is an attribute, an empty field is none.</summary>
internal static class AnnotatorsFile
{
    /// <summary>The column of the person's id.</summary>
    public const string IdColumn = "annotator";

    public static void Read(string file, Stream stream, DatasetAssembler assembler)
    {
        DiagnosticList errors = assembler.AnnotatorErrors;
        using CsvFile csv = new(file, stream, errors);
        if (!csv.ReadHeader([IdColumn], known: null, assembler.Nearest))
        {
            if (errors.Count == 0)
            {
                errors.Add(DatasetErrors.MissingColumn(new SourceLocation(file, 1, 1), IdColumn, nearest: null));
            }

            return;
        }

        int idColumn = csv.Columns.IndexOf(IdColumn);
        bool usable = errors.Count == 0;
        while (csv.Read())
        {
            if (!usable)
            {
                continue;
            }

            string id = csv.TextOf(idColumn);
            if (Texts.ProblemOfName(id) is { } problem)
            {
                errors.Add(DatasetErrors.UnusableText(csv.At(idColumn), "'annotator'", problem));
                continue;
            }

            var attributes = new List<KeyValuePair<string, string>>(csv.Columns.Length - 1);
            for (int i = 0; i < csv.Columns.Length; i++)
            {
                if (i != idColumn)
                {
                    attributes.Add(KeyValuePair.Create(csv.Columns[i], csv.TextOf(i)));
                }
            }

            assembler.AddAnnotator(id, attributes, csv.At(idColumn));
        }
    }
}
