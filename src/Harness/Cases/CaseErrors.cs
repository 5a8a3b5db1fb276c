namespace JudgeEval.Harness.Cases;

/// <summary>The diagnostics of cases that are read; a code never changes its meaning.</summary>
internal static class CaseErrors
{
    public static Diagnostic Absent(string path) => new(
        "JE1810", "there is no such folder or record", "the suites have not run, or wrote elsewhere", "run them with 'dotnet test', then name their folder alignment-records", SourceLocation.InFile(path));

    public static Diagnostic Unreadable(string path, string why) => new(
        "JE1811", "the record cannot be read", why, "run the suite again with 'dotnet test'", SourceLocation.InFile(path));

    public static Diagnostic Twice(string path, string first, string suite, string @case) => new(
        "JE1812",
        $"the case {suite} ({@case}) is here a second time, with another content than in {first}",
        "two shards ran the same case, or records of an earlier run were left",
        "empty the folder before the run, and give each case to one shard",
        SourceLocation.InFile(path));

    public static Diagnostic NoProblem(string path) => new(
        "JE1813", "the file is not the note of a case that could not run", "it was cut off, or another version of JudgeEval wrote it", "run the suite again with 'dotnet test'", SourceLocation.InFile(path));

    public static Diagnostic Inconsistent(string? path, string suite, string @case, string why) => new(
        "JE1814",
        $"what is recorded of {suite} ({@case}) does not fit itself",
        why,
        "run the suite again with 'dotnet test'",
        path is null ? SourceLocation.None : SourceLocation.InFile(path));
}
