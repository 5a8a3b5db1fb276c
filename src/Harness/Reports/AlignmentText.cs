using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>Alignments as tables for people: one judge with all statistics, or several judges in order of one.</summary>
public static class AlignmentText
{
    /// <summary>
    /// One judge: every statistic with its interval and the human ceiling beside it, the best baseline, and what was left out; behind it a committee's
    /// members. Of a judge that predicts difficulty, how that goes along with people's disagreement.
    /// </summary>
    /// <param name="alignment">The alignment.</param>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(AlignmentResult alignment, string dataset, int width, bool colour = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        if (alignment.Difficulty is { } difficulty)
        {
            return string.Concat(DifficultyText.Render(alignment, difficulty, dataset, width, colour).Select(line => line + "\n"));
        }

        bool ceilings = HasCeiling(alignment.Human), intervals = alignment.Statistics.Values.Any(e => e.Interval is not null);
        ImmutableArray<TextColumn> columns =
        [
            new("metric"),
            new("value") { AlignRight = true },
            .. intervals ? [new TextColumn("interval") { DropOrder = 2 }] : ImmutableArray<TextColumn>.Empty,
            new("n") { AlignRight = true },
            .. ceilings ? [new TextColumn("human ceiling") { DropOrder = 1 }] : ImmutableArray<TextColumn>.Empty,
        ];
        ImmutableArray<ImmutableArray<TextCell>> rows =
        [
            .. alignment.Statistics.OrderBy(s => s.Key == alignment.Metric ? -1 : (int)s.Key).Select(s => Row(alignment, s.Key, s.Value, intervals, ceilings)),
        ];
        string reference = alignment.Reference.Annotator is { } annotator ? $"the labels of '{annotator}'" : $"people's {alignment.Reference}";
        IEnumerable<string> lines =
        [
            .. TextLayout.Wrap(
                TextLayout.OneLine($"{alignment.Judge.Name} on {dataset}: {NumberText.Of(alignment.VerdictCount)} of {NumberText.Count(alignment.ItemCount, "item")} judged, "
                    + $"{alignment.Level.ToString().ToLowerInvariant()} level, against {reference}"), width),
            "",
            .. TextTable.Render(columns, rows, width, colour),
            .. TextLayout.Notes(Undefined(alignment), width),
            .. TextLayout.Notes(HumanLines(alignment).Concat(BaselineText.Notes(alignment)).Concat(CandidatesText.Notes(alignment))
                .Concat(AlignmentNotes.Of(alignment)).Append(AlignmentNotes.Method(alignment.Statistics.Values)), width),
            .. CommitteeText.Render(alignment, width, colour),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>Several judges, the best first; judges without a value of the metric last; ties by name. Judges that predict difficulty have a table of their own.</summary>
    /// <param name="alignments">The alignments, all on the same dataset.</param>
    /// <param name="metric">The metric to order by.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed; empty without alignments.</returns>
    public static string Leaderboard(IReadOnlyList<AlignmentResult> alignments, AlignmentMetric metric, int width, bool colour = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        AlignmentResult[] labelling = [.. alignments.Where(a => a.Difficulty is null)], predicting = [.. alignments.Where(a => a.Difficulty is not null)];
        IEnumerable<string> lines =
        [
            .. labelling.Length > 0 ? Labelling(labelling, metric, width, colour) : [],
            .. labelling.Length > 0 && predicting.Length > 0 ? [""] : Array.Empty<string>(),
            .. predicting.Length > 0 ? DifficultyText.Leaderboard(predicting, width, colour) : [],
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Labelling(AlignmentResult[] alignments, AlignmentMetric metric, int width, bool colour)
    {

        int sign = metric.HigherIsBetter() ? -1 : 1;
        ImmutableArray<AlignmentResult> sorted =
        [
            .. alignments
                .OrderBy(a => Find(a.Statistics, metric) is { IsDefined: true } e ? sign * e.Value : double.PositiveInfinity)
                .ThenBy(a => a.Judge.Name, StringComparer.Ordinal),
        ];
        ImmutableArray<TextColumn> columns =
        [
            new("#") { AlignRight = true },
            new("judge") { MinimumWidth = 16 },
            new(metric.Name()),
            new("n") { AlignRight = true },
            new("coverage") { AlignRight = true, DropOrder = 1 },
            new("off scale") { AlignRight = true, DropOrder = 2 },
        ];
        ImmutableArray<ImmutableArray<TextCell>> rows =
        [
            .. sorted.Select((a, i) => ImmutableArray.Create<TextCell>(
                new(NumberText.Of(i + 1)),
                new(TextLayout.OneLine(a.Judge.Name)),
                new(NumberText.WithInterval(Find(a.Statistics, metric))),
                new(NumberText.Of(Find(a.Statistics, metric).N)),
                new(NumberText.Of(a.Coverage)),
                new(NumberText.Of(a.OutOfScale.Length)))),
        ];
        IEnumerable<(string, string)> notes =
        [
            .. sorted.Select(a => (a.Judge.Name, Reason: NumberText.ReasonOf(Find(a.Statistics, metric))))
                .Where(n => n.Reason is not null).Select(n => (n.Name, $"undefined: {n.Reason}")),
            ("Human ceiling", WithReason(Find(sorted[0].Human.Ceiling, metric))),
            .. Baselines(sorted, metric),
            .. sorted.Where(a => a.Candidates is not null).Select(a => (a.Judge.Name, CandidatesText.Of(a.Candidates!))),
            .. sorted.Where(a => !a.OutOfScale.IsEmpty).Select(a => (a.Judge.Name, AlignmentNotes.Of(a).First(n => n.Heading == "Off the scale").Text + " off the scale")),
        ];
        return [.. TextTable.Render(columns, rows, width, colour), .. TextLayout.Notes(notes, width)];
    }

    // The baselines are those of the dataset, the same for all judges; how each judge stands to the best of them is its own.
    private static IEnumerable<(string, string)> Baselines(ImmutableArray<AlignmentResult> sorted, AlignmentMetric metric)
    {
        AlignmentResult first = sorted[0];
        if (first.Baselines.IsEmpty || first.Metric != metric)
        {
            yield break;
        }

        if (BaselineText.Best(first) is not { } best)
        {
            yield return ("Best baseline", BaselineText.NoBest(first));
            yield break;
        }

        yield return ("Best baseline", best);
        string[] behind = [.. sorted.Where(a => a.BestBaseline is not { Standing: BaselineStanding.Beats }).Select(a => a.Judge.Name)];
        yield return ("Not above it", behind.Length == 0
            ? "none: every judge beats it by the interval of the paired difference"
            : $"by the interval of the paired difference: {string.Join(", ", behind)}");
    }

    private static ImmutableArray<TextCell> Row(AlignmentResult alignment, AlignmentMetric metric, Estimate estimate, bool interval, bool ceiling) =>
    [
        new(metric.Name()),
        new(NumberText.ValueOf(estimate), metric == alignment.Metric ? TextStyle.Good : TextStyle.Plain),
        .. interval ? [new TextCell(NumberText.IntervalOf(estimate))] : ImmutableArray<TextCell>.Empty,
        new(NumberText.Of(estimate.N)),
        .. ceiling ? [new TextCell(alignment.Human.Ceiling.TryGetValue(metric, out Estimate own) ? NumberText.WithInterval(own) : "")] : ImmutableArray<TextCell>.Empty,
    ];

    private static bool HasCeiling(HumanBaseline human) => human.Ceiling.Values.Any(c => c.IsDefined);

    // Metrics share reasons, so each reason stands once with the metrics it explains. A metric that is itself undefined for the same
    // reason as its ceiling is named once, and where there is no ceiling at all HumanLines says why.
    private static IEnumerable<(string, string)> Undefined(AlignmentResult alignment) => alignment.Statistics
        .Select(s => (Where: "", s.Key, Estimate: s.Value))
        .Concat(alignment.Human.Ceiling
            .Where(c => HasCeiling(alignment.Human) && NumberText.ReasonOf(Find(alignment.Statistics, c.Key)) != NumberText.ReasonOf(c.Value))
            .Select(c => (Where: "ceiling of ", c.Key, Estimate: c.Value)))
        .Where(s => !s.Estimate.IsDefined)
        .GroupBy(s => (s.Where, Reason: NumberText.ReasonOf(s.Estimate)))
        .Select(g => ("Undefined", $"{g.Key.Where}{string.Join(", ", g.Select(s => s.Key.Name()))}: {g.Key.Reason}"));

    private static IEnumerable<(string Heading, string Text)> HumanLines(AlignmentResult alignment)
    {
        HumanBaseline human = alignment.Human;
        if (!HasCeiling(human) && human is { PercentileAmongAnnotators.IsDefined: false, WorthKAnnotators.IsDefined: false, AltTest: null })
        {
            yield return ("Human ceiling", $"undefined, as all that holds the judge against single annotators: {NumberText.ReasonOf(Find(human.Ceiling, alignment.Metric))}");
            yield break;
        }

        yield return ("Among people", Rank(human.PercentileAmongAnnotators));
        yield return ("Worth", WithReason(human.WorthKAnnotators, "annotators"));
        yield return ("Alt-test", human.AltTest is { } test
            ? $"winning rate {NumberText.Of(test.WinningRate)}, advantage probability {NumberText.Of(test.AdvantageProbability)} "
              + $"(epsilon {NumberText.Stated(test.Epsilon)}, {NumberText.Count(test.Annotators, "annotator")})"
            : $"undefined: {human.AltTestUndefined ?? "not computed"}");
    }

    // A share of few people is a count.
    private static string Rank(Estimate share) => NumberText.ReasonOf(share) is { } reason
        ? $"undefined: {reason}"
        : $"above {NumberText.Of((int)Math.Round(share.Value * share.N))} of {NumberText.Count(share.N, "annotator")}";

    private static string WithReason(Estimate estimate, string unit = "") =>
        NumberText.ReasonOf(estimate) is { } reason ? $"undefined: {reason}" : (NumberText.WithInterval(estimate) + " " + unit).TrimEnd();

    private static Estimate Find(ImmutableSortedDictionary<AlignmentMetric, Estimate> estimates, AlignmentMetric metric) =>
        estimates.TryGetValue(metric, out Estimate estimate) ? estimate : Estimate.Undefined("not computed", 0);
}
