using JudgeEval.Harness.Reports;

namespace JudgeEval.Tool.GitHub;

/// <summary>The change as annotations: the prompt first, then the items, as many as GitHub shows of a step.</summary>
internal static class AlignmentAnnotations
{
    // GitHub shows ten warnings of a step; one is left for a comment that could not be posted.
    private const int MostItems = 9;

    // And ten errors.
    private const int MostPrompts = 10;

    /// <summary>The commands.</summary>
    /// <param name="change">What changed.</param>
    /// <param name="workspace">The folder of the repository; empty where it is not known.</param>
    public static IEnumerable<string> Of(AlignmentChange change, string workspace)
    {
        string level = change.Decision switch { "failed" => "error", "inconclusive" => "warning", _ => "notice" };
        foreach (ChangedLine prompt in change.Prompts.Take(level == "warning" ? 1 : MostPrompts))
        {
            yield return Annotation(level, "Prompt and people", prompt, workspace);
        }

        int items = level == "warning" ? MostItems - 1 : MostItems;
        foreach (ChangedLine item in change.Items.Take(items))
        {
            yield return Annotation("warning", "Newly disagreeing", item, workspace);
        }

        if (change.Items.Count > items)
        {
            yield return WorkflowCommand.Annotation("notice", "Newly disagreeing", $"{NumberText.Of(change.Items.Count - items)} more newly disagreeing items are not annotated; the comment counts them all");
        }
    }

    private static string Annotation(string level, string title, ChangedLine line, string workspace) =>
        WorkflowCommand.Annotation(level, title, line.Message, line.File.Length == 0 ? null : Relative(line.File, workspace), line.Line);

    // GitHub finds the file by its path in the repository.
    private static string Relative(string file, string workspace) => (Path.IsPathRooted(file) && workspace.Length > 0 ? Path.GetRelativePath(workspace, file) : file).Replace('\\', '/');
}
