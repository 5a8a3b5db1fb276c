using System.Globalization;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Snapshots;

/// <summary>The diagnostics of snapshots; a code never changes its meaning.</summary>
internal static class SnapshotErrors
{
    public static Diagnostic New(string path, int count, string receivedFile, string acceptCommand) => new(
        "JE5001",
        string.Create(CultureInfo.InvariantCulture, $"there is no verified snapshot yet; the judge disagrees with people on {Items(count)}"),
        "the case is new or was renamed",
        $"read {receivedFile} beside it, then run '{acceptCommand}'",
        SourceLocation.InFile(path));

    public static Diagnostic Changed(string path, SnapshotDifference difference, string receivedFile, string acceptCommand) => new(
        "JE5002",
        $"the disagreements between judge and people changed: {difference.Summary}",
        "the prompt, the model, a recording or people's labels changed since the snapshot was accepted",
        $"compare it with {receivedFile}, then mend the judge, or run '{acceptCommand}' if the change is right",
        SourceLocation.InFile(path));

    public static Diagnostic CarriageReturn(string path, int line, int column) => new(
        "JE5003",
        "the verified snapshot has a carriage return, but snapshots have line feeds alone",
        "git converted the line ends on checkout (core.autocrlf), or an editor did",
        "add the line '*.verified.txt text eol=lf' to .gitattributes, then run 'git add --renormalize .' and check the file out again",
        new SourceLocation(path, line, column));

    public static Diagnostic Malformed(string path, int line, string what) => new(
        "JE5004",
        what,
        "the file was edited or merged by hand",
        "delete the verified file, run the tests again and accept what they write with 'judgeeval accept'",
        new SourceLocation(path, line, 0));

    public static Diagnostic NotUtf8(string path) => new(
        "JE5005",
        "the verified snapshot is not UTF-8",
        "an editor saved it in another encoding",
        "save it as UTF-8, or check it out again",
        SourceLocation.InFile(path));

    public static Diagnostic Orphan(string path) => new(
        "JE5006",
        "the verified snapshot belongs to no case of any suite",
        "its suite, method, prompt or dataset was renamed or removed",
        "delete the file, or rename it to the case it belongs to",
        SourceLocation.InFile(path));

    public static Diagnostic SameName(string path, string cases) => new(
        "JE5007",
        $"two cases share one snapshot: {cases}",
        "their parameters differ only in characters that a file name cannot have, or in upper and lower case",
        "rename one of them",
        SourceLocation.InFile(path));

    public static Diagnostic Conflict(string path, int line) => ConflictMarkers.Diagnose(
        "JE5008", path, line, "take either side with 'git checkout --ours' or '--theirs', run the tests again and accept what they write with 'judgeeval accept'");

    public static Diagnostic OrphanBaseline(string path) => new(
        "JE5009",
        "the baseline belongs to no case of any suite",
        "its suite, method, prompt or dataset was renamed or removed",
        "delete the file, or rename it to the case it belongs to",
        SourceLocation.InFile(path));

    public static string Items(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "item" : "items")}");
}
