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

    public static void Write(CommentBudget budget, IReadOnlyList<CaseDiff> cases)
    {
        if (cases.Count == 0)
        {
            return;
        }

        budget.Add("| case | metric | before | after | difference | human ceiling | decision | coverage | cost |\n|---|---|---|---|---|---|---|---|---|\n");
        int written = cases.Take(MostRows).TakeWhile(item => budget.Add(Row(item))).Count();
        budget.Add("\n");
        if (written < cases.Count)
        {
            budget.Cut($"{NumberText.Of(cases.Count - written)} of {NumberText.Count(cases.Count, "row")} of the table");
        }
    }

    /// <summary>The case's name, inert.</summary>
    public static string Name(CaseDiff item) =>
        InertText.Line(item.Suite, LongestName) + (item.Case.Length == 0 ? "" : $" ({InertText.Line(item.Case, LongestName)})");

    private static string Row(CaseDiff item)
    {
        AlignmentMetric? metric = item.Comparison?.Metric ?? (item.Head ?? item.Base)?.Alignment.Metric;
        Estimate? before = item.Comparison?.Baseline ?? Of(item.Base, metric), after = item.Comparison?.Candidate ?? Of(item.Head, metric);
        Estimate? ceiling = metric is { } m && (item.Head ?? item.Base) is { } record && record.Alignment.Human.Ceiling.TryGetValue(m, out Estimate human) ? human : null;
        string[] cells =
        [
            Name(item), metric?.Name() ?? "", Text(before), Text(after), item.Comparison is { } c ? ComparisonText.Signed(c.Delta) : "", Text(ceiling), Decision(item),
            item.Head is { } head ? NumberText.Of(head.Alignment.Coverage) : "", Cost(item),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Decision(CaseDiff item)
    {
        string word = item.Kind switch
        {
            CaseDiffKind.Removed => "removed",
            CaseDiffKind.NotRun => "FAILED, did not run",
            CaseDiffKind.Broken => "FAILED, broken file",
            CaseDiffKind.Added => $"{Outcome.Word(item.Decision)}, new",
            _ => Outcome.Word(item.Decision),
        };
        return item.Decision is null or Gates.GateDecision.Passed ? word : $"**{word}**";
    }

    private static string Cost(CaseDiff item) => item.Head?.Usage is not { } usage ? ""
        : usage.Cost is { } cost ? cost.ToString("0.####", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(usage.InputTokens ?? 0) + (usage.OutputTokens ?? 0)} tokens");

    private static Estimate? Of(AlignmentRecord? record, AlignmentMetric? metric) =>
        record is not null && metric is { } m && record.Alignment.Statistics.TryGetValue(m, out Estimate estimate) ? estimate : null;

    private static string Text(Estimate? estimate) => estimate is { } e ? NumberText.WithInterval(e) : "";
}
