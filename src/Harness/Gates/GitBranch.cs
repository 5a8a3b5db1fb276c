namespace JudgeEval.Harness.Gates;

/// <summary>Finds the branch that a build is of.</summary>
public static class GitBranch
{
    private const string GitFolder = ".git";
    private const string Worktree = "gitdir:";
    private const string Reference = "ref: refs/heads/";

    // GitHub's variable for pull requests goes before its other, which then names no branch; then GitLab's and Azure's.
    private static readonly string[] Variables = ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BUILD_SOURCEBRANCHNAME"];

    /// <summary>
    /// The branch as a build server's environment names it (<c>GITHUB_HEAD_REF</c>, <c>GITHUB_REF_NAME</c>, <c>CI_COMMIT_REF_NAME</c>,
    /// <c>BUILD_SOURCEBRANCHNAME</c>), else the one that the repository of a folder has checked out, a linked worktree included.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns><see langword="null"/> where no branch is checked out, and where there is no repository or it cannot be read.</returns>
    public static string? Of(string folder, Func<string, string?> environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(environment);
        string? named = Variables.Select(name => environment(name)?.Trim()).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (named is not null)
        {
            return named;
        }

        try
        {
            return CheckedOut(Path.GetFullPath(folder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whose repository cannot be read has a branch that is not known, as one who has none.
            return null;
        }
    }

    private static string? CheckedOut(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string git = Path.Combine(at.FullName, GitFolder);
            if (File.Exists(git))
            {
                string link = File.ReadAllText(git).Trim();
                return link.StartsWith(Worktree, StringComparison.Ordinal) ? Head(Path.Combine(at.FullName, link[Worktree.Length..].Trim())) : null;
            }

            if (Directory.Exists(git))
            {
                return Head(git);
            }
        }

        return null;
    }

    private static string? Head(string folder)
    {
        string head = Path.Combine(folder, "HEAD");
        string text = File.Exists(head) ? File.ReadAllText(head).Trim() : "";
        return text.StartsWith(Reference, StringComparison.Ordinal) && text.Length > Reference.Length ? text[Reference.Length..] : null;
    }
}
