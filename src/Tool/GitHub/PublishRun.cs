using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.GitHub;

/// <summary>Tells a pull request what was found. The decision is what the process answers; what could not be told is said as well, but decides nothing.</summary>
/// <param name="console">The job.</param>
internal sealed class PublishRun(ToolConsole console)
{
    private const string Title = "Alignment with people";

    /// <summary>Publishes.</summary>
    /// <param name="commentPath">The Markdown.</param>
    /// <param name="diffPath">The JSON.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code of the decision.</returns>
    public async Task<int> RunAsync(string commentPath, string diffPath, CancellationToken cancellationToken)
    {
        AlignmentChange change = AlignmentChange.Read(diffPath);
        string markdown = await ReadAsync(commentPath, cancellationToken);
        foreach (string annotation in AlignmentAnnotations.Of(change, console.Environment("GITHUB_WORKSPACE") ?? ""))
        {
            console.Line(annotation);
        }

        await Guarded(() => Done(() => JobFiles.Outputs(console.Environment, [("decision", change.Decision), ("delta", change.Delta)])));
        await Guarded(() => Done(() => JobFiles.Summary(console.Environment, markdown)));
        await Guarded(() => CommentAsync(markdown, cancellationToken));
        return change.Code;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JudgeEvalException(GitHubErrors.BadDiff(path, exception.Message));
        }
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    // Each way of telling is tried, whatever became of the others.
    private async Task Guarded(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (JudgeEvalException exception)
        {
            foreach (Diagnostic diagnostic in exception.Diagnostics)
            {
                await console.Error.WriteAsync($"{diagnostic}\n");
                console.Line(WorkflowCommand.Annotation("warning", Title, diagnostic.ToString()));
            }
        }
    }

    private async Task CommentAsync(string markdown, CancellationToken cancellationToken)
    {
        GitHubContext context = GitHubContext.Read(console.Environment);
        if (context.WhyNoComment is { } why)
        {
            console.Line(WorkflowCommand.Annotation("notice", Title, $"No comment was posted: {why}. The summary of the job says the same."));
            return;
        }

        using var api = new GitHubApi(context.Api!, context.Token, console.Time);
        bool isNew = await new CommentUpsert(api, context).PublishAsync(markdown, cancellationToken);
        await console.Error.WriteAsync(isNew ? "judgeeval: posted the comment\n" : "judgeeval: brought the comment up to date\n");
    }
}
