using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Snapshots;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private const string LineA = "a | 1×5 | 4 | +3 | unanimous | 1/1\n";
    private const string LineB = "b | 1×2 2×3 | 4 | +2 | split | 3/3\n";
    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-snapshots-").FullName;
    private readonly RecordingLauncher _launcher = new();
    private readonly SnapshotName _name;

    public SnapshotFileTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "suites"));
        _name = SnapshotNaming.For(Path.Combine(_root, "suites"), "SupportAnswers", "Align", [new("prompt", "v1")]);
    }

    private static AlignmentResult AlignedAb { get; } = Aligned(Disagreement("a", "1×5", "4", 3), Disagreement("b", "1×2 2×3", "4", 2, "3/3"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Compare_NoVerifiedFile_WritesReceivedAndOpensDiff()
    {
        SnapshotComparison comparison = Compare(AlignedAb);

        Assert.Equal(SnapshotStatus.New, comparison.Status);
        Assert.Equal(LineA + LineB, File.ReadAllText(_name.ReceivedPath));
        Assert.NotEqual(0xEF, File.ReadAllBytes(_name.ReceivedPath)[0]);
        Assert.Equal([$"launch {_name.ReceivedPath} {_name.VerifiedPath}"], _launcher.Calls);
        Assert.Equal(
            "suites/SupportAnswers.Align_prompt=v1.verified.txt: error JE5001: there is no verified snapshot yet; the judge disagrees with people on 2 items; "
            + "the case is new or was renamed; read SupportAnswers.Align_prompt=v1.received.txt beside it, then run 'judgeeval accept SupportAnswers'\n"
            + "+ a | 1×5 | 4 | +3 | unanimous | 1/1\n"
            + "+ b | 1×2 2×3 | 4 | +2 | split | 3/3",
            comparison.Describe());
    }

    [Fact]
    public void Compare_SameLines_DeletesStaleReceivedAndClosesDiff()
    {
        File.WriteAllText(_name.VerifiedPath, LineA + LineB);
        File.WriteAllText(_name.ReceivedPath, "stale");

        SnapshotComparison comparison = Compare(AlignedAb);

        Assert.True(comparison.Matches);
        Assert.Equal("", comparison.Describe());
        Assert.False(File.Exists(_name.ReceivedPath));
        Assert.Equal([$"close {_name.ReceivedPath} {_name.VerifiedPath}"], _launcher.Calls);
    }

    [Fact]
    public void Compare_ByteOrderMarkAndNoLastLineFeed_Matches()
    {
        File.WriteAllText(_name.VerifiedPath, (LineA + LineB).TrimEnd('\n'), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.True(Compare(AlignedAb).Matches);
        Assert.Empty(_launcher.Calls);
    }

    [Fact]
    public void Compare_EmptyVerifiedFile_IsNew()
    {
        File.WriteAllText(_name.VerifiedPath, "");

        Assert.Equal(SnapshotStatus.New, Compare(Aligned()).Status);
    }

    [Fact]
    public void Compare_ChangedLines_NamesThemAndKeepsVerified()
    {
        const string Verified = LineA + "b | 1×2 2×3 | 5 | +3 | split | 3/3\nc | 1×2 2×3 | 4 | +2 | split | 3/3\n";
        File.WriteAllText(_name.VerifiedPath, Verified);

        SnapshotComparison comparison = Compare(Aligned([.. AlignedAb.Disagreements, Disagreement("d", "5×5", "1", -4)]));

        Assert.Equal(
            "suites/SupportAnswers.Align_prompt=v1.verified.txt: error JE5002: the disagreements between judge and people changed: 1 new, 1 resolved, 1 changed; "
            + "the prompt, the model, a recording or people's labels changed since the snapshot was accepted; "
            + "compare it with SupportAnswers.Align_prompt=v1.received.txt, then mend the judge, or run 'judgeeval accept SupportAnswers' if the change is right\n"
            + "+ d | 5×5 | 1 | -4 | unanimous | 1/1\n"
            + "- b | 1×2 2×3 | 5 | +3 | split | 3/3\n"
            + "+ b | 1×2 2×3 | 4 | +2 | split | 3/3\n"
            + "- c | 1×2 2×3 | 4 | +2 | split | 3/3",
            comparison.Describe());
        Assert.Equal(["d"], comparison.ToOutcome().Added.AsEnumerable());
        Assert.Equal(["c"], comparison.ToOutcome().Removed.AsEnumerable());
        Assert.Equal(["b"], comparison.ToOutcome().Changed.AsEnumerable());
        Assert.False(comparison.ToOutcome().Matches);
        Assert.Equal(Verified, File.ReadAllText(_name.VerifiedPath));
    }

    [Fact]
    public void Compare_DiffToolNote_StandsLast()
    {
        _launcher.Note = "the diff tool could not be opened: no display";

        Assert.EndsWith("\nthe diff tool could not be opened: no display", Compare(AlignedAb).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_CarriageReturns_SaysWhatToPutInGitattributes()
    {
        File.WriteAllText(_name.VerifiedPath, (LineA + LineB).Replace("\n", "\r\n", StringComparison.Ordinal));

        var error = Assert.Throws<JudgeEvalException>(() => Compare(AlignedAb));

        // The line has 34 characters, so the carriage return is the 35th.
        Assert.Equal(
            "suites/SupportAnswers.Align_prompt=v1.verified.txt(1,35): error JE5003: the verified snapshot has a carriage return, but snapshots have line feeds alone; "
            + "git converted the line ends on checkout (core.autocrlf), or an editor did; "
            + "add the line '*.verified.txt text eol=lf' to .gitattributes, then run 'git add --renormalize .' and check the file out again",
            error.Message);
        Assert.Equal(LineA + LineB, File.ReadAllText(_name.ReceivedPath));
    }

    [Fact]
    public void Compare_NotUtf8_Refused()
    {
        File.WriteAllBytes(_name.VerifiedPath, [0x61, 0xFF, 0x0A]);

        var error = Assert.Throws<JudgeEvalException>(() => Compare(AlignedAb));

        Assert.Equal(
            "suites/SupportAnswers.Align_prompt=v1.verified.txt: error JE5005: the verified snapshot is not UTF-8; "
            + "an editor saved it in another encoding; save it as UTF-8, or check it out again",
            error.Message);
    }

    [Fact]
    public void Lines_MoreThanTheLimit_SaysHowManyAreNotShown()
    {
        SnapshotDifference difference = SnapshotComparer.Compare(
            [], DisagreementSnapshot.Entries(Aligned([.. Enumerable.Range(10, 7).Select(i => Disagreement($"i{i}", "1×5", "4", 3))])));

        Assert.Equal(7, difference.Lines(7).Length);
        Assert.Equal(["+ i10 | 1×5 | 4 | +3 | unanimous | 1/1", "… and 6 more changed lines"], difference.Lines(1).AsEnumerable());
        Assert.Equal("… and 1 more changed line", difference.Lines(6)[^1]);
    }

    private SnapshotComparison Compare(AlignmentResult alignment) => SnapshotFile.Compare(_name, alignment, _root, _launcher);

    private sealed class RecordingLauncher : IDiffLauncher
    {
        public List<string> Calls { get; } = [];

        public string? Note { get; set; }

        public string? Launch(string receivedPath, string verifiedPath)
        {
            Calls.Add($"launch {receivedPath} {verifiedPath}");
            return Note;
        }

        public void Close(string receivedPath, string verifiedPath) => Calls.Add($"close {receivedPath} {verifiedPath}");
    }
}
