using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary><c>judgeeval diff</c> over revisions. People say <c>y</c> on all items but the last unless a test says otherwise.</summary>
public sealed class RevisionDiffTests : IDisposable
{
    private const string People = "yyyyyyyyyyyyyyyyyyyn";

    // The judge of the base agrees with people everywhere; that of the head is wrong on i11 and i12.
    private const string Right = People, Worse = "ynnyyyyyyyyyyyyyyyyn";

    private readonly GitFolder _git = new();

    public void Dispose() => _git.Dispose();

    [SkippableFact]
    public void Diff_TwoRevisionsOfBaselines_NamesItemsChangesAndTheCommits()
    {
        (string before, string after) = TwoRevisions();

        ToolResult result = _git.Tool(["diff", "HEAD~1", "main", "--json", "--out", _git["comment.md"]]);

        Assert.Equal("", result.Error);
        JsonElement json = result.Json();
        Assert.Equal((before, after), (json.GetProperty("baseRevision").GetString(), json.GetProperty("headRevision").GetString()));
        JsonElement only = json.GetProperty("cases").EnumerateArray().Single();
        Assert.Equal(["i11", "i12"], only.GetProperty("newlyDisagreeing").EnumerateArray().Select(i => i.GetProperty("item").GetString()));
        Assert.Equal("prompt", only.GetProperty("changes")[0].GetProperty("kind").GetString());

        // The lines of both files are those of the revision: the prompt's seventh line changed, and the snapshot's lines are i11 and i12.
        Assert.Equal(("evals/prompts/quality.md", 7), (only.GetProperty("prompt").GetProperty("file").GetString(), only.GetProperty("prompt").GetProperty("line").GetInt32()));
        Assert.Equal((CommittedSuite.Stem + ".verified.txt", 2), (only.GetProperty("newlyDisagreeing")[1].GetProperty("file").GetString(), only.GetProperty("newlyDisagreeing")[1].GetProperty("line").GetInt32()));
        string comment = File.ReadAllText(_git["comment.md"]);
        Assert.Contains($"```shell\njudgeeval diff {before} {after}\n```", comment, StringComparison.Ordinal);
        Assert.Contains("rationales, usage and cost are not recorded there", comment, StringComparison.Ordinal);
        Assert.Contains("answer 1", comment, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_TheCommandOfTheComment_GivesTheSameComment()
    {
        (string before, string after) = TwoRevisions();
        string first = _git.Tool(["diff", "HEAD~1", "HEAD"]).Out;
        _git.Commit("later");

        Assert.Equal(first, _git.Tool(["diff", before, after]).Out);
    }

    [SkippableFact]
    public void Diff_RevisionAgainstAFolderOfRecords_ComparesThem()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, Right);
        _git.Commit();
        BaselineRecord worse = CommittedSuite.Accept(_git, dataset, Worse);
        WriteRecord(worse, dataset, "alignment-records/a.record.json");

        ToolResult result = _git.Tool(["diff", "main", _git["alignment-records"], "--json"]);

        JsonElement only = result.Json().GetProperty("cases").EnumerateArray().Single();
        Assert.Equal(("compared", 2), (only.GetProperty("kind").GetString(), only.GetProperty("newlyDisagreeing").GetArrayLength()));
        Assert.True(only.TryGetProperty("base", out JsonElement origin) && origin.GetProperty("ofBaseline").GetBoolean());
        Assert.False(only.TryGetProperty("head", out _));
    }

    [SkippableFact]
    public void Diff_CommittedRecord_GoesBeforeTheBaselineOfTheSameCase()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        BaselineRecord right = CommittedSuite.Accept(_git, dataset, Right);
        WriteRecord(right, dataset, "records/a.record.json");
        CommittedSuite.Accept(_git, dataset, Worse);
        _git.Commit();

        JsonElement only = _git.Tool(["diff", "main", "main", "--json"]).Json().GetProperty("cases").EnumerateArray().Single();

