using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>Judges that predict difficulty, in text: what goes along with people's disagreement, and which items both call hard.</summary>
internal static class DifficultyText
{
    private const string First = "pearson";

    /// <summary>One judge.</summary>
    /// <param name="alignment">Its alignment.</param>
    /// <param name="difficulty">What it predicts.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="width">The width of the terminal.</param>
    /// <param name="colour">Whether to colour cells.</param>
    public static IEnumerable<string> Render(AlignmentResult alignment, DifficultyAlignment difficulty, string dataset, int width, bool colour)
    {
        bool intervals = difficulty.Pearson.Interval is not null || difficulty.Spearman.Interval is not null;
        ImmutableArray<TextColumn> columns =
        [
            new("with people's disagreement"),
            new("value") { AlignRight = true },
            .. intervals ? [new TextColumn("interval")] : ImmutableArray<TextColumn>.Empty,
            new("n") { AlignRight = true },
        ];
        ImmutableArray<ImmutableArray<TextCell>> rows =
        [
            .. Statistics(difficulty)
                .Select(r => (ImmutableArray<TextCell>)
                [
                    new(r.Name),
                    new(NumberText.ValueOf(r.Of), r.Name == First ? TextStyle.Good : TextStyle.Plain),
                    .. intervals ? [new TextCell(NumberText.IntervalOf(r.Of))] : ImmutableArray<TextCell>.Empty,
                    new(NumberText.Of(r.Of.N)),
                ]),
        ];
        return
        [
            .. TextLayout.Wrap(
                TextLayout.OneLine($"{alignment.Judge.Name} on {dataset}: predicts difficulty, {NumberText.Of(alignment.VerdictCount)} of "
                    + $"{NumberText.Count(alignment.ItemCount, "item")} judged, against how far people disagree"), width),
            "",
            .. TextTable.Render(columns, rows, width, colour),
            .. TextLayout.Notes(Notes(alignment, difficulty), width),
        ];
    }

    /// <summary>Several judges, the best first; those without a correlation last; ties by name.</summary>
    /// <param name="alignments">Alignments of judges that predict difficulty.</param>
    /// <param name="width">The width of the terminal.</param>
    /// <param name="colour">Whether to colour cells.</param>
    public static IEnumerable<string> Leaderboard(IEnumerable<AlignmentResult> alignments, int width, bool colour)
    {
        (AlignmentResult Alignment, DifficultyAlignment Difficulty)[] sorted =
        [
            .. alignments.Select(a => (Alignment: a, Difficulty: a.Difficulty!))
                .OrderBy(a => a.Difficulty.Pearson.IsDefined ? -a.Difficulty.Pearson.Value : double.PositiveInfinity)
                .ThenBy(a => a.Alignment.Judge.Name, StringComparer.Ordinal),
        ];
        ImmutableArray<TextColumn> columns =
        [
            new("#") { AlignRight = true },
            new("predicts difficulty") { MinimumWidth = 16 },
            new("pearson"),
            new("spearman") { DropOrder = 1 },
            new("overlap") { AlignRight = true },
            new("n") { AlignRight = true },
            new("coverage") { AlignRight = true, DropOrder = 2 },
        ];
        ImmutableArray<ImmutableArray<TextCell>> rows =
        [
            .. sorted.Select((a, i) => (ImmutableArray<TextCell>)
            [
                new(NumberText.Of(i + 1)),
                new(TextLayout.OneLine(a.Alignment.Judge.Name)),
                new(NumberText.WithInterval(a.Difficulty.Pearson)),
                new(NumberText.WithInterval(a.Difficulty.Spearman)),
                new(NumberText.ValueOf(a.Difficulty.Overlap)),
                new(NumberText.Of(a.Difficulty.Pearson.N)),
                new(NumberText.Of(a.Alignment.Coverage)),
            ]),
        ];
        IEnumerable<(string, string)> notes = sorted.SelectMany(a => Reasons(a.Difficulty).Select(r => (TextLayout.OneLine(a.Alignment.Judge.Name), $"undefined: {r}")));
        return [.. TextTable.Render(columns, rows, width, colour), .. TextLayout.Notes(notes, width)];
    }

    private static (string Name, Estimate Of)[] Statistics(DifficultyAlignment difficulty) =>
        [(First, difficulty.Pearson), ("spearman", difficulty.Spearman), ("overlap", difficulty.Overlap)];

    private static IEnumerable<(string Heading, string Text)> Notes(AlignmentResult alignment, DifficultyAlignment difficulty)
    {
        foreach (string reason in Reasons(difficulty))
        {
            yield return ("Undefined", reason);
        }

        yield return ("Disagreement", difficulty.Measure == DisagreementMeasure.UnequalPairs
            ? "the share of an item's pairs of labels that are not the same"
            : "the mean difference of an item's pairs of labels");
        yield return ("Hardest", difficulty.Hardest is { } hardest
            ? TextLayout.OneLine($"'{hardest}'; a positive correlation says that the judge calls hard what people disagree on")
            : "the largest number; a positive correlation says that the judge calls hard what people disagree on");
        if (difficulty is { AmbiguousFrom: { } from, Ambiguous: { } ambiguous })
        {
            yield return ("Ambiguous", $"{NumberText.Of(ambiguous)} of {NumberText.Count(difficulty.Items, "item")}, on which people disagree by {NumberText.Stated(from)} or more"
                + (difficulty is { Hard: { } hard, Both: { } both } ? $"; the judge calls {NumberText.Of(hard)} hard, {NumberText.Of(both)} of them ambiguous" : ""));
        }

        if (difficulty.WithoutTwoLabels > 0)
        {
            yield return ("Too few people", $"{NumberText.Count(difficulty.WithoutTwoLabels, "item")} with labels of fewer than two");
        }

        foreach ((string, string) note in AlignmentNotes.Of(alignment))
        {
            yield return note;
        }

        yield return AlignmentNotes.Method([difficulty.Pearson, difficulty.Spearman]);
    }

    private static IEnumerable<string> Reasons(DifficultyAlignment difficulty) => Statistics(difficulty)
        .Where(e => !e.Of.IsDefined)
        .GroupBy(e => NumberText.ReasonOf(e.Of), StringComparer.Ordinal)
        .Select(g => $"{string.Join(", ", g.Select(e => e.Name))}: {g.Key}");
}
