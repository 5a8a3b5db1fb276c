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

    private const int RoomForCuts = 1_000;
    private const int RoomForTable = 14_000;
    private const int RoomForOrigins = 4_000;
    private const int RoomForBroken = 3_000;

    /// <summary>Writes the comment.</summary>
    /// <param name="diff">What to tell.</param>
    /// <param name="links">Where files are shown; <see langword="null"/> for paths without links.</param>
    /// <returns>Line feeds, ends with a line feed.</returns>
    public static string Render(AlignmentDiff diff, CommentLinks? links = null)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var cuts = new CommentCuts();
        string lead = $"{Marker}\n**{CommentVerdict.Of(diff, name => InertText.Line(name, CommentVerdict.LongestName))}**\n\n";
        CaseDiff[] ordered = [.. diff.Cases.OrderBy(Rank)];
        string table = CommentTable.Of(ordered, RoomForTable, cuts);
        string origins = CommentOrigins.Of(diff, RoomForOrigins, cuts);
        string broken = BrokenBase(diff, cuts);
        int room = Limit - RoomForCuts - CommentBudget.Bytes(lead) - CommentBudget.Bytes(table) - CommentBudget.Bytes(origins) - CommentBudget.Bytes(broken);
        return $"{lead}{table}{origins}{broken}{CommentSections.Of(ordered, links, room, cuts)}{cuts}".TrimEnd('\n') + "\n";
    }

    /// <summary>The decision in a sentence, without Markdown.</summary>
    /// <param name="diff">What was decided.</param>
    public static string Verdict(AlignmentDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return CommentVerdict.Of(diff, name => TextLayout.Cut(TextLayout.OneLine(name), CommentVerdict.LongestName));
    }

    private static string BrokenBase(AlignmentDiff diff, CommentCuts cuts)
    {
        var budget = new CommentBudget(RoomForBroken);
        string[] written = [.. diff.BrokenBase.Select(b => $"Broken on the base: {InertText.Line(b.Path)}: {InertText.Line(string.Join(' ', b.Diagnostics), 400)}\n\n").TakeWhile(text => budget.Take(text))];
        cuts.Add(diff.BrokenBase.Length - written.Length, diff.BrokenBase.Length, "broken files of the base");
        return string.Concat(written);
    }

    private static int Rank(CaseDiff item) => item switch
    {
        { Decision: GateDecision.Failed } => 0,
        { Decision: GateDecision.Inconclusive } => 1,
        { Kind: CaseDiffKind.Removed } => 2,
        { Comparison.NewlyDisagreeing.IsEmpty: false } => 3,
        _ => 4,
    };
}
