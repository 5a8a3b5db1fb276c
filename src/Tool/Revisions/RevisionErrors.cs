using System.Globalization;

namespace JudgeEval.Tool.Revisions;

/// <summary>The diagnostics of reading revisions; a code never changes its meaning.</summary>
internal static class RevisionErrors
{
    public static Diagnostic NoGit(string argument) => new(
        "JE1815",
        $"'{argument}' is no folder and no record, and whether it is a revision cannot be asked: there is no git",
        "git is not installed, or not on the PATH",
        "install git, or name a folder of records",
        SourceLocation.None);

    public static Diagnostic Unknown(string argument, string git) => new(
        "JE1816",
        $"'{argument}' is no folder, no record and no revision of the repository here",
        git.Length == 0 ? "the name is mistyped, or the branch was never fetched" : $"git says: {git}",
        "name a folder of records, or a branch, tag or commit that 'git rev-parse' knows; fetch a branch first with 'git fetch origin BRANCH' and call it origin/BRANCH",
        SourceLocation.None);

    public static Diagnostic NotFetched(string path) => new(
        "JE1817",
        $"the repository here does not have the content of '{path}'",
        "it is a partial clone, whose files are fetched when they are needed, or a shallow one",
        "fetch the rest with 'git fetch --unshallow' or 'git fetch --refetch', or on a build server check out with 'fetch-depth: 0'",
        SourceLocation.None);

    public static Diagnostic Shallow(string argument) => new(
        "JE1817",
        $"'{argument}' is no folder and no record, and the repository here has no such revision",
        "the name is mistyped, or the repository is a shallow clone, which has the latest commits alone, or a partial one whose objects were not fetched",
        "check the name; fetch the rest with 'git fetch --unshallow', or on a build server check out with 'fetch-depth: 0'",
        SourceLocation.None);

    public static Diagnostic NoSuchFolder(string argument, string path) => new(
        "JE1818", $"the revision of '{argument}' has no file below '{path}'", "the path is mistyped, or of another revision", "look what is there with 'git ls-tree -r --name-only REVISION'", SourceLocation.None);

    public static Diagnostic NoCase(string argument) => new(
        "JE1819",
        $"the revision '{argument}' commits no case",
        "it has no *.baseline.jsonl and no *.record.json",
        "accept the suites with 'judgeeval accept' and commit what it writes, or name a folder of records",
        SourceLocation.None) { IsWarning = true };

    public static Diagnostic Failed(string command, string message) => new(
        "JE1823", $"'git {command}' failed", $"git says: {message}", "run the command by hand and mend what it says", SourceLocation.None);

    public static Diagnostic Elsewhere(string path) => new(
        "JE1824",
        "the file is not in the revision, only a pointer of Git LFS to it",
        "large files are kept elsewhere by the repository's attributes",
        "keep baselines, records and datasets of suites out of LFS, or name a folder of records",
        SourceLocation.InFile(path));

    public static Diagnostic TooLarge(string path, long bytes) => new(
        "JE1825", $"the file has {bytes.ToString(CultureInfo.InvariantCulture)} bytes", "files of a revision are read whole, up to 1 GB", "keep it smaller, or name a folder of records", SourceLocation.InFile(path));
}
