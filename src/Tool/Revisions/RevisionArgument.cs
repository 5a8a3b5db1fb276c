using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Revisions;

/// <summary>A revision as the command line names it: <c>main</c>, <c>HEAD~3</c>, or <c>main:evals</c> for one folder or file of it.</summary>
/// <param name="Name">The revision as it was written, without the path.</param>
/// <param name="Commit">The commit's whole hash.</param>
/// <param name="Path">The folder or file from the root of the repository; empty for all.</param>
internal sealed record RevisionArgument(string Name, string Commit, string Path)
{
    /// <summary>The same revision, by its hash: what it names never changes.</summary>
    public string Exact => Path.Length == 0 ? Commit : $"{Commit}:{Path}";

    /// <summary>Whether a file is in the folder, or is the file.</summary>
    public bool Has(GitFile file) => Path.Length == 0 || file.Path == Path || file.Path.StartsWith(Path + "/", StringComparison.Ordinal);

    /// <summary>Reads an argument that is no path of the disk.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="repository">The repository.</param>
    /// <exception cref="JudgeEvalException">There is no git (<c>JE1815</c>), the revision is not known (<c>JE1816</c>) or not in a shallow clone (<c>JE1817</c>).</exception>
    public static RevisionArgument Read(string text, GitRepository repository)
    {
        if (repository.Commit(text, out string message) is { } whole)
        {
            return new RevisionArgument(text, whole, "");
        }

        // A colon may stand within a name of git's, as in HEAD^{/fix: this}; the path stands behind the last one that leaves a revision.
        for (int colon = text.LastIndexOf(':'); colon > 0; colon = text.LastIndexOf(':', colon - 1))
        {
            if (repository.Commit(text[..colon], out _) is { } commit)
            {
                return new RevisionArgument(text[..colon], commit, Resolve(text[(colon + 1)..], repository));
            }
        }

        throw new JudgeEvalException(repository.IsShallow ? RevisionErrors.Shallow(text) : RevisionErrors.Unknown(text, Said(message)));
    }

    // As git has it: from the root, unless the path begins with a dot.
    private static string Resolve(string path, GitRepository repository)
    {
        bool relative = path is "." or ".." || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal);
        List<string> parts = [];
        foreach (string part in ((relative ? repository.Prefix : "") + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part == "..")
            {
                throw new UsageException($"'{path}' leads out of the repository");
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    // That a name is no revision is what we say ourselves.
    private static string Said(string message) => message is "" or "Needed a single revision" ? "" : message;
}
