using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// AlpacaEval: LLM judges' preferences between a baseline's and a model's output, from 1 (baseline) to 2 (model). The table holds no
/// label of a person; so a judge stands in for people, and the import says which: that with the most preferences, or those that <c>--human</c> names.
/// </summary>
/// <remarks>
/// Dubois et al. (2024), "Length-Controlled AlpacaEval", arXiv:2404.04475. 1.5 and 0 are both draws: older files have 0, which as a number
/// would lie below the baseline's win. Judges of other versions compare with other baselines, so a pair is told by the lengths of its outputs, too.
/// </remarks>
internal sealed class AlpacaEvalImporter : IDatasetImporter
{
    private const string Judge = "judge";
    private const string Model = "model";
    private const string Instruction = "instruction_sha1_10";
    private const string BaselineLength = "len_output_1";
    private const string ModelLength = "len_output_2";
    private const string Preference = "preference";
    private const string Draw = "1.5";
    private const int ShownJudges = 10;

    private static readonly LabelScale Scale = LabelScale.Interval(1, 2);

    /// <inheritdoc/>
    public string Format => "alpaca-eval";

    /// <inheritdoc/>
    public string Description => "AlpacaEval: judges' preferences, no labels of people";

    /// <inheritdoc/>
    public string Source => "a CSV table judge_preferences.csv (also .gz), or its folder: judges' preferences from 1 to 2, without people; --human names the judges that stand in for them, else it is the one with the most preferences";

    /// <inheritdoc/>
    public ImmutableArray<string> Heeds => [nameof(ImportColumns.Human)];

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        if (PublishedTable.Read(request, target, Format, "judge_preferences.csv", ',', Judge, Model, Instruction, BaselineLength, ModelLength, Preference) is not { } source)
        {
            return;
        }

        string[] judges = [.. source.Table.Rows.Select(r => source.Cell(r, Judge)).Where(j => j.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> people = request.Columns.Human.IsEmpty ? [.. MostFrequent(source)] : [.. request.Columns.Human];
        if (!NamesPeople(people, judges, source.Table.Path, target))
        {
            return;
        }

        CsvRow[] rows = [.. source.Table.Rows.Where(r => source.Has(r, target, Judge, Model, Instruction))];
        var labelled = rows.Where(r => people.Contains(source.Cell(r, Judge)) && source.Cell(r, Preference).Length > 0).Select(r => PairId(source, r)).ToHashSet(StringComparer.Ordinal);
        DatasetTarget dataset = target.Begin(Head(request.Name ?? Format, [.. people.Order(StringComparer.Ordinal)], source.Table.Path));
        dataset.Note("no annotator is a person: agreement with them is agreement between judges");
        if (request.Columns.Human.IsEmpty)
        {
            dataset.Note($"{people.Single()} stands in for people, as it has the most preferences; --human names another judge");
        }

        var counter = new VerdictCounter(Scale);
        int zeroDraws = 0;
        foreach (CsvRow row in rows)
        {
            string id = PairId(source, row);
            if (!labelled.Contains(id))
            {
                dataset.Skip(source.Table.At(row), "no judge that stands in for people has a preference between these two outputs");
                continue;
            }

            dataset.MentionItem(Pair(source, row, id), source.Table.At(row));
            string preference = source.Cell(row, Preference);
            bool zeroDraw = FiniteNumber.TryRead(preference, out double number) && number == 0;
            zeroDraws += zeroDraw ? 1 : 0;
            counter.Add(source.Cell(row, Judge), zeroDraw ? Draw : preference);
            AddPreference(source.Cell(row, Judge), id, zeroDraw ? Draw : preference, source.At(row, Preference), people, dataset);
        }

        if (zeroDraws > 0)
        {
            dataset.Note(string.Create(CultureInfo.InvariantCulture, $"preferences of 0, which stands for a draw: {zeroDraws}; they are kept as {Draw}"));
        }

        counter.Note(dataset, "no preference");
        source.NoteUnused(dataset);
    }

    private static void AddPreference(string judge, string id, string preference, SourceLocation at, HashSet<string> people, DatasetTarget dataset)
    {
        if (people.Contains(judge))
        {
            dataset.Annotate(id, judge, preference, at);
            return;
        }

        RecordedVerdict verdict = preference.Length > 0
            ? new RecordedVerdict { Label = preference }
            : new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Unparsable, "the source has no preference") };
        dataset.AddVerdict(new JudgeIdentity { Name = judge, Model = judge }, new Judgement(id, 0, PresentationOrder.Original, verdict), at);
    }

    private static bool NamesPeople(HashSet<string> people, string[] judges, string path, ImportTarget target)
    {
        string all = judges.Length > ShownJudges ? $"{string.Join(", ", judges.Take(ShownJudges))} and others" : string.Join(", ", judges);
        if (people.Count == 0)
        {
            target.Error(
                "JE1642", SourceLocation.InFile(path), "there is no preference in the source", "the table has no rows, or every preference is empty",
                "fetch the table anew; import people's labels with the format csv");
        }

        foreach (string unknown in people.Where(p => !judges.Contains(p, StringComparer.Ordinal)).Order(StringComparer.Ordinal))
        {
            target.Error("JE1643", SourceLocation.InFile(path), $"there is no judge '{unknown}'", $"the judges are {all}", "name one of them with --human");
        }

        return !target.HasErrors;
    }

    // One judge, of those with equally many the first by name; none where nobody has a preference.
    private static IEnumerable<string> MostFrequent(PublishedTable source) => source.Table.Rows
        .Where(r => source.Cell(r, Preference).Length > 0)
        .GroupBy(r => source.Cell(r, Judge), StringComparer.Ordinal)
        .Where(g => g.Key.Length > 0)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => g.Key)
        .Take(1);

    private static string PairId(PublishedTable source, CsvRow row) =>
        $"{source.Cell(row, Model)}/{source.Cell(row, Instruction)}/{source.Cell(row, BaselineLength)}-{source.Cell(row, ModelLength)}";

    private static JudgeItem Pair(PublishedTable source, CsvRow row, string id) => new()
    {
        Id = id,
        Context = source.Cell(row, Instruction),
        ResponseA = $"baseline, {source.Cell(row, BaselineLength)} characters",
        ResponseB = $"{source.Cell(row, Model)}, {source.Cell(row, ModelLength)} characters",
        Cluster = source.Cell(row, Instruction),
        Tags = ImportCard.Of(("model", source.Cell(row, Model))),
    };

    private static ImportHead Head(string name, string[] people, string path) => new()
    {
        Info = new DatasetInfo
        {
            Name = name,
            Description = "Preferences between a baseline's and a model's output, from 1 (baseline) to 2 (model)",
            Source = "AlpacaEval, arXiv:2404.04475; github.com/tatsu-lab/alpaca_eval",
            Licence = "Apache-2.0; the instructions' dataset is CC BY-NC 4.0",
            Card = ImportCard.Of(
                ("annotators", $"no people: the LLM judge {string.Join(", ", people)} stands in for them, so agreement is agreement between judges"),
                ("texts", "not part of the published table: the context is the instruction's hash, and the responses are their lengths")),
        },
        Path = path,
        Shape = TaskShape.Preference,
        Scale = Scale,
        Subjectivity = Subjectivity.LatentPattern,
    };
}
