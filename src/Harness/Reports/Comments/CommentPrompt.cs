using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The change of a prompt line by line, whether or not the two judges can be compared.</summary>
internal static class CommentPrompt
{
    private const int LongestDiff = 6_000;

    /// <summary>Whether both records have the text of the prompt, and it is not the same, line ends apart.</summary>
    public static bool Differs(CaseDiff item) =>
        item is { Base.PromptText: { } before, Head.PromptText: { } after } && before.ReplaceLineEndings("\n") != after.ReplaceLineEndings("\n");

    /// <summary>A link to the first changed line, and the diff.</summary>
    /// <param name="item">A case whose prompt differs.</param>
    /// <param name="links">Where files are shown.</param>
    /// <returns>The Markdown, and whether nothing of the diff was cut.</returns>
    public static (string Markdown, bool Whole) Of(CaseDiff item, CommentLinks? links)
    {
        string before = item.Base!.PromptText!.ReplaceLineEndings("\n"), after = item.Head!.PromptText!.ReplaceLineEndings("\n");
        string where = item.Head.PromptPath is { } path ? CommentLinks.Of(links, item.Head, path, FirstChange(before, after)) + "\n\n" : "";
        string diff = string.Join('\n', LineDiff.Of(before, after));
        return ($"{where}{InertText.Block(diff, "diff", LongestDiff)}", diff.Length <= LongestDiff);
    }

    private static int FirstChange(string before, string after)
    {
        string[] then = before.Split('\n'), now = after.Split('\n');
        int line = then.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return Math.Min(line + 1, now.Length);
    }
}
