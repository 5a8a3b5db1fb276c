using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>What could not be known of cases that were read from a revision, and how to make the comparison again. Empty for cases of whole records.</summary>
internal static class CommentOrigins
{
    private const int LongestCommand = 1_000;
    private const int MostNotes = 10;

    /// <summary>The lines.</summary>
    /// <param name="diff">The diff.</param>
    /// <param name="room">The most bytes.</param>
    /// <param name="cuts">Where notes that are left out are noted.</param>
    public static string Of(AlignmentDiff diff, int room, CommentCuts cuts)
    {
        string lead = Reproduce(diff) + Sides(diff);
        var budget = new CommentBudget(room - CommentBudget.Bytes(lead));
        string[] notes = [.. diff.Cases.SelectMany(c => Notes(c, c.BaseOrigin, "base").Concat(Notes(c, c.HeadOrigin, "head")))];
        string[] written = [.. notes.Take(MostNotes).TakeWhile(note => budget.Take(note))];
        cuts.Add(notes.Length - written.Length, notes.Length, "notes on what was read");
        return lead + (written.Length == 0 ? "" : string.Concat(written) + "\n");
    }

    private static string Reproduce(AlignmentDiff diff) => diff is { Command: { } command } and not { BaseRevision: null, HeadRevision: null }
        ? $"Reproduce this comparison:\n{InertText.Block(command, "shell", LongestCommand)}\n"
        : "";

    private static string Sides(AlignmentDiff diff)
    {
        int before = diff.Cases.Count(c => c.BaseOrigin is { OfBaseline: true }), after = diff.Cases.Count(c => c.HeadOrigin is { OfBaseline: true });
        string[] sides = [.. new[] { (Count: before, Side: "base"), (Count: after, Side: "head") }.Where(s => s.Count > 0).Select(s => $"{NumberText.Count(s.Count, "case")} of the {s.Side}")];
        return sides.Length == 0 ? ""
            : $"{string.Join(" and ", sides)} {(before + after == 1 ? "was" : "were")} read from committed baselines: rationales, usage and cost are not recorded there. They tell what was accepted, not what the prompts and models of a revision would do: for that, run the suites and compare their records.\n\n";
    }

    // The first note of each says that it is of a baseline, which stands above.
    private static IEnumerable<string> Notes(CaseDiff item, CaseOrigin? origin, string side) =>
        origin?.Notes.Skip(1).Select(note => $"- {CommentTable.Name(item)}, {side}: {InertText.Line(note, 400)}\n") ?? [];
}
