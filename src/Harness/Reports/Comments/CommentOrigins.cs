using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>What could not be known of cases that were read from a revision, and how to make the comparison again. Nothing for cases of whole records.</summary>
internal static class CommentOrigins
{
    private const int MostNotes = 10;

    /// <summary>Writes the lines.</summary>
    /// <param name="budget">The comment.</param>
    /// <param name="diff">The diff.</param>
    public static void Write(CommentBudget budget, AlignmentDiff diff)
    {
        if (diff is { Command: { } command } and not { BaseRevision: null, HeadRevision: null })
        {
            budget.Add($"Reproduce this comparison:\n{InertText.Block(command, "shell", 2_000)}\n");
        }

        int before = diff.Cases.Count(c => c.BaseOrigin is { OfBaseline: true }), after = diff.Cases.Count(c => c.HeadOrigin is { OfBaseline: true });
        string[] sides = [.. new[] { (before, "base"), (after, "head") }.Where(s => s.Item1 > 0).Select(s => $"{NumberText.Count(s.Item1, "case")} of the {s.Item2}")];
        if (sides.Length > 0)
        {
            budget.Add($"{string.Join(" and ", sides)} {(before + after == 1 ? "was" : "were")} read from committed baselines: rationales, usage and cost are not recorded there.\n\n");
        }

        // The first note of each says that it is of a baseline, which stands above.
        string[] notes = [.. diff.Cases.SelectMany(c => Notes(c, c.BaseOrigin, "base").Concat(Notes(c, c.HeadOrigin, "head")))];
        int written = notes.Take(MostNotes).TakeWhile(note => budget.Add(note)).Count();
        budget.Add(notes.Length > 0 ? "\n" : "");
        if (written < notes.Length)
        {
            budget.Cut($"{NumberText.Of(notes.Length - written)} of {NumberText.Count(notes.Length, "note")} on what was read");
        }
    }

    private static IEnumerable<string> Notes(CaseDiff item, CaseOrigin? origin, string side) =>
        origin?.Notes.Skip(1).Select(note => $"- {CommentTable.Name(item)}, {side}: {InertText.Line(note, 400)}\n") ?? [];
}
