using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The comment on a pull request: Markdown of GitHub's flavour, always below its limit, with all text from data inert.</summary>
public static class AlignmentComment
{
    /// <summary>The hidden line by which the comment is found again, to be replaced.</summary>
    public const string Marker = "<!-- judgeeval:alignment -->";

    /// <summary>What the whole comment stays below, in UTF-16 units as well as in UTF-8 bytes. GitHub refuses more than 65,536.</summary>
    public const int Limit = 60_000;

    private const int RoomForCuts = 2_000;

    /// <summary>Writes the comment.</summary>
    /// <param name="diff">What to tell.</param>
    /// <param name="links">Where files are shown; <see langword="null"/> for paths without links.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(AlignmentDiff diff, CommentLinks? links = null)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var budget = new CommentBudget(Limit - RoomForCuts);
        budget.Add($"{Marker}\n**{Verdict(diff)}**\n\n");
        CaseDiff[] ordered = [.. diff.Cases.OrderBy(Rank)];
        CommentTable.Write(budget, ordered);
        CommentOrigins.Write(budget, diff);
        foreach (BrokenFile broken in diff.BrokenBase.Take(5))
        {
            budget.Add($"Broken on the base: {InertText.Line(broken.Path)}: {InertText.Line(string.Join(' ', broken.Diagnostics), 400)}\n\n");
        }

        if (diff.BrokenBase.Length > 5)
        {
            budget.Cut($"{NumberText.Count(diff.BrokenBase.Length - 5, "further broken file")} of the base");
        }

        foreach (CaseDiff item in ordered)
        {
            CommentCase.Write(budget, item, links);
        }

        return budget.ToString();
    }

    /// <summary>The decision in a sentence, without Markdown.</summary>
    /// <param name="diff">What was decided.</param>
    public static string Verdict(AlignmentDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        string lead = diff.Decision switch
        {
            GateDecision.Passed => "Alignment passed",
            GateDecision.Failed => "Alignment failed",
            _ => "Alignment is inconclusive",
        };
        int all = diff.Cases.Length;
        int failed = diff.Cases.Count(c => c.Decision == GateDecision.Failed), open = diff.Cases.Count(c => c.Decision == GateDecision.Inconclusive);
        int newly = diff.Cases.Sum(c => c.Comparison?.NewlyDisagreeing.Length ?? 0), removed = Of(CaseDiffKind.Removed), lower = diff.Cases.Count(IsShownWorse);
        IEnumerable<string> parts =
        [
            failed > 0 ? $"{NumberText.Of(failed)} of {NumberText.Count(all, "case")} failed" : open > 0 ? "" : all == 0 ? "there is no case" : $"{NumberText.Count(all, "case")}, none failed",
            open > 0 ? $"{NumberText.Of(open)} of {NumberText.Count(all, "case")} inconclusive" : "",
            lower > 0 ? $"agreement with people is shown to be worse in {NumberText.Count(lower, "case")}" : "",
            newly > 0 ? $"{NumberText.Count(newly, "item newly disagrees", "items newly disagree")} with people" : "",
            removed > 0 ? $"{NumberText.Count(removed, "case was", "cases were")} removed" : "",
            Of(CaseDiffKind.NotRun) is > 0 and var not ? $"{NumberText.Count(not, "case")} could not run" : "",
            Of(CaseDiffKind.Broken) + diff.BrokenBase.Length is > 0 and var broken ? $"{NumberText.Count(broken, "broken file")}" : "",
        ];
        return $"{lead}: {string.Join(", ", parts.Where(p => p.Length > 0))}.";

        int Of(CaseDiffKind kind) => diff.Cases.Count(c => c.Kind == kind);
    }

    /// <summary>Whether the whole interval of the difference is on the bad side of 0.</summary>
    internal static bool IsShownWorse(CaseDiff item) => item.Comparison is { Delta: { IsDefined: true, Interval: { } interval } } comparison
        && (comparison.Metric.HigherIsBetter() ? interval.Upper < 0 : interval.Lower > 0);

    private static int Rank(CaseDiff item) => item switch
    {
        { Decision: GateDecision.Failed } => 0,
        { Decision: GateDecision.Inconclusive } => 1,
        { Kind: CaseDiffKind.Removed } => 2,
        { Comparison.NewlyDisagreeing.IsEmpty: false } => 3,
        _ => 4,
    };
}
