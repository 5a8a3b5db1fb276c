using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Relevance judgements in TREC's qrel form as the LLMJudge challenge published them: a folder with one file
/// <c>*qrel*.txt</c> by people and <c>submissions/*.txt</c>, one judge each; <c>.txt.gz</c>, too.
/// </summary>
/// <remarks>
/// Rahmani et al. (2025), "LLMJudge: LLMs for Relevance Judgments", arXiv:2502.13908. The published ordinal alpha of a judge
/// with labels above 3 is reproduced only when they count as 3; therefore the scale says so (<see cref="OutOfScalePolicy.Clip"/>),
/// while the verdict files keep every label as it was submitted.
/// </remarks>
internal sealed class LlmJudgeImporter : IDatasetImporter
{
    private const string DefaultName = "llmjudge-trecdl23";
    private const string Assessor = "assessor";
    private const string Plain = ".txt";
    private const string Packed = ".gz";

    /// <inheritdoc/>
    public string Format => "llmjudge";

    /// <inheritdoc/>
    public string Description => "TREC DL 2023: relevance, by an assessor and judges";

    /// <inheritdoc/>
    public string Source => "a folder with people's qrels (*qrel*.txt: qid 0 docid label) and submissions/*.txt, one judge each (.gz too)";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        string folder = ImportSources.Folder(request, Format);
        LabelScale scale = LabelScale.Ordinal(["0", "1", "2", "3"], outOfScale: OutOfScalePolicy.Clip);
        string people = PeopleFile(folder);
        DatasetTarget dataset = target.Begin(new ImportHead { Info = Info(request.Name ?? DefaultName), Path = folder, Scale = scale });
        foreach (QrelLine line in QrelLine.Read(people, target))
        {
            dataset.AddItem(new JudgeItem { Id = line.Item, Context = line.Query, Response = line.Document, Cluster = line.Query }, line.Location);
            dataset.Annotate(line.Item, Assessor, line.Label, line.Location);
        }

        foreach (string file in Submissions(folder))
        {
            if (IsText(file))
            {
                ReadJudge(file, dataset, scale, target);
            }
            else
            {
                dataset.Note($"submissions/{Path.GetFileName(file)} was not read: it is neither .txt nor .txt.gz");
            }
        }
    }

    private static void ReadJudge(string file, DatasetTarget dataset, LabelScale scale, ImportTarget target)
    {
        string name = Path.GetFileNameWithoutExtension(file.EndsWith(Packed, StringComparison.Ordinal) ? file[..^Packed.Length] : file);
        var off = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (QrelLine line in QrelLine.Read(file, target))
        {
            dataset.AddVerdict(name, line.Item, line.Label, line.Location);
            if (!scale.TryParse(line.Label, out _))
            {
                off[line.Label] = off.GetValueOrDefault(line.Label) + 1;
            }
        }

        foreach ((string label, int count) in off)
        {
            dataset.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: label '{label}' is off the scale {count} time{(count == 1 ? "" : "s")}; it is kept, and an alignment counts it as the scale's end"));
        }
    }

    private static string PeopleFile(string folder)
    {
        string[] found = [.. Directory.EnumerateFiles(folder, "*qrel*").Where(IsText).Order(StringComparer.Ordinal)];
        return found.Length == 1
            ? found[0]
            : throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(folder), $"the folder has {(found.Length == 0 ? "no" : "more than one")} file *qrel*.txt",
                "it is not a folder of the LLMJudge challenge", "give the folder with people's qrels and submissions/");
    }

    private static IEnumerable<string> Submissions(string folder)
    {
        string submissions = Path.Combine(folder, "submissions");
        return Directory.Exists(submissions) ? Directory.EnumerateFiles(submissions).Order(StringComparer.Ordinal) : [];
    }

    private static bool IsText(string file) => file.EndsWith(Plain, StringComparison.Ordinal) || file.EndsWith(Plain + Packed, StringComparison.Ordinal);

    private static DatasetInfo Info(string name) => new()
    {
        Name = name,
        Description = "Relevance of passages to queries of TREC Deep Learning 2023, graded 0..3 by one assessor",
        Source = "LLMJudge challenge, arXiv:2502.13908; github.com/llm4eval/LLMJudge-benchmark",
        Licence = "MIT for the judges' grades; none stated for the assessor's",
        Card = ImportCard.Of(
            ("texts", "not part of the published data: the context is the query's id, the response is the passage's id"),
            ("outOfScale", "labels above 3 count as 3, as in the publication")),
    };
}

/// <summary>One line of a qrel file.</summary>
/// <param name="Query">The query's id.</param>
/// <param name="Document">The document's id.</param>
/// <param name="Label">The label as it stands.</param>
/// <param name="Location">Where it stands.</param>
internal readonly record struct QrelLine(string Query, string Document, string Label, SourceLocation Location)
{
    private static readonly char[] Blank = [' ', '\t'];

    /// <summary>The item's id.</summary>
    public string Item => $"{Query}/{Document}";

    /// <summary>Reads a qrel file: <c>qid 0 docid label</c>, separated by blanks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">Takes malformed lines.</param>
    public static IEnumerable<QrelLine> Read(string path, ImportTarget target)
    {
        int number = 0;
        foreach (string text in SourceFile.ReadText(path).Split('\n'))
        {
            number++;
            string[] parts = text.TrimEnd('\r').Split(Blank, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 4)
            {
                yield return new QrelLine(parts[0], parts[2], parts[3], new SourceLocation(path, number, 1));
            }
            else if (parts.Length > 0)
            {
                target.Error(
                    "JE1603", new SourceLocation(path, number, 1), $"the line has {parts.Length} fields instead of 4",
                    "a qrel line is 'qid 0 docid label'", "mend the line");
            }
        }
    }
}
