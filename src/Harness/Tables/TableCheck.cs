using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Lint;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tables;

/// <summary>From a table of people's and judges' labels to every figure, by counts: the time of the statistics hangs on the different rows of labels, not on the rows.</summary>
public static class TableCheck
{
    private const int MostListed = 20;
    private const int MostNamed = 12;
    private const int MostOfLabel = 4;

    // Tables of label against label grow with the square.
    private const int MostLabels = 500;
    private const string PassFrom = "--pass-from N, where N is the lowest score that passes";

    // A resample weighs every different row once: beyond so many, resamples give way, and where there are so many rows, few of them tell an interval well enough.
    private const int MostDraws = 20_000_000;
    private const int FewestResamples = 100;

    /// <summary>The columns of a table, in its order.</summary>
    /// <param name="path">The file, also <c>.gz</c>.</param>
    /// <param name="separator">What stands between the cells; <see langword="null"/> when the header is to tell.</param>
    /// <exception cref="JudgeEvalException">The file is absent, empty, or its header is malformed.</exception>
    public static ImmutableArray<string> Columns(string path, char? separator = null) => TableReader.Columns(path, separator);

    /// <summary>Checks a table.</summary>
    /// <param name="request">What is asked of it.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">The table or its labels are not in order; with every mistake.</exception>
    /// <exception cref="ArgumentException">A column does not exist.</exception>
    public static CheckedTable Run(CheckRequest request, AlignmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        TableContent content = TableReader.Read(request);
        TextCounts counts = new(content, request.Columns.Judges.Length);
        LabelReading reading = ScaleReading.Read(counts, request);
        RequireScale(counts, reading, request);
        ImmutableArray<UnmappedValue> unmapped = Unmapped(counts, reading, request);
        CountedTable table = CountedTable.Create(content, reading, request, options);
        int resamples = request.MayDrawFewer ? Math.Min(options.Resamples, Math.Max(FewestResamples, MostDraws / table.Dataset.Items.Length)) : options.Resamples;
        AlignmentBasis basis = new(table.Dataset, options with { Resamples = resamples });
        string[] fewer = resamples < options.Resamples
            ? [FormattableString.Invariant($"intervals rest on {resamples} resamples, because {table.Dataset.Items.Length} rows have labels of their own; --bootstrap {options.Resamples} takes its time")]
            : [];
        return new CheckedTable
        {
            Name = table.Dataset.Info.Name,
            Hash = content.Hash,
            Separator = content.Separator,
            ItemCount = content.ItemCount,
            People = [.. table.Dataset.Annotators.Select(a => a.Id)],
            Scale = reading.Scale,
            Assumption = reading.Assumption,
            Notes = [.. content.Notes, .. reading.Notes, .. ReadByRule(counts, reading, request), .. UnusedMap(counts, request), .. EmptyPeople(table, content), .. fewer],
            Unmapped = unmapped,
            LintedItems = LintData.Sampled(content.ItemCount),
            Lint = DatasetLint.Of(table.Dataset, table.Judges.Select(judge => (judge.Judge.Name, judge))),
            Judges = [.. table.Judges.Select(judge => Checked(table, basis.Align(judge)))],
        };
    }

    private static CheckedJudge Checked(CountedTable table, AlignmentResult result)
    {
        ItemAlignment?[] disagreeing = new ItemAlignment?[table.Dataset.Items.Length];
        foreach (ItemAlignment item in result.Disagreements)
        {
            disagreeing[Position(item.Item)] = item;
        }

        ILookup<int, OutOfScaleVerdict> outside = result.OutOfScale.ToLookup(v => Position(v.Item));
        AlignmentResult own = result with
        {
            Items = [],
            Disagreements = [],
            OutOfScale = outside.Count == 0
                ? []
                : [.. table.PatternOfItem.SelectMany((pattern, item) => outside[pattern].Select(v => v with { Item = table.Content.IdOf(item) }))],
        };
        return new CheckedJudge(own, disagreeing, table, DataVerdict.Of(own));

        int Position(string id) => table.Dataset.TryFindItem(id, out int position) ? position : throw new InvalidOperationException("The row was made here.");
    }

