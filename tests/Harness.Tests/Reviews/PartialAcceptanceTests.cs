using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reviews;

/// <summary>What acceptance writes, and what the next run says of it.</summary>
public sealed class PartialAcceptanceTests : IDisposable
{
    // On a and b people are unanimous; c, d and e are accepted and say the same, otherwise, and no more; f flips.
    private const string Received =
        "a | 1×5 | 5 | +4 | unanimous | 2/2\nb | 1×5 | 4 | +3 | unanimous | 2/2\nc | 1×2 2×3 | 4 | +2 | split | 2/2\nd | 1×2 2×3 | 4 | +2 | split | 2/2\nf | 1×2 2×3 | 4 | +2 | split | 1/2\n";

    private const string Verified =
        "c | 1×2 2×3 | 4 | +2 | split | 2/2\nd | 1×2 2×3 | 3 | +1 | split | 2/2\ne | 1×2 2×3 | 5 | +3 | split | 2/2\ng | 1×2 2×3 | 5 | +3 | split | 1/2\n";

    private readonly ReviewFolder _folder = new();

    public PartialAcceptanceTests() => _folder.Write("T.M.received.txt", Received).Write("T.M.verified.txt", Verified);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AcceptDecided_SomeRejectedAndOpen_TakesWhatMayStayAndLeavesTheRest()
    {
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a");
        ReviewFolder.Decide(session, "d", ReviewAction.PeopleAreRight);

        session.AcceptDecided("T.M");

        // a is taken; b is open, so it is not; c stands; d keeps its accepted line; e no longer disagrees; f and g flip, so they stay as they were.
        Assert.Equal(
            "a | 1×5 | 5 | +4 | unanimous | 2/2\nc | 1×2 2×3 | 4 | +2 | split | 2/2\nd | 1×2 2×3 | 3 | +1 | split | 2/2\ng | 1×2 2×3 | 5 | +3 | split | 1/2\n",
            File.ReadAllText(_folder.At("T.M.verified.txt")));
        Assert.Equal(Received, File.ReadAllText(_folder.At("T.M.received.txt")));
        Assert.Equal(["b", "d", "f"], session.Queue.Select(i => i.Entry.Item));
        Assert.Equal((1, 1), (session.Cases[0].Open, session.Cases[0].Rejected));
    }

    [Fact]
    public void AcceptDecided_NothingMayStay_IsRefusedAndNothingIsWritten()
    {
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a", ReviewAction.PeopleAreRight);

        ReviewFolder.Fails("JE5033", () => session.AcceptDecided("T.M"));

        Assert.Equal(Verified, File.ReadAllText(_folder.At("T.M.verified.txt")));
    }

    [Fact]
    public void AcceptDecided_VerifiedChangedOnDisk_OverwritesNothing()
    {
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a");
        _folder.Write("T.M.verified.txt", "no disagreement\n");

        ReviewFolder.Fails("JE5022", () => session.AcceptDecided("T.M"));

        Assert.Equal("no disagreement\n", File.ReadAllText(_folder.At("T.M.verified.txt")));
    }

    [Fact]
    public void Accept_Everything_IsWhatTheNextRunMatches()
    {
        (SnapshotName name, AlignmentRecord record) = Run();
        Assert.Equal(SnapshotStatus.New, SnapshotFile.Compare(name, record.Alignment, _folder.Root, DiffLauncher.None).Status);
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a");
        ReviewFolder.Decide(session, "b", ReviewAction.JudgeIsRight);

        session.Accept("T.M", null);

        Assert.Equal(SnapshotStatus.Matches, SnapshotFile.Compare(name, record.Alignment, _folder.Root, DiffLauncher.None).Status);
        Assert.False(File.Exists(name.ReceivedPath));
        Assert.Empty(_folder.Session().Cases);
    }

