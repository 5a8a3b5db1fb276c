using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>Where the files of a pull request are shown.</summary>
/// <param name="Repository">The repository's address, for example <c>https://github.com/owner/name</c>.</param>
/// <param name="Revision">The commit.</param>
public sealed record CommentLinks(Uri Repository, string Revision)
{
    /// <summary>A link to a line of the project's files; the bare path where it leads out of the repository.</summary>
    internal static string Of(CommentLinks? links, AlignmentRecord record, string path, int line)
    {
        string file = RecordDecision.InRepository(record, path).Replace('\\', '/');
        string shown = InertText.Line(line > 0 ? $"{file}:{NumberText.Of(line)}" : file);
        string[] segments = file.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (links is null || segments.Any(s => s is "." or ".."))
        {
            return shown;
        }

        string address = $"{links.Repository.AbsoluteUri.TrimEnd('/')}/blob/{Uri.EscapeDataString(links.Revision)}/{string.Join('/', segments.Select(Uri.EscapeDataString))}";
        return $"[{shown}]({address}{(line > 0 ? $"#L{NumberText.Of(line)}" : "")})";
    }
}