        Assert.False(only.TryGetProperty("base", out _));
        Assert.Equal(1, only.GetProperty("baseline").GetProperty("value").GetDouble());
    }

    [SkippableFact]
    public void Diff_BaseWithoutItsDataset_ComparesWithWhatTheBaselineHolds()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, Right);
        Directory.Move(_git["evals/datasets"], _git["away"]);
        _git.Write(".gitignore", "/away\n");
        _git.Commit();
        Directory.Move(_git["away"], _git["evals/datasets"]);
        CommittedSuite.Accept(_git, dataset, Worse);
        _git.Commit();

        ToolResult result = _git.Tool(["diff", "HEAD~1", "HEAD", "--json", "--out", _git["comment.md"]]);

        JsonElement only = result.Json().GetProperty("cases").EnumerateArray().Single();
        Assert.Equal(["i11", "i12"], only.GetProperty("newlyDisagreeing").EnumerateArray().Select(i => i.GetProperty("item").GetString()));
        Assert.Equal(1, only.GetProperty("baseline").GetProperty("value").GetDouble());
        Assert.Contains("the revision has no dataset 'answers'", only.GetProperty("base").GetProperty("notes")[1].GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_HeadWithoutItsDataset_IsInconclusiveWithTheReason()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, Right);
        _git.Commit();
        CommittedSuite.Accept(_git, dataset, Worse);
        _git.Git("rm", "-rq", "--cached", "evals/datasets");
        Directory.Delete(_git["evals/datasets"], recursive: true);
        _git.Commit();

        ToolResult result = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]);

        Assert.Equal(2, result.Code);
        Assert.Contains("the revision has no dataset 'answers'", result.Json().GetProperty("cases")[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _git.Tool(["diff", "HEAD", "HEAD", "--json"]).Code);
    }

    [SkippableFact]
    public void Diff_RenamedItems_AreComparedAsTheSame()
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), Right);
        _git.Commit();
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People, id: i => $"k{i + 10}"), Worse);
        _git.Commit();

        JsonElement only = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]).Json().GetProperty("cases")[0];

        Assert.Equal(20, only.GetProperty("compared").GetInt32());
        Assert.Equal(["k11", "k12"], only.GetProperty("newlyDisagreeing").EnumerateArray().Select(i => i.GetProperty("item").GetString()));
    }

    [SkippableFact]
    public void Diff_ChangedLabels_AreToldAndNotTakenForAWorseJudge()
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), Right);
        _git.Commit();

        // Only the dataset changes: two people now say n of i13. The judge says y in both revisions, so it newly disagrees with nobody.
        CommittedSuite.Dataset(_git, "yyynyyyyyyyyyyyyyyyn");
        _git.Commit();

        JsonElement only = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]).Json().GetProperty("cases")[0];

        Assert.Equal("labels", only.GetProperty("changes").EnumerateArray().Single().GetProperty("kind").GetString());
        Assert.Equal(0, only.GetProperty("newlyDisagreeing").GetArrayLength());
        Assert.Contains("the committed snapshot is not what", only.GetProperty("head").GetProperty("notes")[1].GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_ItemsWithAnotherText_AreLeftOutAndCounted()
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), Right);
        _git.Commit();
        CommittedSuite.Dataset(_git, People, text: i => i == 4 ? "another answer" : $"answer {i}");
        _git.Commit();

        JsonElement only = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]).Json().GetProperty("cases")[0];

        Assert.Equal(19, only.GetProperty("compared").GetInt32());
        Assert.Contains("the content of 1 item is another one", only.GetProperty("head").GetProperty("notes")[1].GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_NewDisagreementsOfTheAcceptedSnapshot_AreKnown()
    {
        TwoRevisions();

        JsonElement only = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]).Json().GetProperty("cases")[0];

        Assert.Equal(["i11", "i12"], only.GetProperty("known").EnumerateArray().Select(i => i.GetString()));
        File.Delete(_git[CommittedSuite.Stem + ".verified.txt"]);
        _git.Commit();
        Assert.Equal(0, _git.Tool(["diff", "HEAD~2", "HEAD", "--json"]).Json().GetProperty("cases")[0].GetProperty("known").GetArrayLength());
    }

    [SkippableTheory]
    [InlineData(GateDecision.Passed, Right, "passed")]
    [InlineData(GateDecision.Failed, Right, "failed")]
    [InlineData(GateDecision.Passed, "nnnnnnnnnnnnnnnnnnnn", "failed")]
    public void Diff_Gates_AreThoseOfTheAcceptanceButComparisonsAreMadeAnew(GateDecision coverage, string verdicts, string expected)
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, Right);
        _git.Commit();

        // At its acceptance there was no baseline, so that gate decided nothing. A judge that says n of all loses 19 of 20 hits: beyond any margin.
        CommittedSuite.Accept(
            _git,
            dataset,
            verdicts,
            gates:
            [
                new AcceptedGate("coverage >= 0.98", coverage, 0.98),
                new AcceptedGate("percentAgreement not more than 0.1 below the baseline", GateDecision.Inconclusive, -0.1) { Code = "JE4006" },
            ]);
        _git.Commit();

        Assert.Equal(expected, _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]).Json().GetProperty("decision").GetString());
    }

    private void WriteRecord(BaselineRecord baseline, AnnotatedDataset dataset, string path) => RecordFile.Write(JudgeRecords.Of(baseline, dataset), _git[path]);

    private (string Before, string After) TwoRevisions()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        string prompt = CommittedSuite.Prompt, changed = prompt.Replace("right?", "any good?", StringComparison.Ordinal);
        _git.Write("evals/prompts/quality.md", prompt);
        _git.Write("README.md", "# No prompt\n");
        CommittedSuite.Accept(_git, dataset, Right, promptHash: PromptFile.Parse(prompt, "").Hash);
        string before = _git.Commit("base");
        _git.Write("evals/prompts/quality.md", changed);
        CommittedSuite.Accept(_git, dataset, Worse, promptHash: PromptFile.Parse(changed, "").Hash);
        return (before, _git.Commit("head"));
    }
}
