using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Tool.Revisions;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary>The history of committed cases. On ten items of which people call nine <c>y</c>, Cohen's kappa of a judge who says the same is 1.</summary>
public sealed class HistoryTests : IDisposable
{
    private const string People = "yyyyyyyyyn";

    private readonly GitFolder _git = new();

    public void Dispose() => _git.Dispose();

    [SkippableFact]
    public void Read_CommitsThatTouchABaseline_AreThePointsFromOldToNew()
    {
        string[] commits = Line();

        CommittedHistory history = Read("");

        Assert.Equal(commits, history.Points.Select(p => p.Revision));
        Assert.Equal(["first", "second | <b>", "third"], history.Points.Select(p => p.Subject));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(2)), history.Points[0].At);
        Assert.All(history.Points, p => Assert.Equal(("suite", "case", "cohenKappa"), (p.Suite, p.Case, p.Metric)));

        // Second: one of ten is wrong, y for n. Nothing but y is said: observed and expected agreement are both 0.9, so kappa is 0.
        Assert.Equal([1, 0, 1], history.Points.Select(p => p.Value));
        Assert.Equal([GateDecision.Passed, GateDecision.Failed, null], history.Points.Select(p => p.Decision));
        Assert.True(history.Points[2] is { Lower: <= 1, Upper: >= 1 });
        Assert.Empty(history.Notes);
    }

    [SkippableTheory]
    [InlineData("2", "second | <b>,third")]
    [InlineData("HEAD~2", "first,second | <b>")]
    [InlineData("HEAD~2..HEAD", "third")]
    [InlineData("HEAD~2..", "third")]
    [InlineData("main", "first,second | <b>,third")]
    public void Read_NumberRevisionOrRange_BoundsIt(string argument, string subjects)
    {
        Line();

        Assert.Equal(subjects.Split(','), Read(argument).Points.Select(p => p.Subject));
    }

    [SkippableFact]
    public void Read_FewerCommitsThanThereAre_SaysSo()
    {
        Line();

        Assert.Equal(["it holds the latest 2 commits; a larger number reads more"], Read("2").Notes.AsEnumerable());
        Assert.Empty(Read("3").Notes);
    }

    [SkippableFact]
    public void Read_CaseThatIsGone_IsOneGap()
    {
        Line();
        AnnotatedDataset other = CommittedSuite.Dataset(_git, People, "evals/datasets/other", "other");
        CommittedSuite.Accept(_git, other, People, "evals/Other.Align", "other");
        File.Delete(_git[CommittedSuite.Stem + ".baseline.jsonl"]);
        _git.Commit("moved");
        CommittedSuite.Accept(_git, other, "yyyyyyyyyy", "evals/Other.Align", "other");
        _git.Commit("last");

        HistoryPoint[] points = [.. Read("2").Points, .. Read("").Points];

        Assert.Equal([("moved", "other"), ("last", "other")], points.Take(2).Select(p => (p.Subject, p.Suite)));
        Assert.Equal([("first", true), ("second | <b>", true), ("third", true), ("moved", false)], points.Skip(2).Where(p => p.Suite == "suite").Select(p => (p.Subject, p.Value is not null)));
    }

    [SkippableFact]
    public void Read_MergedBranch_IsOneStep()
    {
        Line();
        _git.Git("checkout", "-q", "-b", "side");
        AnnotatedDataset dataset = DatasetReader.Read(_git["evals/datasets/answers"]);
        CommittedSuite.Accept(_git, dataset, "nyyyyyyyyn");
        _git.Commit("one");
        CommittedSuite.Accept(_git, dataset, "nnyyyyyyyn");
        _git.Commit("two");
        _git.Git("checkout", "-q", "main");
        _git.Git("merge", "-q", "--no-ff", "-m", "merged", "side");

        Assert.Equal(["first", "second | <b>", "third", "merged"], Read("").Points.Select(p => p.Subject));
    }

    [SkippableFact]
    public void Read_BrokenFileOnTheWay_IsNoted()
    {
        Line();
        _git.Write(CommittedSuite.Stem + ".baseline.jsonl", "{");
        string broken = _git.Commit("broken");

        CommittedHistory history = Read("");

        Assert.Equal([$"1 of its files cannot be read, the first {broken[..12]}:{CommittedSuite.Stem}.baseline.jsonl (JE4502)"], history.Notes.AsEnumerable());
        Assert.Null(history.Points[^1].Value);
    }

    [SkippableFact]
    public void Read_ShallowClone_SaysThatItEndsThere()
    {
        Line();
        using GitFolder clone = _git.Shallow();

        CommittedHistory history = new HistoryReader(new GitRepository(new GitProcess(clone.Root))).Read("");

        Assert.StartsWith("the clone is shallow", Assert.Single(history.Notes), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Report_WithHistory_DrawsItInert()
    {
        Line();

        ToolResult result = _git.Tool(["report", "main", "--base", "HEAD~1", "--history", "3", "--out", _git["report.html"]]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        string html = File.ReadAllText(_git["report.html"]);
        Assert.Contains("cohenKappa, 3 revisions", html, StringComparison.Ordinal);
        Assert.Contains("second | &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("second | <b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("cohenKappa, 3 revisions", Page(), StringComparison.Ordinal);
        Assert.Contains("cohenKappa, 3 revisions", Page("--history"), StringComparison.Ordinal);

        string Page(params string[] more)
        {
            Assert.Equal(0, _git.Tool(["report", "main", "--out", _git["report.html"], .. more]).Code);
            return File.ReadAllText(_git["report.html"]);
        }
    }

    [SkippableFact]
    public void Report_RevisionWithACaseThatLacksItsDataset_SaysSo()
    {
        Line();
        AnnotatedDataset other = CommittedSuite.Dataset(_git, People, "evals/datasets/other", "other");
        CommittedSuite.Accept(_git, other, People, "evals/Other.Align", "other");
        Directory.Delete(_git["evals/datasets/other"], recursive: true);
        _git.Commit("without");

        ToolResult result = _git.Tool(["report", "main", "--out", _git["report.html"]]);

        Assert.Equal((0, "judgeeval: other (case) has no figures in the report: the revision has no dataset 'other' that its baseline fits\n"), (result.Code, result.Error));
        string page = File.ReadAllText(_git["report.html"]);
        Assert.Contains("1 without its dataset.", page, StringComparison.Ordinal);
        Assert.Contains("<b>other</b> case", page, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("0", 4)]
    [InlineData("99999", 4)]
    [InlineData("none..main", 3)]
    [InlineData("--output=x", 3)]
    public void Report_HistoryOfNothing_IsRefused(string range, int code)
    {
        Line();

        Assert.Equal(code, _git.Tool(["report", "main", $"--history={range}", "--out", _git["report.html"]]).Code);
        Assert.False(File.Exists(_git["x"]));
    }

    private CommittedHistory Read(string argument) => new HistoryReader(new GitRepository(new GitProcess(_git.Root))).Read(argument);

    private string[] Line()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, People, gates: [CommittedSuite.Passed("coverage >= 0.98")], snapshot: false);
        string first = _git.Commit("first", "2026-03-01T10:00:00+02:00");
        CommittedSuite.Accept(_git, dataset, "yyyyyyyyyy", gates: [new AcceptedGate("kappa >= 0.5", GateDecision.Failed, 0.5)], snapshot: false);
        string second = _git.Commit("second | <b>");
        _git.Write("README.md", "no case");
        _git.Commit("no case");
        CommittedSuite.Accept(_git, dataset, People, snapshot: false);
        return [first, second, _git.Commit("third")];
    }
}
