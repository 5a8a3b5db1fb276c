using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>A line for each case: figures before and after, ceiling, decision, coverage, cost.</summary>
internal static class CommentTable
{
    private const int LongestName = 60;
    private const int MostRows = 40;

    // A side that does not exist has no figure; one that exists may not have kept it.
    private const string NoSide = "–";
    private const string NotRecorded = "not recorded";

    /// <summary>The table; empty where there is no case.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="room">The most bytes.</param>
    /// <param name="cuts">Where rows that are left out are noted.</param>
    public static string Of(IReadOnlyList<CaseDiff> cases, int room, CommentCuts cuts)
    {
        if (cases.Count == 0)
        {
            return "";
        }

        const string Head = "| case | metric | before | after | difference | human ceiling | decision | coverage | cost |\n|---|---|---|---|---|---|---|---|---|\n";
        var budget = new CommentBudget(room - Head.Length);
        bool broken = cases.Any(c => c.Kind == CaseDiffKind.Broken);
        string[] rows = [.. cases.Take(MostRows).Select(item => Row(item, broken)).TakeWhile(row => budget.Take(row))];
        cuts.Add(cases.Count - rows.Length, cases.Count, "rows of the table");
        return $"{Head}{string.Concat(rows)}\n";
    }

    /// <summary>The case's name, inert: the suite, and of the case what does not repeat it.</summary>
    public static string Name(CaseDiff item)
    {
        string repeated = item.Suite + " · ";
        string name = item.Case == item.Suite ? "" : item.Case.StartsWith(repeated, StringComparison.Ordinal) ? item.Case[repeated.Length..] : item.Case;
        return InertText.Line(item.Suite, LongestName) + (name.Length == 0 ? "" : $" ({InertText.Line(name, LongestName)})");
    }

    private static string Row(CaseDiff item, bool broken)
    {
        AlignmentMetric? metric = item.Comparison?.Metric ?? (item.Head ?? item.Base)?.Alignment.Metric;
        string[] cells =
        [
            Name(item),
            metric?.Name() ?? NoSide,
            // A committed baseline without its dataset is compared, but makes no record.
            item.Comparison is { } compared ? Text(compared.Baseline) : Side(item.Base, r => Text(Of(r, metric))),
            Side(item.Head, r => Text(item.Comparison?.Candidate ?? Of(r, metric))),
            Difference(item),
            Side(item.Head ?? item.Base, r => Text(metric is { } m && r.Alignment.Human.Ceiling.TryGetValue(m, out Estimate human) ? human : null)),
            Decision(item, broken),
            Both(item, r => NumberText.Of(r.Alignment.Coverage)),
            Both(item, Cost),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Difference(CaseDiff item) => item.Comparison is not { } comparison ? item is { Base: not null, Head: not null } ? "not comparable" : NoSide
        : comparison.SameJudge ? "none: the same judge and verdicts"
        : ComparisonText.Signed(comparison.Delta);

    private static string Decision(CaseDiff item, bool broken)
    {
        string word = item.Kind switch
        {
            CaseDiffKind.Removed => broken ? "absent" : "removed",
            CaseDiffKind.NotRun => "FAILED, did not run",
            CaseDiffKind.Broken => "FAILED, broken file",
            CaseDiffKind.Added => $"{Outcome.Word(item.Decision)}, new",
            _ => Outcome.Word(item.Decision),
        };
        return item.Decision is Gates.GateDecision.Passed || (item.Decision is null && item.Kind != CaseDiffKind.Removed) ? word : $"**{word}**";
    }

    private static string Cost(AlignmentRecord record) => record.Usage is not { } usage ? NotRecorded
        : usage.Cost is { } cost ? cost.ToString("0.####", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(usage is { InputTokens: not null, OutputTokens: not null } ? "" : "at least ")}{(usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0)} tokens");

    private static string Both(CaseDiff item, Func<AlignmentRecord, string> text)
    {
        string before = Side(item.Base, text), after = Side(item.Head, text);
        return before == after ? after : $"{before} → {after}";
    }

    private static string Side(AlignmentRecord? record, Func<AlignmentRecord, string> text) => record is null ? NoSide : text(record);

    private static Estimate? Of(AlignmentRecord record, AlignmentMetric? metric) =>
        metric is { } m && record.Alignment.Statistics.TryGetValue(m, out Estimate estimate) ? estimate : null;

    private static string Text(Estimate? estimate) => estimate is { } e ? NumberText.WithInterval(e) : NotRecorded;
}