    [Fact]
    public void AcceptDecided_OneRejected_IsTheOnlyItemThatTheNextRunNames()
    {
        (SnapshotName name, AlignmentRecord record) = Run();
        SnapshotFile.Compare(name, record.Alignment, _folder.Root, DiffLauncher.None);
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a");
        ReviewFolder.Decide(session, "b", ReviewAction.PeopleAreRight);

        session.AcceptDecided("T.M");
        SnapshotComparison next = SnapshotFile.Compare(name, record.Alignment, _folder.Root, DiffLauncher.None);

        Assert.Equal(SnapshotStatus.Changed, next.Status);
        Assert.Equal("b", Assert.Single(next.Difference.Added).Item);
        Assert.Empty(next.Difference.Removed);
        Assert.Empty(next.Difference.Changed);
    }

    // b was accepted with a stable line; today one of three repeats disagrees and the label is people's, so that it has no line, but may have one again.
    [Fact]
    public void AcceptDecided_AcceptedItemThatFlipsToday_KeepsItsLine()
    {
        const string Line = "b | 1×2 | 3 | +2 | unanimous | 3/3\n";
        _folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\"]}\n")
            .Write("data/items.jsonl", string.Concat(new[] { "a", "b" }.Select(i => $$"""{"id":"{{i}}","context":"c","response":"r"}""" + "\n")))
            .Write("data/annotations.csv", "item,annotator,label\na,p,1\na,q,1\nb,p,1\nb,q,1\n");
        File.Delete(_folder.At("T.M.received.txt"));
        _folder.Write("T.M.verified.txt", Line);
        AlignmentRecord record = _folder.Record(new[] { ("a", "333"), ("b", "113") }.SelectMany(item => item.Item2.Select((label, repeat) =>
            new Judgement(item.Item1, repeat, PresentationOrder.Original, new RecordedVerdict { Label = label.ToString() }))));
        SnapshotFile.Compare(new SnapshotName(_folder.Root, "T", "T.M"), record.Alignment, _folder.Root, DiffLauncher.None);
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a");

        session.AcceptDecided("T.M");

        Assert.Equal("a | 1×2 | 3 | +2 | unanimous | 3/3\n" + Line, File.ReadAllText(_folder.At("T.M.verified.txt")));
    }

    // The judge said 4, then 5, then 4 again, and each was decided: what is taken back is the decision that is shown.
    [Fact]
    public void Undo_ItemThatWasDecidedOnSeveralLines_TakesBackTheOneOfToday()
    {
        const string Today = "b | 1×5 | 4 | +3 | unanimous | 2/2", Between = "b | 1×5 | 5 | +4 | unanimous | 2/2";
        ReviewFolder.Decide(_folder.Session(), "b", ReviewAction.PeopleAreRight);
        _folder.Write("T.M.received.txt", Received.Replace(Today, Between, StringComparison.Ordinal));
        ReviewFolder.Decide(_folder.Session(), "b");
        _folder.Write("T.M.received.txt", Received);
        ReviewSession session = _folder.Session();

        session.Undo();

        Assert.Null(session.Cases[0].Corrections.DecisionOn("b", Today));
        Assert.Equal(ReviewAction.KnownDisagreement, session.Cases[0].Corrections.DecisionOn("b", Between)!.Action);
    }

    // A run without a verified snapshot, in which the judge disagrees on a and b.
    private (SnapshotName Name, AlignmentRecord Record) Run()
    {
        File.Delete(_folder.At("T.M.verified.txt"));
        File.Delete(_folder.At("T.M.received.txt"));
        _folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\"]}\n")
            .Write("data/items.jsonl", string.Concat(new[] { "a", "b", "c" }.Select(i => $$"""{"id":"{{i}}","context":"c","response":"r"}""" + "\n")))
            .Write("data/annotations.csv", "item,annotator,label\na,p,1\na,q,1\nb,p,1\nb,q,2\nc,p,3\nc,q,3\n");
        return (new SnapshotName(_folder.Root, "T", "T.M"), _folder.Record(new[] { "a", "b", "c" }.Select(i => new Judgement(i, 0, PresentationOrder.Original, new RecordedVerdict { Label = "3" }))));
    }
}
