using System.Globalization;

namespace JudgeEval.Harness.Records;

/// <summary>What can be wrong with a baseline file; a code never changes its meaning.</summary>
internal static class BaselineErrors
{
    private const string Again = "run the suite with 'dotnet test' and take what it writes with 'judgeeval accept'";

    public static Diagnostic Absent(string path) => new(
        "JE4501", "there is no such baseline", "the case was never accepted, or the path is mistyped", Again, SourceLocation.InFile(path));

    public static Diagnostic Malformed(string what, string why, SourceLocation at) => new("JE4502", what, why, Again, at);

    public static Diagnostic OtherFormat(string? found, SourceLocation at) => new(
        "JE4503",
        $"the baseline's format is '{found}', not '{BaselineRecord.FormatName}'",
        "another version of JudgeEval wrote it, or it is another kind of file",
        Again,
        at);

    public static Diagnostic Conflict(string path, int line) => ConflictMarkers.Diagnose(
        "JE4504", path, line, "take either side with 'git checkout --ours' or '--theirs', run the suite with 'dotnet test' and accept again with 'judgeeval accept'");

    public static Diagnostic Duplicate(string item, int first, SourceLocation at) => new(
        "JE4505",
        $"the item '{item}' stands twice",
        string.Create(CultureInfo.InvariantCulture, $"it stands on line {first} already: two branches added it, each in its own way"),
        $"delete the line that is wrong, or {Again}",
        at);
}
