using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>The arithmetic behind a decision: every gate of a record with all figures it rests on, or what a baseline was accepted with.</summary>
public static class ExplanationText
{
    /// <summary>Every gate of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(AlignmentRecord record, int width, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        string title = TextLayout.OneLine($"{record.Suite} ({record.Case})");
        if (record.Gates is not { } gates)
        {
            return Lines(TextLayout.Wrap(
                $"{title}: no gate was stated, so there is no decision to explain. A suite states gates; 'judgeeval compare' decides on a candidate beside a baseline.", width));
        }

        return Lines(
        [
            .. Headline(gates.Decision, title, width, colour),
            .. TextLayout.Wrap(TextLayout.OneLine($"{record.Alignment.Judge.Name} on {record.Dataset}, {NumberText.Of(record.Alignment.VerdictCount)} of {NumberText.Count(record.Alignment.ItemCount, "item")} judged"), width),
            .. Correction(gates, record.Options, width),
            .. gates.Results.SelectMany((gate, i) => GateLines(record, gates, gate, i + 1, width, colour)),
        ]);
    }

    /// <summary>What a baseline was accepted with.</summary>
    /// <param name="record">The baseline.</param>
    /// <param name="width">The width of the terminal, at least 60.</param>
    /// <param name="colour">Whether to use ANSI escape sequences. The default is no.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(BaselineRecord record, int width, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 60);
        string title = TextLayout.OneLine($"{record.Suite} ({record.Case})");
        int items = record.Baseline.Items?.Count ?? 0;
        List<(string, string)> notes =
        [
            ("Judge", Identity(record.Baseline.Verdicts.Judge)),
            ("Dataset", $"{record.Dataset}, {NumberText.Count(items, "item")}, {NumberText.Count(record.Baseline.Verdicts.Judgements.Length, "verdict")}"
                + (record.Baseline.Scale is { } scale ? $", scale {scale}" : "")),
        ];
        if (record.Acceptance is { } acceptance)
        {
            notes.Add(("Reason", acceptance.Reason is { } reason ? reason
                : acceptance.Decision == GateDecision.Passed ? "none needed: every gate passed"
                : "none was given"));
        }

        foreach (AcceptedGate gate in record.Gates)
        {
            notes.Add(($"{Outcome.Word(gate.Decision)}", gate.Gate
                + (gate.Code is { } code ? $" ({code})" : "")
                + (gate.Estimate is { } estimate ? $", the figure was {NumberText.Of(estimate)}" : "")
                + (gate.Reason is { } why ? $": {why}" : "")));
        }

        return Lines(
        [
            .. record.Acceptance is null
                ? TextLayout.Wrap($"{title}: a baseline without gates, so nothing was decided when it was accepted", width)
                : Headline(record.Acceptance.Decision, $"{title}, when it was accepted as the baseline", width, colour),
            .. TextLayout.Notes(notes, width),
        ]);
    }

    private static ImmutableArray<string> Headline(GateDecision decision, string text, int width, bool colour)
    {
        string word = Outcome.Word(decision);
        ImmutableArray<string> lines = TextLayout.Hang(word + "  ", text, width);
        return lines.SetItem(0, TextTable.Styled(word, StyleOf(decision), colour) + lines[0][word.Length..]);
    }

    private static ImmutableArray<string> Correction(GateReport gates, AlignmentOptions options, int width)
    {
        double level = gates.Correction?.Level ?? ((1 - options.Confidence) / 2);
        return TextLayout.Wrap(
            gates.Correction is { } correction
                ? $"The one-sided level of the run is {NumberText.Stated(level)}. {NumberText.Count(correction.Cases, "case")} of the run share it, and within this case {NumberText.Count(correction.Gates, "tested gate")} by {Method(correction.Method)}; failures are corrected, passes need not be."
                : $"The one-sided level is {NumberText.Stated(level)}. No gate rests on a test, so nothing is corrected.",
            width);
    }

    private static string Method(string method) => method.Length == 0 ? method : char.ToUpperInvariant(method[0]) + method[1..] + "'s rule";

    private static IEnumerable<string> GateLines(AlignmentRecord record, GateReport gates, GateResult gate, int number, int width, bool colour)
    {
        IEnumerable<string> title = Headline(gate.Decision, $"{NumberText.Of(number)}. {gate.Gate}{(gate.Code is { } code ? $" ({code})" : "")}", width, colour);
        Estimate? ceiling = gate.Comparison is { } comparison && record.Alignment.Human.Ceiling.TryGetValue(comparison.Metric, out Estimate human) ? human : null;
        return
        [
            "",
            .. title,
            .. TextLayout.Notes(Arithmetic(gate, gates.Correction?.Level ?? ((1 - record.Options.Confidence) / 2)), width),
            .. Slices(gate, width, colour),
            .. gate.Comparison is { } compared
                ? ComparisonText.Render(compared, record.Alignment.Judge.Name, ceiling, width, colour).TrimEnd('\n').Split('\n').Prepend("")
                : [],
        ];
    }

    /// <summary>The steps from the figure to the decision, each with its heading.</summary>
    private static IEnumerable<(string Heading, string Text)> Arithmetic(GateResult gate, double level)
    {
        string figure = gate.Comparison is null ? "Estimate" : "Difference";
        yield return (figure, NumberText.ReasonOf(gate.Estimate) is { } reason
            ? $"undefined over {NumberText.Count(gate.Estimate.N, "item")}: {reason}"
            : $"{NumberText.Of(gate.Estimate.Value)} over {NumberText.Count(gate.Estimate.N, "item")}");
        if (gate.Estimate is { IsDefined: true, Interval: { } interval })
        {
            yield return ("Interval", $"[{NumberText.Of(interval.Lower)}, {NumberText.Of(interval.Upper)}], {AlignmentNotes.Method([gate.Estimate]).Text}");
            yield return (gate.Comparison is null ? "Threshold" : "Margin", $"{NumberText.Stated(gate.Threshold)}: {Distance(interval, gate.Threshold)}");
        }
        else
        {
            yield return (gate.Comparison is null ? "Threshold" : "Margin", NumberText.Stated(gate.Threshold));
        }

        if (gate.FailureP is { } failure)
        {
            string corrected = gate.AdjustedFailureP is { } adjusted ? $", {ComparisonText.PValue(adjusted)} corrected" : "";
            yield return ("Fails", $"{ComparisonText.PValue(failure)} alone{corrected}, against the level {NumberText.Stated(level)}");
        }

        if (gate.PassP is { } pass)
        {
            yield return ("Passes", $"{ComparisonText.PValue(pass)}, against the level {NumberText.Stated(level)}");
        }

        yield return ("Decision", $"{gate.Decision.ToString().ToLowerInvariant()}: {gate.Reason}" + (gate.Alone is { } alone ? $" (alone: {alone.ToString().ToLowerInvariant()})" : ""));
        if (Outcome.ItemsNeeded(gate) is { } items)
        {
            yield return ("To decide", $"about {NumberText.Count(items, "further item")} at the variance seen");
        }

        foreach (GateFact fact in gate.Facts)
        {
            yield return (char.ToUpperInvariant(fact.Name[0]) + fact.Name[1..], fact.Text);
        }
    }

    /// <summary>How far the interval is from what it is held against.</summary>
    private static string Distance(ConfidenceInterval interval, double threshold) =>
        threshold <= interval.Lower ? $"the interval lies above it, its lower bound by {NumberText.Of(interval.Lower - threshold)}"
        : threshold > interval.Upper ? $"the interval lies below it, its upper bound by {NumberText.Of(threshold - interval.Upper)}"
        : $"it lies inside the interval, {NumberText.Of(threshold - interval.Lower)} above the lower and {NumberText.Of(interval.Upper - threshold)} below the upper bound";

    private static IEnumerable<string> Slices(GateResult gate, int width, bool colour) => gate.Slices.IsEmpty ? [] :
    [
        "",
        .. TextTable.Render(
            [
                new("slice") { MinimumWidth = 8 }, new("items") { AlignRight = true }, new("estimate"), new("threshold") { AlignRight = true },
                new("p") { AlignRight = true, DropOrder = 2 }, new("corrected") { AlignRight = true, DropOrder = 1 }, new("decision"),
            ],
            [
                .. gate.Slices.Select(slice => (ImmutableArray<TextCell>)
                [
                    new(TextLayout.OneLine(slice.Slice)), new(NumberText.Of(slice.Items)), new(NumberText.WithInterval(slice.Result.Estimate)), new(NumberText.Stated(slice.Result.Threshold)),
                    new(slice.Result.FailureP is { } p ? NumberText.Of(p) : ""), new(slice.Result.AdjustedFailureP is { } adjusted ? NumberText.Of(adjusted) : ""),
                    new(slice.Result.Decision.ToString().ToLowerInvariant(), StyleOf(slice.Result.Decision)),
                ]),
            ],
            width,
            colour),
    ];

    private static string Identity(JudgeIdentity judge) => string.Join(", ", new[]
    {
        judge.Name,
        judge.Model is { } model ? $"model {model}" : null,
        judge.Prompt is { } prompt ? $"prompt {prompt}" : null,
        judge.OutputContract,
        judge.Group is { } group ? $"group {group}" : null,
        judge.Criteria is { } criteria ? $"criteria '{criteria}'" : null,
    }.OfType<string>());

    private static TextStyle StyleOf(GateDecision decision) => decision switch
    {
        GateDecision.Passed => TextStyle.Good,
        GateDecision.Failed => TextStyle.Bad,
        _ => TextStyle.Uncertain,
    };

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
