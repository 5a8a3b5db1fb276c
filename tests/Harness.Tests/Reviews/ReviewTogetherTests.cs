using JudgeEval.Harness.Reviews;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reviews;

/// <summary>Several reviewers, tabs and sessions on the same files.</summary>
public sealed class ReviewTogetherTests : IDisposable
{
    private const string Data = "data/annotations.csv";

    private static readonly DecisionDraft Draft = new()
    {
        Action = ReviewAction.UnclearItem,
        Source = DisagreementSource.DifferentCriteria,
        Topic = DisagreementTopic.Facts,
        Why = "because",
    };

    private readonly ReviewFolder _folder = new();

    public ReviewTogetherTests() => _folder.Write(
        "T.M.received.txt", "a | 1×5 | 5 | +4 | unanimous | 1/1\nb | 1×5 | 4 | +3 | unanimous | 1/1\nc | 1×5 | 3 | +2 | unanimous | 1/1\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"format":"judgeeval.correction/1","at":"2026-01-01T00:00:00Z","by":"ana","item":null,"undo":true}""")]
    [InlineData("""{"format":"judgeeval.correction/1","at":"2026-01-01T00:00:00Z","by":null,"item":"a","undo":true}""")]
    [InlineData("""{"format":"judgeeval.correction/1","at":"2026-01-01T00:00:00Z","by":"ana","item":"a","line":"l","action":"unclearItem","old":{"p":null}}""")]
    public void Open_LineWithANullForAText_IsLeftOutAndTold(string line)
    {
        _folder.Write("T.M.corrections.jsonl", line + "\n");

        ReviewSession session = _folder.Session();

        Assert.Equal("JE5021", Assert.Single(session.Problems).Code);
        ReviewFolder.Decide(session, "a");
        Assert.Equal(2, File.ReadAllLines(_folder.Corrections).Length);
    }

    [Fact]
    public void Open_FileThatAnEditorSavedWithAByteOrderMark_HasItsFirstDecision()
    {
        ReviewFolder.Decide(_folder.Session(), "a");
        File.WriteAllBytes(_folder.Corrections, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(_folder.Corrections)]);

        ReviewSession session = _folder.Session();

        Assert.Empty(session.Problems);
        Assert.NotNull(session.Cases[0].DecisionOn(session.Find("T.M", "a")));
        ReviewFolder.Decide(session, "b");
        Assert.Equal(1, _folder.Session().Cases[0].Open);
    }

    [Fact]
    public void Label_BlindModeTurnedOnAfterTheVerdictWasShown_IsKeptAsNotQuiteBlind()
    {
        ReviewSession session = _folder.Session();
        session.NoteShown(session.Find("T.M", "a"));
        session.SetBlind(true);

        session.Label(session.Find("T.M", "a"), "2");
        session.Label(session.Find("T.M", "b"), "2");

        Assert.Equal([("a", true), ("b", false)], session.Cases[0].Corrections.Decisions.Select(d => (d.Item, d.Shown)));
        Assert.Equal([true, false], _folder.Session().Cases[0].Corrections.Decisions.Select(d => d.Shown));
    }

    [Fact]
    public void Label_DecidedAndTakenBackInAnEarlierSession_IsKeptAsNotQuiteBlind()
    {
        ReviewSession earlier = _folder.Session();
        ReviewFolder.Decide(earlier, "a");
        earlier.Undo();

        ReviewSession session = _folder.Session(blind: true);
        session.Label(session.Find("T.M", "a"), "2");

        Assert.True(Assert.Single(session.Cases[0].Corrections.Decisions).Shown);
    }

    [Fact]
    public void Decide_TwoProcessesOnDifferentItems_KeepsBothAndNeitherIsInterrupted()
    {
        ReviewSession ana = _folder.Session(), ben = _folder.Session(reviewer: "ben");

        ReviewFolder.Decide(ana, "a");
        ReviewFolder.Decide(ben, "b");
        ReviewFolder.Decide(ana, "c");

        // Ana's session took Ben's line in before it wrote its own.
        Assert.Equal(0, ana.Cases[0].Open);
        Assert.Equal("ben", ana.Cases[0].DecisionOn(ana.Find("T.M", "b"))!.By);
        Assert.Equal(3, File.ReadAllLines(_folder.Corrections).Length);
    }

    [Fact]
    public void Decide_AnotherProcessDecidedTheItem_IsToldAndNothingIsWritten()
    {
        ReviewSession ana = _folder.Session(), ben = _folder.Session(reviewer: "ben");
        ReviewFolder.Decide(ana, "a");
        string before = File.ReadAllText(_folder.Corrections);

        ReviewFolder.Fails("JE5022", () => ReviewFolder.Decide(ben, "a"));

        Assert.Equal(before, File.ReadAllText(_folder.Corrections));
    }

    [Fact]
    public void Decide_EarlierLinesWereChanged_IsToldAndNothingIsWritten()
    {
        ReviewSession ana = _folder.Session();
        ReviewFolder.Decide(ana, "a");
        string changed = File.ReadAllText(_folder.Corrections).Replace("because", "becausE", StringComparison.Ordinal);
        File.WriteAllText(_folder.Corrections, changed);

        ReviewFolder.Fails("JE5022", () => ReviewFolder.Decide(ana, "b"));

        Assert.Equal(changed, File.ReadAllText(_folder.Corrections));
    }

    [Fact]
    public void Decide_ItemSeenInAnotherTabBeforeItWasDecided_IsRefused()
    {
        ReviewSession session = _folder.Session();
        ReviewFolder.Decide(session, "a", ReviewAction.UnclearItem, seen: 0);

        Assert.Contains("decided or taken back meanwhile by ana", ReviewFolder.Fails("JE5029", () => ReviewFolder.Decide(session, "a", seen: 0)), StringComparison.Ordinal);

        ReviewFolder.Decide(session, "a", ReviewAction.PeopleAreRight, seen: 1);
        Assert.Equal(1, session.Cases[0].Rejected);
    }

    [Fact]
    public void Decide_FileIsHeldByAnotherProcess_IsToldAndWorksAfterwards()
    {
        ReviewSession session = _folder.Session();
        using (new FileStream(_folder.Corrections, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            ReviewFolder.Fails("JE5032", () => ReviewFolder.Decide(session, "a"));
            ReviewFolder.Fails("JE5034", session.Reload);
        }

        ReviewFolder.Decide(session, "a");

        Assert.Equal(2, session.Cases[0].Open);
    }

    [Fact]
    public void Undo_InALaterSession_TakesBackWhatTheReviewerDecidedLastAndThenTheOneBefore()
    {
        ReviewSession first = _folder.Session();
        foreach (string item in new[] { "b", "a" })
        {
            ReviewFolder.Decide(first, item);
            _folder.Time.Now += TimeSpan.FromSeconds(9);
        }

        ReviewFolder.Decide(_folder.Session(reviewer: "ben"), "c");
        string before = File.ReadAllText(_folder.Corrections);

        ReviewSession later = _folder.Session();
        Assert.Equal("a", later.Latest!.Entry.Item);
        Assert.Equal(["a", "b"], new[] { later.Undo(), later.Undo() }.Select(i => i.Entry.Item));
        ReviewFolder.Fails("JE5027", () => later.Undo());

        Assert.StartsWith(before, File.ReadAllText(_folder.Corrections), StringComparison.Ordinal);
        Assert.Equal("c", Assert.Single(_folder.Session().Cases[0].Corrections.Decisions).Item);
    }

    [Fact]
    public void Undo_OverSeveralCasesInALaterSession_GoesBackInTime()
    {
        _folder.Write("S.M.received.txt", "x | 1×5 | 5 | +4 | unanimous | 1/1\n");
        ReviewSession first = _folder.Session();
        foreach (string place in new[] { "T.M a", "S.M x", "T.M b" })
        {
            first.Decide(first.Find(place.Split(' ')[0], place.Split(' ')[1]), Draft);
            _folder.Time.Now += TimeSpan.FromSeconds(9);
        }

        ReviewSession later = _folder.Session();

        Assert.Equal(["b", "x", "a"], new[] { later.Undo(), later.Undo(), later.Undo() }.Select(i => i.Entry.Item));
    }

    [Fact]
    public void Undo_AnotherReviewerDecidedTheItemSince_LeavesThatDecision()
    {
        ReviewFolder.Decide(_folder.Session(), "a");
        ReviewFolder.Decide(_folder.Session(reviewer: "ben"), "a", ReviewAction.UnclearItem);

        _folder.Session().Undo();

        ReviewDecision kept = Assert.Single(_folder.Session().Cases[0].Corrections.Decisions);
        Assert.Equal(("ben", ReviewAction.UnclearItem), (kept.By, kept.Action));
    }

    [Fact]
    public void Label_BlindThenDecidedAndUndone_KeepsTheLabelAndTheVerdictShown()
    {
        ReviewSession session = _folder.Session(blind: true);
        session.Label(session.Find("T.M", "a"), "2");
        ReviewFolder.Fails("JE5031", () => session.Label(session.Find("T.M", "a"), "5"));
        ReviewFolder.Decide(session, "a");

        session.Undo();
        ReviewFolder.Fails("JE5027", () => session.Undo());

        Assert.Equal("2", session.OwnLabel(session.Find("T.M", "a")));
        Assert.False(session.Hides(session.Find("T.M", "a")));
    }

    [Fact]
    public void Hides_AnotherReviewerLabelledAndDecided_StaysBlindForThisOne()
    {
        ReviewSession ana = _folder.Session(blind: true);
        ana.Label(ana.Find("T.M", "a"), "2");
        ReviewFolder.Decide(ana, "a");

        ReviewSession ben = _folder.Session(blind: true, reviewer: "ben");

        Assert.True(ben.Hides(ben.Find("T.M", "a")));
        Assert.Null(ben.OwnLabel(ben.Find("T.M", "a")));
    }

    [Fact]
    public void Decide_DatasetEditedSinceThePageWasLoaded_IsRefusedAndReloadSaysSo()
    {
        WithRecord();
        ReviewSession session = _folder.Session();
        Assert.Empty(session.Problems);
        string labels = File.ReadAllText(_folder.At(Data));
        _folder.Write(Data, labels.Replace("a,q,1", "a,q,2", StringComparison.Ordinal));

        Assert.Contains(Data, ReviewFolder.Fails("JE5022", () => ReviewFolder.Decide(session, "a")), StringComparison.Ordinal);
        session.Reload();

        Assert.Equal(("JE5030", "data"), (Assert.Single(session.Problems).Code, session.Problems[0].Location.File));
        ReviewFolder.Decide(session, "a");
    }

    [Fact]
    public void Decide_DatasetTouchedButTheSame_GoesOn()
    {
        WithRecord();
        ReviewSession session = _folder.Session();
        File.SetLastWriteTimeUtc(_folder.At(Data), new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        ReviewFolder.Decide(session, "a");
        session.Reload();

        Assert.Empty(session.Problems);
    }

    private void WithRecord()
    {
        _folder.Write("data/dataset.yaml", "name: d\ntask: single\nscale: {level: ordinal, labels: [\"1\", \"2\", \"3\", \"4\", \"5\"]}\n")
            .Write("data/items.jsonl", """{"id":"a","context":"c","response":"r"}""" + "\n")
            .Write(Data, "item,annotator,label\na,p,1\na,q,1\n");
        _folder.Record([new Judgement("a", 0, PresentationOrder.Original, new RecordedVerdict { Label = "5" })]);
        _folder.Write("T.M.received.txt", "a | 1×2 | 5 | +4 | unanimous | 1/1\n");
    }
}
