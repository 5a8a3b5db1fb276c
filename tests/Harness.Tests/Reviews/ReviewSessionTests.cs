using JudgeEval.Harness.Reviews;

namespace JudgeEval.Harness.Tests.Reviews;

/// <summary>The queue, the append-only file, and what is noticed on disk.</summary>
public sealed class ReviewSessionTests : IDisposable
{
    private const string Received =
        "c | 1×5 | 3 | +2 | unanimous | 1/1\nd | 1×5 | 5 | +4 | unanimous | 1/1\na | 1×2 2×3 | 5 | -3 | split | 1/1\nb | 1×2 2×3 | 3 | +1 | split | 1/1\nz | 1×2 2×3 | 3 | +1 | split | 1/1\n";

    // z is known and says the same, so it is not newly disagreeing; b said something else before.
    private const string Verified = "b | 1×2 2×3 | 4 | +2 | split | 1/1\ngone | 1×2 2×3 | 4 | +2 | split | 1/1\nz | 1×2 2×3 | 3 | +1 | split | 1/1\n";

    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-review-").FullName;

    public ReviewSessionTests()
    {
        File.WriteAllText(At("T.M.received.txt"), Received);
        File.WriteAllText(At("T.M.verified.txt"), Verified);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Queue_SeveralCases_IsUnanimousThenFarthestThenId()
    {
        File.WriteAllText(At("S.M.received.txt"), "e | 1×5 | 4 | +3 | unanimous | 1/1\na | 1×2 2×3 | · | · | split | 0/1\n");

        // By the rule: d (4), e (3), c (2) are unanimous; then a of T (|-3|), b (1), and a of S, which has no distance.
        Assert.Equal(["d", "e", "c", "a", "b", "a"], Session().Queue.Select(i => i.Entry.Item));
    }

    [Fact]
    public void Queue_KnownAndResolvedItems_AreNotInIt()
    {
        ReviewSession session = Session();

        Assert.Equal(["d", "c", "a", "b"], session.Queue.Select(i => i.Entry.Item));
        Assert.Equal("4", session.Queue[3].Accepted!.Judge);
        Assert.Equal(1, session.Cases[0].Resolved);
    }

    [Fact]
    public void Decide_JudgeIsRight_AppendsOneLineWithWhoWhenAndWhy()
    {
        ReviewSession session = Session();

        session.Decide(session.Queue[0], new DecisionDraft
        {
            Action = ReviewAction.JudgeIsRight,
            Source = DisagreementSource.LabellingError,
            Topic = DisagreementTopic.MissingContext,
            Why = " people read \"1\" as best\nü ",
        });

        Assert.Equal(
            """{"format":"judgeeval.correction/1","at":"2026-01-02T03:04:05+00:00","by":"ana","item":"d","line":"d | 1×5 | 5 | +4 | unanimous | 1/1","action":"judgeIsRight","source":"labellingError","topic":"missingContext","new":"5","why":"people read \"1\" as best\nü"}""" + "\n",
            File.ReadAllText(Corrections));
        Assert.Equal(Verified, File.ReadAllText(At("T.M.verified.txt")));
        Assert.Equal(Received, File.ReadAllText(At("T.M.received.txt")));
    }

    [Fact]
    public void Undo_Decision_AppendsALineAndLeavesTheFirst()
    {
        ReviewSession session = Session();
        Decide(session, 0);
        string before = File.ReadAllText(Corrections);

        Assert.Equal("d", session.Undo().Entry.Item);

        Assert.StartsWith(before, File.ReadAllText(Corrections), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(Corrections).Length);
        Assert.Equal(4, session.Cases[0].Open);
        Assert.Equal(4, Session().Cases[0].Open);
        Fails("JE5027", () => session.Undo());
    }

    [Fact]
    public void Undo_SecondDecisionOnAnItem_BringsTheFirstBack()
    {
        ReviewSession session = Session();
        Decide(session, 0, ReviewAction.UnclearItem);
        Decide(session, 0, ReviewAction.PeopleAreRight);

        session.Undo();

        Assert.Equal(ReviewAction.UnclearItem, Session().Cases[0].DecisionOn(Session().Queue[0])!.Action);
    }

    [Fact]
    public void Session_BegunAgain_GoesOnWhereItStopped()
    {
        Decide(Session(), 1);

        ReviewSession again = Session();

        Assert.Equal(3, again.Cases[0].Open);
        Assert.Equal("because", again.Cases[0].DecisionOn(again.Queue[1])!.Why);
    }

    [Fact]
    public void Session_VerdictChangedAfterTheDecision_IsOpenAgain()
    {
        Decide(Session(), 0);
        File.WriteAllText(At("T.M.received.txt"), Received.Replace("5 | +4", "4 | +3", StringComparison.Ordinal));

        Assert.Equal(4, Session().Cases[0].Open);
    }

    [Fact]
    public void Session_TornLastLine_IsToldAndTheNextDecisionBeginsBelowIt()
    {
        ReviewSession first = Session();
        Decide(first, 0);
        Decide(first, 1);
        byte[] whole = File.ReadAllBytes(Corrections);
        File.WriteAllBytes(Corrections, whole[..^20]);

        ReviewSession session = Session();

        Diagnostic torn = Assert.Single(session.Problems);
        Assert.Equal(("JE5021", 2), (torn.Code, torn.Location.Line));
        Assert.Equal(3, session.Cases[0].Open);
        Decide(session, 2);
        Assert.Equal(2, Session().Cases[0].Open);
        Assert.Equal(whole[..^20], File.ReadAllBytes(Corrections)[..(whole.Length - 20)]);
    }

    [Theory]
    [InlineData("T.M.received.txt")]
    [InlineData("T.M.verified.txt")]
    [InlineData("T.M.received.baseline.jsonl")]
    [InlineData("T.M.corrections.jsonl")]
    public void Decide_FileChangedOnDisk_IsRefusedAndNothingIsWritten(string file)
    {
        ReviewSession session = Session();
        File.AppendAllText(At(file), "x\n");
        Dictionary<string, string> before = Files();

        Assert.Contains(file, Fails("JE5022", () => Decide(session, 0)), StringComparison.Ordinal);

        Assert.Equal(before, Files());
    }

    [Fact]
    public void Append_TwoReviewers_TheSecondIsToldAndTheFirstIsKept()
    {
        ReviewSession ana = Session(), ben = Session();
        Decide(ana, 0);

        Fails("JE5022", () => Decide(ben, 0));
        ben.Reload();
        Decide(ben, 1);

        Assert.Equal(2, Session().Cases[0].Open);
    }

    [Fact]
    public void Accept_OpenItems_IsRefused()
    {
        ReviewSession session = Session();
        Decide(session, 0);

        Assert.Contains("3 of its newly disagreeing items are not decided", Fails("JE5025", () => session.Accept("T.M", "anyhow")), StringComparison.Ordinal);
        Assert.Equal(Verified, File.ReadAllText(At("T.M.verified.txt")));
    }

    [Fact]
    public void Accept_AllDecided_WritesTheVerifiedSnapshot()
    {
        ReviewSession session = Session();
        DecideAll(session, ReviewAction.KnownDisagreement);

        session.Accept("T.M", null);

        Assert.Equal(Received, File.ReadAllText(At("T.M.verified.txt")));
        Assert.False(File.Exists(At("T.M.received.txt")));
        Assert.Empty(session.Cases);
        Assert.Equal(4, File.ReadAllLines(Corrections).Length);
    }

    [Fact]
    public void Accept_JudgeHasBugs_NeedsAReason()
    {
        ReviewSession session = Session();
        DecideAll(session, ReviewAction.PeopleAreRight);

        Assert.Contains("on 4 items people are right", Fails("JE5028", () => session.Accept("T.M", " ")), StringComparison.Ordinal);
        session.Accept("T.M", "mended next week");

        Assert.Equal(Received, File.ReadAllText(At("T.M.verified.txt")));
    }

    [Fact]
    public void Accept_ChangedOnDisk_OverwritesNothing()
    {
        ReviewSession session = Session();
        DecideAll(session, ReviewAction.KnownDisagreement);
        File.WriteAllText(At("T.M.verified.txt"), "no disagreement\n");

        Fails("JE5022", () => session.Accept("T.M", null));

        Assert.Equal("no disagreement\n", File.ReadAllText(At("T.M.verified.txt")));
        Assert.True(File.Exists(At("T.M.received.txt")));
    }

    [Fact]
    public void Decide_Blind_NeedsTheReviewersLabelFirst()
    {
        ReviewSession session = Session(blind: true);
        Fails("JE5026", () => Decide(session, 0));
        Assert.False(File.Exists(Corrections));

        session.Label(session.Queue[0], "2");

        Assert.False(session.Hides(session.Queue[0]));
        Assert.True(session.Hides(session.Queue[1]));
        Assert.Equal(4, session.Cases[0].Open);
        Decide(session, 0);
        Assert.Equal(3, session.Cases[0].Open);
    }

    [Theory]
    [InlineData(ReviewAction.Labelled, DisagreementSource.BothHarmful, DisagreementTopic.Tone, "why")]
    [InlineData((ReviewAction)9, DisagreementSource.BothHarmful, DisagreementTopic.Tone, "why")]
    [InlineData(ReviewAction.UnclearItem, (DisagreementSource)(-1), DisagreementTopic.Tone, "why")]
    [InlineData(ReviewAction.UnclearItem, DisagreementSource.BothHarmful, (DisagreementTopic)8, "why")]
    [InlineData(ReviewAction.UnclearItem, DisagreementSource.BothHarmful, DisagreementTopic.Tone, " \n")]
    public void Decide_WithoutItsGrounds_IsRefused(ReviewAction action, DisagreementSource source, DisagreementTopic topic, string why)
    {
        ReviewSession session = Session();

        Fails("JE5023", () => session.Decide(session.Queue[0], new DecisionDraft { Action = action, Source = source, Topic = topic, Why = why }));

        Assert.False(File.Exists(Corrections));
    }

    private static void Decide(ReviewSession session, int item, ReviewAction action = ReviewAction.KnownDisagreement) =>
        session.Decide(session.Queue[item], Draft(action));

    private static DecisionDraft Draft(ReviewAction action = ReviewAction.KnownDisagreement) =>
        new() { Action = action, Source = DisagreementSource.DifferentCriteria, Topic = DisagreementTopic.Facts, Why = "because" };

    private static void DecideAll(ReviewSession session, ReviewAction action)
    {
        for (int i = 0; i < session.Queue.Length; i++)
        {
            Decide(session, i, action);
        }
    }

    private static string Fails(string code, Action action)
    {
        Diagnostic problem = Assert.Throws<JudgeEvalException>(action).Diagnostics[0];
        Assert.Equal(code, problem.Code);
        return problem.ToString();
    }

    private string Corrections => At("T.M.corrections.jsonl");

    private string At(string name) => Path.Combine(_root, name);

    private Dictionary<string, string> Files() => Directory.GetFiles(_root).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);

    private ReviewSession Session(bool blind = false) => new(_root, null, "ana", new FixedTime(), blind);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
