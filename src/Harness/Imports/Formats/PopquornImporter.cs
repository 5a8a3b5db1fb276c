using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// POPQUORN's offensiveness ratings with LLM judges that answer for themselves or in the place of a group of people. The published
/// table holds no single ratings but means: of everybody, of women and men, and of three groups by race.
/// </summary>
/// <remarks>
/// Sun et al., "Sociodemographic Prompting is Not Yet an Effective Approach for Simulating Subjective Judgments with LLMs", arXiv:2311.09730, over
/// the ratings of Pei and Jurgens (2023, doi:10.18653/v1/2023.law-1.25). The table becomes a dataset for each way of dividing the people:
/// everyone (one annotator, the mean of all), gender and race (an annotator for each group, with the attribute). So no person's
/// rating enters a dataset twice, as it would if means of groups that share people stood side by side.
/// </remarks>
internal sealed class PopquornImporter : IDatasetImporter
{
    private const string Index = "idx";
    private const string Id = "instance_id";
    private const string Text = "text";
    private const string Mean = "label";
    private const string GroupSuffix = "_score";

    private static readonly LabelScale Scale = LabelScale.Interval(1, 5);

    private static readonly (string Dimension, string[] Groups)[] Divisions = [("gender", ["man", "woman"]), ("race", ["white", "black", "asian"])];

    private static readonly string[] Prompts = ["base", "male", "female", "white", "black", "asian"];

    /// <inheritdoc/>
    public string Format => "popquorn";

    /// <inheritdoc/>
    public string Description => "POPQUORN: mean ratings of offensiveness by group";

    /// <inheritdoc/>
    public string Source => "a tab-separated table *results*.tsv (also .gz), or its folder: mean ratings by everyone, gender and race, each a dataset, and <judge>_<group> columns";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        if (PublishedTable.Read(request, target, Format, "*results*.tsv", '\t', Id, Text, Mean) is not { } source)
        {
            return;
        }

        CsvTable table = source.Table;
        Judge[] judges = [.. Enumerable.Range(0, table.Columns.Length).Select(c => Judge.Of(table.Columns[c], c)).OfType<Judge>()];
        CsvRow[] rows = Comments(source, target);
        string name = request.Name ?? "popquorn-offensiveness";
        ReadDivision(source, rows, judges, Head(name, "everyone", table.Path), [new("everyone", table.Columns.IndexOf(Mean), null)], target);
        foreach ((string dimension, string[] groups) in Divisions)
        {
            People[] people = [.. groups.Select(g => new People(g, table.Columns.IndexOf(g + GroupSuffix), dimension)).Where(p => p.Column >= 0)];
            if (people.Length > 0)
            {
                ReadDivision(source, rows, judges, Head($"{name}-{dimension}", dimension, table.Path), people, target);
            }
        }
    }

    // Every division has all comments: what is wrong with one is told once, here.
    private static CsvRow[] Comments(PublishedTable source, ImportTarget target)
    {
        Dictionary<string, SourceLocation> places = new(StringComparer.Ordinal);
        var rows = new List<CsvRow>(source.Table.Rows.Length);
        foreach (CsvRow row in source.Table.Rows.Where(r => source.Has(r, target, Id, Text)))
        {
            string id = source.Cell(row, Id);
            if (places.TryAdd(id, source.At(row, Id)))
            {
                rows.Add(row);
            }
            else
            {
                target.Error("JE1644", source.At(row, Id), $"the comment '{id}' stands twice, first at {places[id]}", "the file was probably joined with itself", "remove one of the rows");
            }
        }

        return [.. rows];
    }

    private static void ReadDivision(PublishedTable source, CsvRow[] rows, Judge[] judges, ImportHead head, People[] people, ImportTarget target)
    {
        CsvTable table = source.Table;
        DatasetTarget dataset = target.Begin(head);
        var counter = new VerdictCounter(Scale);
        foreach (People group in people.Where(p => p.Dimension is not null))
        {
            dataset.AddAnnotator(group.Name, ImportCard.Of((group.Dimension!, group.Name)), new SourceLocation(table.Path, 1, 1));
        }

        foreach (CsvRow row in rows)
        {
            string item = source.Cell(row, Id);
            dataset.AddItem(new JudgeItem { Id = item, Response = source.Cell(row, Text) }, source.At(row, Id));
            foreach (People group in people)
            {
                dataset.Annotate(item, group.Name, row.Cells[group.Column], table.At(row, group.Column));
            }

            foreach (Judge judge in judges)
            {
                string rating = row.Cells[judge.Column];
                counter.Add(judge.Identity.Name, rating);
                dataset.AddVerdict(judge.Identity, new Judgement(item, 0, PresentationOrder.Original, Verdict(rating)), table.At(row, judge.Column));
            }
        }

        dataset.Note(people is [{ Dimension: null }]
            ? "the one annotator is the mean of everybody's ratings: there is no human ceiling"
            : "the annotators are means of groups, not people: their agreement is no human ceiling, and a group of fewer people has a noisier mean");
        counter.Note(dataset, "no valid rating");
        source.NoteUnused(dataset, [Index, .. judges.Select(j => j.Identity.Name), .. Divisions.SelectMany(d => d.Groups).Select(g => g + GroupSuffix)]);
    }

    // An empty cell is an answer that held no rating.
    private static RecordedVerdict Verdict(string rating) => rating.Length > 0
        ? new RecordedVerdict { Label = rating }
        : new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, "the source has no valid rating") };

    private static ImportHead Head(string name, string dimension, string path) => new()
    {
        Info = new DatasetInfo
        {
            Name = name,
            Description = $"Offensiveness of comments from 1 to 5, mean ratings ({dimension})",
            Source = "POPQUORN, doi:10.18653/v1/2023.law-1.25; judges of arXiv:2311.09730, github.com/Jiaxin-Pei/LLM-as-Subjective-Judge",
            Licence = "none stated",
            Card = ImportCard.Of(
                ("annotators", "means of people's ratings; single ratings are not part of the published table"),
                ("content", "offensive language"),
                ("licence", "the repository states none: ask the authors before passing the data on")),
        },
        Path = path,
        Scale = Scale,
        Subjectivity = Subjectivity.LatentProjective,
    };

    private sealed record People(string Name, int Column, string? Dimension);

    private sealed record Judge(JudgeIdentity Identity, int Column)
    {
        public static Judge? Of(string column, int position)
        {
            int end = column.LastIndexOf('_');
            string prompt = column[(end + 1)..];
            return end > 0 && Prompts.Contains(prompt, StringComparer.Ordinal)
                ? new Judge(new JudgeIdentity { Name = column, Model = column[..end], Prompt = prompt, Group = prompt == "base" ? null : prompt }, position)
                : null;
        }
    }
}
