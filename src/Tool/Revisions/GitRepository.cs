using System.Text;

namespace JudgeEval.Tool.Revisions;

/// <summary>A file of a revision.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Object">The hash of its content.</param>
internal sealed record GitFile(string Path, string Object)
{
    /// <summary>The folder, without a slash at its end; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is >= 0 and int slash ? Path[..slash] : "";
}

/// <summary>The repository that a folder is in, read only: nothing is ever checked out.</summary>
/// <param name="git">Runs git.</param>
internal sealed class GitRepository(GitProcess git)
{
    private const string ShallowAnswer = "true";

    /// <summary>The whole hash of the commit that a name stands for; <see langword="null"/> where it stands for none.</summary>
    /// <param name="name">A branch, a tag, a hash, or what else git knows.</param>
    /// <param name="message">What git says; empty where it says nothing.</param>
    /// <exception cref="JudgeEvalException">There is no git (<c>JE1815</c>).</exception>
    public string? Commit(string name, out string message)
    {
        // Without --quiet git says why; with a NUL in an argument it cannot be started at all.
        if (name.Contains('\0', StringComparison.Ordinal) || name.Length == 0)
        {
            message = "";
            return null;
        }

        GitAnswer answer = git.TryRun("rev-parse", "--verify", "--end-of-options", name + "^{commit}") ?? throw new JudgeEvalException(RevisionErrors.NoGit(name));
        message = answer.Error;
        return answer.Code == 0 && answer.Text.Length >= 40 ? answer.Text : null;
    }

    /// <summary>Whether the clone has only a part of the history.</summary>
    public bool IsShallow => git.TryRun("rev-parse", "--is-shallow-repository") is { Code: 0, Text: ShallowAnswer };

    /// <summary>The folder in which git runs, from the root of the repository: empty, or with a slash at its end.</summary>
    public string Prefix => Run("rev-parse", "--show-prefix").Text;

    /// <summary>The files of a commit. Symbolic links and submodules are none: what they lead to is not in the revision.</summary>
    /// <param name="commit">The commit's hash.</param>
    public IReadOnlyList<GitFile> Files(string commit)
    {
        List<GitFile> files = [];
        foreach (string entry in Encoding.UTF8.GetString(Run("ls-tree", "-r", "-z", "--full-tree", commit).Out).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            int tab = entry.IndexOf('\t', StringComparison.Ordinal);
            string[] head = entry[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (head is ["100644" or "100755" or "100664", "blob", var id])
            {
                files.Add(new GitFile(entry[(tab + 1)..], id));
            }
        }

        return files;
    }

    /// <summary>Opens the contents of files.</summary>
    public GitObjects Open() => new(git.TryStart("cat-file", "--batch") ?? throw new JudgeEvalException(RevisionErrors.NoGit("HEAD")));

    /// <summary>Runs git, which must succeed.</summary>
    /// <exception cref="JudgeEvalException">It did not (<c>JE1823</c>).</exception>
    public GitAnswer Run(params string[] arguments)
    {
        GitAnswer answer = git.TryRun(arguments) ?? throw new JudgeEvalException(RevisionErrors.NoGit("HEAD"));
        return answer.Code == 0 ? answer : throw new JudgeEvalException(RevisionErrors.Failed(string.Join(' ', arguments), answer.Error));
    }
}
