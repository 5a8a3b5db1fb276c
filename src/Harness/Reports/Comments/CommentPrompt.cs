using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The change of a prompt line by line, whether or not the two judges can be compared.</summary>
internal static class CommentPrompt
{
    private const int LongestDiff = 6_000;

    /// <summary>A link to the first changed line, and the diff.</summary>
    /// <param name="item">A case whose prompt differs.</param>
    /// <param name="links">Where files are shown.</param>
    /// <returns>The Markdown, and whether nothing of the diff was cut.</returns>
    public static (string Markdown, bool Whole) Of(CaseDiff item, CommentLinks? links)
    {
        string before = item.Base!.PromptText!.ReplaceLineEndings("\n"), after = item.Head!.PromptText!.ReplaceLineEndings("\n");
        string where = item.Head.PromptPath is { } path ? CommentLinks.Of(links, item.Head, path, item.ChangedPromptLine ?? 1) + "\n\n" : "";
        string diff = string.Join('\n', LineDiff.Of(before, after));
        return ($"{where}{InertText.Block(diff, "diff", LongestDiff)}", diff.Length <= LongestDiff);
    }
}
