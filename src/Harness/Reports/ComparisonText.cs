using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>A candidate beside its baseline, for people: both figures with the difference, who hits, what moved, and the items.</summary>
public static class ComparisonText
{
    /// <summary>How many items of a list are shown.</summary>
    public const int ShownItems = 20;

    /// <summary>The whole comparison, without a decision on it.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="candidate">The candidate's name.</param>
    /// <param name="ceiling">The human ceiling of the metric, where it is known.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(JudgeComparison comparison, string candidate, Estimate? ceiling, int width, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        IEnumerable<string> lines =
        [
            .. Figures(comparison, candidate, ceiling, width, colour),
            .. TextLayout.Notes(Notes(comparison), width),
            "",
            .. Hits(comparison.Hits, width, colour),
            .. TextLayout.Notes(Tests(comparison), width),
            .. Items(comparison, width, colour),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The lists of items, newly disagreeing ones first; the first <see cref="ShownItems"/> of each.</summary>
    internal static IEnumerable<string> Items(JudgeComparison comparison, int width, bool colour)
    {
        Dictionary<string, MovedItem> moved = comparison.Moved.ToDictionary(m => m.Item, StringComparer.Ordinal);
        return
        [
            .. List(comparison.NewlyDisagreeing, "newly disagrees with people", "newly disagree with people", TextStyle.Bad),
            .. List(comparison.Resolved, "no longer disagrees", "no longer disagree", TextStyle.Good),
            .. List(comparison.Unstable, "changed, but its repeats do not all say the same", "changed, but their repeats do not all say the same", TextStyle.Uncertain),
        ];

        IEnumerable<string> List(ImmutableArray<string> ids, string one, string several, TextStyle style)
        {
            if (ids.IsEmpty)
            {
                return [];
            }

            string shown = ids.Length > ShownItems ? $", the first {NumberText.Of(ShownItems)} of them" : "";
            bool repeats = ids.Any(id => moved.TryGetValue(id, out MovedItem? item) && item.Unstable);
            ImmutableArray<TextColumn> columns =
            [
                new("item") { MinimumWidth = 8 }, new("people") { MinimumWidth = 12, DropOrder = 1 }, new("baseline") { MinimumWidth = 8 }, new("candidate") { MinimumWidth = 8 },
            ];
            return
            [
                "",
                $"{NumberText.Count(ids.Length, "item")} {(ids.Length == 1 ? one : several)}{shown}:",
                .. TextTable.Render(columns, [.. ids.Take(ShownItems).Select(id => Row(id, moved.GetValueOrDefault(id), repeats, style))], width, colour),
            ];
        }
    }

    /// <summary>The two-by-two table.</summary>
    internal static ImmutableArray<string> Hits(HitTable hits, int width, bool colour) => TextTable.Render(
        [new("items on which the"), new("candidate agrees with people") { AlignRight = true }, new("candidate disagrees") { AlignRight = true }],
        [
            [new("baseline agrees with people"), new(NumberText.Of(hits.Both)), new(NumberText.Of(hits.OnlyBaseline), hits.OnlyBaseline > 0 ? TextStyle.Bad : TextStyle.Plain)],
            [new("baseline disagrees"), new(NumberText.Of(hits.OnlyCandidate), hits.OnlyCandidate > 0 ? TextStyle.Good : TextStyle.Plain), new(NumberText.Of(hits.Neither))],
        ],
        width,
        colour);

    /// <summary>The tests of hits and distances, each with its heading.</summary>
    internal static IEnumerable<(string Heading, string Text)> Tests(JudgeComparison comparison)
    {
        if (comparison.HitTests is { } tests)
        {
            int discordant = comparison.Hits.OnlyBaseline + comparison.Hits.OnlyCandidate;
            yield return ("McNemar", discordant == 0
                ? "both agree with people on the same items, so there is nothing to test"
                : $"{PValue(tests.Exact)} exact, {PValue(tests.MidP)} mid-p, on the {NumberText.Count(discordant, "item")} where one of the two alone agrees with people");
        }

        if (comparison.Errors is { } errors)
        {
            yield return ("Wilcoxon", $"the candidate is farther from people on {NumberText.Of(errors.Farther)}, nearer on {NumberText.Of(errors.Nearer)} and as far on {NumberText.Count(errors.Same, "item")}: "
                + (errors.Test.Undefined ?? $"{PValue(errors.Test)} by signed ranks with Pratt's zeros"));
        }
    }

    /// <summary>What moved, which items count, and how the labels of then would score, each with its heading.</summary>
    internal static IEnumerable<(string Heading, string Text)> Notes(JudgeComparison comparison)
    {
        if (comparison.Changes.IsEmpty)
        {
            yield return ("What moved", comparison.SameJudge ? "nothing: the candidate is the baseline, in its identity and in every verdict" : "nothing that is known of both");
        }

        for (int i = 0; i < comparison.Changes.Length; i++)
        {
            yield return (i == 0 ? "What moved" : "", $"{comparison.Changes[i].Text} ({comparison.Changes[i].Code})");
        }

        if (comparison.OldLabels is { } old)
        {
            yield return ("On old labels", NumberText.ReasonOf(old.Delta) is { } reason
                ? $"undefined: {reason}"
                : $"baseline {NumberText.WithInterval(old.Baseline)}, candidate {NumberText.WithInterval(old.Candidate)}, difference {Signed(old.Delta)}; above, both are held against today's labels");
        }

        yield return ("Items", Items(comparison.Items));
    }

    /// <summary>A difference with the signs of its value and its bounds.</summary>
    internal static string Signed(Estimate delta) => !delta.IsDefined ? NumberText.Undefined
        : NumberText.Signed(delta.Value) + (delta.Interval is { } interval ? $" [{NumberText.Signed(interval.Lower)}, {NumberText.Signed(interval.Upper)}]" : "");

    /// <summary>A p-value that never reads as nothing.</summary>
    internal static string PValue(double p) => p < 0.0001 ? "p < 0.0001" : $"p = {p.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)}";

    private static string PValue(ComparisonTest test) => test.PValue is { } p ? PValue(p) : $"undefined ({test.Undefined})";

    private static ImmutableArray<string> Figures(JudgeComparison comparison, string candidate, Estimate? ceiling, int width, bool colour)
    {
        List<ImmutableArray<TextCell>> rows =
        [
            [new("baseline"), new(NumberText.ValueOf(comparison.Baseline)), new(NumberText.IntervalOf(comparison.Baseline)), new(NumberText.Of(comparison.Baseline.N)), new(TextLayout.OneLine(comparison.BaselineJudge))],
            [new("candidate"), new(NumberText.ValueOf(comparison.Candidate)), new(NumberText.IntervalOf(comparison.Candidate)), new(NumberText.Of(comparison.Candidate.N)), new(TextLayout.OneLine(candidate))],
            [
                new("difference"),
                new(comparison.Delta.IsDefined ? NumberText.Signed(comparison.Delta.Value) : NumberText.Undefined, Style(comparison)),
                new(comparison.Delta is { IsDefined: true, Interval: { } interval } ? $"[{NumberText.Signed(interval.Lower)}, {NumberText.Signed(interval.Upper)}]" : ""),
                new(NumberText.Of(comparison.Delta.N)),
                new(""),
            ],
        ];
        if (ceiling is { } human)
        {
            rows.Add([new("human ceiling"), new(NumberText.ValueOf(human)), new(NumberText.IntervalOf(human)), new(NumberText.Of(human.N)), new(NumberText.ReasonOf(human) is { } reason ? TextLayout.OneLine(reason) : "")]);
        }

        ImmutableArray<TextColumn> columns =
        [
            new(comparison.Metric.Name()), new("value") { AlignRight = true }, new("interval") { DropOrder = 2 }, new("n") { AlignRight = true }, new("judge") { MinimumWidth = 8, DropOrder = 1 },
        ];
        return TextTable.Render(columns, rows, width, colour);
    }

    // Green or red only where the interval leaves 0 out; a difference that may be chance has no colour.
    private static TextStyle Style(JudgeComparison comparison)
    {
        if (comparison.Delta is not { IsDefined: true, Interval: { } interval })
        {
            return TextStyle.Plain;
        }

        bool higher = comparison.Metric.HigherIsBetter();
        return interval.Upper < 0 ? (higher ? TextStyle.Bad : TextStyle.Good)
            : interval.Lower > 0 ? (higher ? TextStyle.Good : TextStyle.Bad)
            : TextStyle.Plain;
    }

    private static string Items(ComparedItems items)
    {
        IEnumerable<(int Count, string What)> left =
        [
            (items.WithoutVerdict, "without a verdict of both"),
            (items.OtherContent, "of another content"),
            (items.OnlyBaseline, "only the baseline's"),
            (items.OnlyCandidate, "only the candidate's"),
        ];
        string[] parts = [.. left.Where(part => part.Count > 0).Select(part => $"{NumberText.Of(part.Count)} {part.What}")];
        return $"{NumberText.Of(items.Common)} compared"
            + (items.WithoutReference > 0 ? $", of which {NumberText.Of(items.WithoutReference)} have no reference label for this metric" : "")
            + (parts.Length > 0 ? $"; left out: {string.Join(", ", parts)}" : "");
    }

    private static ImmutableArray<TextCell> Row(string id, MovedItem? item, bool repeats, TextStyle style) =>
    [
        new(TextLayout.OneLine(id)),
        new(item is null ? "" : string.Join(' ', item.People.Select(p => $"{TextLayout.OneLine(p.Label)}×{NumberText.Of(p.Count)}"))),
        new(item is null ? "" : Side(item.Baseline, repeats)),
        new(item is null ? "" : Side(item.Candidate, repeats), style),
    ];

    private static string Side(SideVerdict side, bool repeats) => TextLayout.OneLine(side.Label)
        + (repeats && side.Judgements > 1 ? $" ({NumberText.Of(side.Stable)} of {NumberText.Of(side.Judgements)})" : "");
}
