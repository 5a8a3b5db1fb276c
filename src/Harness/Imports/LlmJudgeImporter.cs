using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// Relevance judgements in TREC's qrel form as the LLMJudge challenge published them: a folder with one file
/// <c>*qrel*.txt</c> by people and <c>submissions/*.txt</c>, one judge each.
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

    /// <inheritdoc/>
    public string Format => "llmjudge";

    /// <inheritdoc/>
    public string Description => "a folder with people's qrels (*qrel*.txt: qid 0 docid label) and submissions/*.txt, one judge each";

    /// <inheritdoc/>
    public ImmutableArray<ImportedDataset> Import(ImportRequest request)
    {
        string folder = ImportSources.Folder(request, Format);
        var errors = new ImportErrors();
        var draft = new DatasetDraft();
        foreach (QrelLine line in QrelLine.Read(PeopleFile(folder), errors))
        {
            draft.AddItem(
                new JudgeItem { Id = line.Item, Context = line.Query, Response = line.Document, Cluster = line.Query }, line.Location);
            draft.Annotate(line.Item, Assessor, line.Label, line.Location);
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        LabelScale scale = LabelScale.Ordinal(["0", "1", "2", "3"], outOfScale: OutOfScalePolicy.Clip);
        ImmutableArray<VerdictSet> judges = [.. Submissions(folder).Select(file => Judge(file, draft, scale, errors, notes))];
        errors.ThrowIfAny();
        AnnotatedDataset dataset = draft.Build(
            Info(request.Name ?? DefaultName), TaskShape.Single, scale, Subjectivity.LatentPattern, label => label);
        return [new ImportedDataset(dataset, judges, notes.DrainToImmutable())];
    }

    private static VerdictSet Judge(
        string file, DatasetDraft draft, LabelScale scale, ImportErrors errors, ImmutableArray<string>.Builder notes)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        var judgements = new Dictionary<string, Judgement>(StringComparer.Ordinal);
        var off = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (QrelLine line in QrelLine.Read(file, errors))
        {
            if (!draft.Has(line.Item))
            {
                errors.Add(
                    "JE1609", line.Location, $"people did not judge '{line.Item}'", "the submission is of another collection",
                    "remove the line or add people's label");
            }
            else if (!judgements.TryAdd(line.Item, new Judgement(line.Item, 0, PresentationOrder.Original, new RecordedVerdict { Label = line.Label })))
            {
                errors.Add(
                    "JE1606", line.Location, $"'{line.Item}' stands twice", "the submission judges it more than once",
                    "remove one of the lines");
            }
            else if (!scale.TryParse(line.Label, out _))
            {
                off[line.Label] = off.GetValueOrDefault(line.Label) + 1;
            }
        }

        notes.AddRange(off.Select(o => string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: label '{o.Key}' is off the scale {o.Value} time{(o.Value == 1 ? "" : "s")}; it is kept, and an alignment counts it as the scale's end")));
        return new VerdictSet(new JudgeIdentity { Name = name }, null, null, judgements.Values);
    }

    private static string PeopleFile(string folder)
    {
        string[] found = [.. Directory.EnumerateFiles(folder, "*qrel*.txt").Order(StringComparer.Ordinal)];
        return found.Length == 1
            ? found[0]
            : throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(folder), $"the folder has {(found.Length == 0 ? "no" : "more than one")} file *qrel*.txt",
                "it is not a folder of the LLMJudge challenge", "give the folder with people's qrels and submissions/");
    }

    private static IEnumerable<string> Submissions(string folder)
    {
        string submissions = Path.Combine(folder, "submissions");
        return Directory.Exists(submissions) ? Directory.EnumerateFiles(submissions, "*.txt").Order(StringComparer.Ordinal) : [];
    }

    private static DatasetInfo Info(string name) => new()
    {
        Name = name,
        Description = "Relevance of passages to queries of TREC Deep Learning 2023, graded 0..3 by one assessor",
        Source = "LLMJudge challenge, arXiv:2502.13908",
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
    /// <param name="errors">Takes malformed lines.</param>
    public static IEnumerable<QrelLine> Read(string path, ImportErrors errors)
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
                errors.Add(
                    "JE1603", new SourceLocation(path, number, 1), $"the line has {parts.Length} fields instead of 4",
                    "a qrel line is 'qid 0 docid label'", "mend the line");
            }
        }
    }
}