    // What is off people's scale and what is no label at all are one question to the user: is this another scale?
    private static void RequireScale(TextCounts counts, LabelReading reading, CheckRequest request)
    {
        if (!reading.Scale.IsNumeric && request.Scale.Labels.IsDefaultOrEmpty && reading.Scale.Labels.Length > MostLabels)
        {
            throw new JudgeEvalException(TableErrors.TooManyLabels(
                request.Path, string.Join(", ", request.Columns.People), reading.Scale.Labels.Length, MostLabels, reading.Scale.Labels.All(l => FiniteNumber.TryRead(l, out _)), reading.Notes));
        }

        foreach (int text in Enumerable.Range(0, counts.People.Length).Where(t => counts.People[t] > 0))
        {
            if (reading.OfPeople[text] is { Length: > 0 } label && !reading.Scale.TryParse(label, out _))
            {
                throw OffScale(counts.OfPeople(text), label, reading.Scale);
            }
        }

        HashSet<string> mapped = new(request.Rules.Map.Select(m => m.Key), StringComparer.OrdinalIgnoreCase);
        for (int judge = 0; judge < counts.Judges.Length; judge++)
        {
            int[] own = counts.Judges[judge];
            foreach (int text in Enumerable.Range(0, own.Length).Where(t => own[t] > 0 && mapped.Contains(counts.Content.TextOf(t))))
            {
                if (reading.OfJudges[text] is { Length: > 0 } label && !reading.Scale.TryParse(label, out _))
                {
                    throw OffScale(counts.OfJudge(judge, text), label, reading.Scale);
                }
            }

            int[] said = [.. Enumerable.Range(0, own.Length).Where(t => own[t] > 0 && reading.OfJudges[t] != CellReader.Missing)];
            JudgeColumns columns = request.Columns.Judges[judge];
            if (said.Length == 0)
            {
                throw new JudgeEvalException(TableErrors.NoLabels(request.Path, string.Join(", ", columns.Columns.Concat(columns.Swapped)), "--judge COL"));
            }

            if (Array.TrueForAll(said, t => reading.OfJudges[t] is not { } label || !reading.Scale.TryParse(label, out _)))
            {
                int first = said.MinBy(t => counts.OfJudge(judge, t).Line);
                throw new JudgeEvalException(TableErrors.OtherScale(
                    counts.OfJudge(judge, first), columns.Name, counts.Named(said, own), counts.Named(Enumerable.Range(0, own.Length).Where(t => counts.People[t] > 0), counts.People),
                    reading.Notes, OptionFor(counts, judge, first, reading, request)));
            }
        }
    }

    private static JudgeEvalException OffScale(SourceLocation at, string label, LabelScale scale) => ImportErrors.Fatal(
        "JE1607", at, scale.IsNumeric ? $"'{label}' is no number of the scale" : $"'{label}' is not one of the labels {string.Join(", ", scale.Labels)}",
        "the map leads to a label that the scale does not have", scale.IsNumeric ? "map it to a number" : "map it to one of these");

    private static ImmutableArray<UnmappedValue> Unmapped(TextCounts counts, LabelReading reading, CheckRequest request) =>
    [
        .. counts.Judges.SelectMany((own, judge) => Enumerable.Range(0, own.Length)
            .Where(t => own[t] > 0 && (reading.OfJudges[t] is null || (reading.OfJudges[t] is { Length: > 0 } label && !reading.Scale.TryParse(label, out _))))
            .Select(t => new UnmappedValue(
                request.Columns.Judges[judge].Name, counts.Content.TextOf(t), own[t], counts.OfJudge(judge, t).Line, OptionFor(counts, judge, t, reading, request)))
            .OrderByDescending(u => u.Count).ThenBy(u => u.Line)),
    ];

    // The user knows the label. Of two the command names one, so that it can be run as it stands and be changed; of more, whichever it named would be a guess.
    private static string OptionFor(TextCounts counts, int judge, int at, LabelReading reading, CheckRequest request)
    {
        LabelScale scale = reading.Scale;
        string text = counts.Content.TextOf(at), said = reading.OfJudges[at] ?? text, label = scale.IsNumeric ? "NUMBER" : scale.Labels.Length == 2 ? SameSide(text, scale) : "LABEL";
        bool isNumber = FiniteNumber.TryRead(said, out double number), numbers = !scale.IsNumeric && scale.Labels.All(l => FiniteNumber.TryRead(l, out _));
        bool scores = isNumber && scale.Positive is not null;
        bool passes = WordTable.TryFind(text, out _) && numbers;
        if (isNumber && numbers && !ScaleInference.IsWhole(said) && scale.Level == ScaleLevel.Ordinal && request.Scale.Labels.IsDefaultOrEmpty && scale.Labels.All(ScaleInference.IsWhole))
        {
            // A decimal beside whole numbers: of two it is a probability of the higher one, of more a score between two of them.
            return scale.Values is [var low, var high]
                ? FormattableString.Invariant($"{PassFrom}, for example --pass-from {low + ((high - low) / 2)}")
                : "--level interval";
        }

        return isNumber && numbers && scale.Labels.Length < MostListed
            ? $"--labels {string.Join(',', scale.Labels.Append(LabelText.Of(number)).OrderBy(l => FiniteNumber.TryRead(l, out double value) ? value : 0))}"
            : scores || passes
            ? $"{PassFrom}{Example(counts, scores ? counts.Judges[judge] : counts.People)}"
            : $"--map {TableErrors.Command($"{text}={label}")}";
    }

    // Where both labels and the text are words of pass and fail, the text is not read because other labels were listed: no command says that pass is no.
    private static string SameSide(string text, LabelScale scale) =>
        WordTable.TryFind(text, out (int, bool Yes) said) && scale.Labels.FirstOrDefault(l => WordTable.TryFind(l, out (int, bool Yes) own) && own.Yes == said.Yes) is { } same
            ? same
            : scale.Labels[0];

    private static string Example(TextCounts counts, int[] said)
    {
        double[] scores =
        [
            .. Enumerable.Range(0, said.Length).Where(t => said[t] > 0)
                .Select(t => FiniteNumber.TryRead(counts.Content.TextOf(t), out double score) ? score : double.NaN).Where(s => !double.IsNaN(s)).Distinct().Order(),
        ];
        return scores.Length == 0 ? "" : FormattableString.Invariant($", for example --pass-from {scores[scores.Length * 3 / 5]}");
    }

    private static IEnumerable<string> ReadByRule(TextCounts counts, LabelReading reading, CheckRequest request)
    {
        HashSet<string> mapped = new(request.Rules.Map.Select(m => m.Key), StringComparer.OrdinalIgnoreCase);
        (int Text, string Label, int Count)[] read =
        [
            .. Enumerable.Range(0, counts.People.Length)
                .Select(t => (Text: t, Label: reading.OfPeople[t] ?? reading.OfJudges[t], Count: counts.People[t] + counts.Judges.Sum(j => j[t])))
                .Where(r => r.Label is not null && !IsSame(r.Label, counts.Content.TextOf(r.Text)) && !mapped.Contains(counts.Content.TextOf(r.Text)))
                .GroupBy(r => (Label: r.Label!, Text: counts.Content.TextOf(r.Text).ToUpperInvariant()))
                .Select(g => (g.MaxBy(r => r.Count).Text, g.Key.Label, g.Sum(r => r.Count))),
        ];
        if (read.Length > 0)
        {
            // Label after label, and of each the most frequent texts: no label is pushed out by another's many texts.
            (int Text, string Label, int Count)[] named =
            [
                .. read.GroupBy(r => r.Label, StringComparer.Ordinal).OrderBy(g => PlaceOf(reading.Scale, g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal)
                    .SelectMany(g => g.OrderByDescending(r => r.Count).ThenBy(r => r.Text).Take(MostOfLabel)).Take(MostNamed),
            ];
            yield return "cells read by rule: "
                + string.Join(", ", named.Select(r => FormattableString.Invariant(
                    $"{Datasets.DatasetErrors.Quote(counts.Content.TextOf(r.Text))} as {(r.Label.Length == 0 ? "no value" : r.Label)} ({r.Count})")))
                + (read.Length > named.Length ? FormattableString.Invariant($" and {read.Length - named.Length} more texts") : "");
        }
    }

    private static double PlaceOf(LabelScale scale, string label) => label.Length > 0 && scale.TryParse(label, out Label found) ? found.Value : double.PositiveInfinity;

    // Another spelling of a number, or another case, is no reading that anybody has to know of.
    private static bool IsSame(string label, string text) =>
        label.Equals(text, StringComparison.OrdinalIgnoreCase)
        || (FiniteNumber.TryRead(label, out double number) && FiniteNumber.TryRead(text, out double other) && number.Equals(other));

    private static IEnumerable<string> UnusedMap(TextCounts counts, CheckRequest request)
    {
        if (request.Rules.Map.IsEmpty)
        {
            return [];
        }

        HashSet<string> texts = new(Enumerable.Range(0, counts.People.Length).Select(counts.Content.TextOf), StringComparer.OrdinalIgnoreCase);
        return request.Rules.Map.Where(m => !texts.Contains(m.Key)).Select(m => $"no cell says {Datasets.DatasetErrors.Quote(m.Key)}, so --map changes nothing for it");
    }

    private static IEnumerable<string> EmptyPeople(CountedTable table, TableContent content) => content.People
        .Except(table.Dataset.Annotators.Select(a => a.Id), StringComparer.Ordinal).Select(p => $"no row has a label in the column '{p}', so it is no annotator");
}
