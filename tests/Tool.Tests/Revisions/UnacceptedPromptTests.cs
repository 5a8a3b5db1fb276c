using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary><c>judgeeval diff</c> over revisions whose prompt is not the one of the committed baseline: what that prompt would do is not known.</summary>
public sealed class UnacceptedPromptTests : IDisposable
{
    private const string People = "yyyyyyyyyyyyyyyyyyyn";
    private const string Path = "evals/prompts/quality.md";

    private readonly GitFolder _git = new();

    private static string Other => CommittedSuite.Prompt.Replace("right?", "perhaps right?", StringComparison.Ordinal);

    public void Dispose() => _git.Dispose();

    [SkippableFact]
    public void Diff_PromptOfTheHeadWasNotAccepted_IsInconclusiveAndNamesIt()
    {
        AcceptFirst();
        _git.Write(Path, Other);
        _git.Commit();

        (int code, JsonElement only, string comment) = Diff();

        Assert.Equal((2, "inconclusive"), (code, only.GetProperty("decision").GetString()));
        Assert.True(only.GetProperty("promptUnaccepted").GetBoolean());
        Assert.StartsWith($"the prompt 'quality' of this revision is not the one that was accepted ({Path}), and what it would do is not known; run the suites", only.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("**Alignment is inconclusive: 1 of 1 case inconclusive; in 1 case the prompt is not the one that was accepted.**", comment, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_AcceptedTextMovedAndAnotherStandsInItsPlace_IsInconclusive()
    {
        AcceptFirst();
        _git.Write("evals/prompts/old/quality.md", CommittedSuite.Prompt);
        _git.Write(Path, Other);
        _git.Commit();

        (int code, JsonElement only, _) = Diff();

        Assert.Equal(2, code);
        Assert.Contains($"is not the one that was accepted ({Path})", only.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    // A file that is no prompt any more, as after a slip in its front matter, is as good as gone.
    [SkippableTheory]
    [InlineData(null)]
    [InlineData("---\nname: quality\ntask: nonsense\n---\n## user\nWhat?\n")]
    public void Diff_PromptGoneOrBroken_IsInconclusive(string? text)
    {
        AcceptFirst();
        File.Delete(_git[Path]);
        if (text is not null)
        {
            _git.Write(Path, text);
        }

        _git.Commit();

        (int code, JsonElement only, _) = Diff();

        Assert.Equal(2, code);
        Assert.Contains($"that was accepted is no longer at this revision, or cannot be read there ({Path})", only.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    // A prompt of the same name for another suite, and the accepted file under another name, change nothing of this suite.
    [SkippableFact]
    public void Diff_AcceptedPromptIsThere_PassesAndSaysWhatBaselinesTell()
    {
        AcceptFirst();
        _git.Write("evals/prompts/new/quality.md", Other);
        _git.Write("evals/prompts/moved/quality.md", CommittedSuite.Prompt);
        File.Delete(_git[Path]);
        _git.Commit();

        (int code, JsonElement only, string comment) = Diff();

        Assert.Equal(0, code);
        Assert.False(only.TryGetProperty("promptUnaccepted", out _));
        Assert.Contains("**Alignment passed: 1 case, none failed; nothing changed in what was accepted.**", comment, StringComparison.Ordinal);
        Assert.Contains("They tell what was accepted, not what the prompts and models of a revision would do", comment, StringComparison.Ordinal);
    }

    // A judge that shows examples has the hash of the prompt and of what they show: the item's text, and the label of people.
    [SkippableTheory]
    [InlineData("answer 0", 0, false)]
    [InlineData("another answer", 2, true)]
    public void Diff_PromptWithExamples_IsTheAcceptedOneUntilWhatTheyShowChanges(string answer, int expected, bool unaccepted)
    {
        string text = CommittedSuite.Prompt.Replace("output: choice\n", "output: choice\nexamples:\n  - {item: i10}\n", StringComparison.Ordinal);
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        _git.Write(Path, text);
        PromptFile prompt = PromptFile.Parse(text, "p");
        using var client = new ReplayingChatClient(RecordingStore.Open(_git["none"]), new ReplayOptions());
        var judge = new PromptJudge(prompt, client, "m", new PromptJudgeOptions { Examples = PromptExamples.Resolve(dataset, prompt) });
        Assert.NotEqual(prompt.Hash, judge.Identity.PromptHash);
        CommittedSuite.Accept(_git, dataset, People, promptHash: judge.Identity.PromptHash);
        _git.Commit();
        CommittedSuite.Dataset(_git, People, text: i => i == 0 ? answer : $"answer {i}");
        _git.Write("more.txt", "so that there is something to commit");
        _git.Commit();

        (int code, JsonElement only, _) = Diff();

        Assert.Equal((expected, unaccepted), (code, only.TryGetProperty("promptUnaccepted", out _)));
    }

    [SkippableFact]
    public void Diff_PromptOfTheBaseWasNotAccepted_IsANoteAndDecidesNothing()
    {
        AnnotatedDataset dataset = AcceptFirst();
        _git.Write(Path, Other);
        _git.Commit();
        CommittedSuite.Accept(_git, dataset, People, promptHash: PromptFile.Parse(Other, "p").Hash);
        _git.Commit();

        (int code, JsonElement only, string comment) = Diff();

        Assert.Equal(0, code);
        Assert.Contains($"the prompt 'quality' of this revision is not the one that was accepted ({Path}); it is compared with what was accepted", only.GetProperty("base").GetProperty("notes").EnumerateArray().Select(n => n.GetString()!));
        Assert.Contains(", base: the prompt 'quality' of this revision is not the one", comment, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_CaseIsNewAndItsPromptWasNotAccepted_IsInconclusive()
    {
        _git.Commit();
        AcceptFirst();
        _git.Write(Path, Other);
        _git.Commit();

        JsonElement only = _git.Tool(["diff", "HEAD~2", "HEAD", "--json"]).Json().GetProperty("cases")[0];

        Assert.Equal(("added", "inconclusive"), (only.GetProperty("kind").GetString(), only.GetProperty("decision").GetString()));
    }

    private AnnotatedDataset AcceptFirst()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        _git.Write(Path, CommittedSuite.Prompt);
        CommittedSuite.Accept(_git, dataset, People, promptHash: PromptFile.Parse(CommittedSuite.Prompt, "p").Hash);
        _git.Commit();
        return dataset;
    }

    private (int Code, JsonElement Only, string Comment) Diff()
    {
        ToolResult result = _git.Tool(["diff", "HEAD~1", "HEAD", "--json", "--out", _git["comment.md"]]);
        return (result.Code, result.Json().GetProperty("cases").EnumerateArray().Single(), File.ReadAllText(_git["comment.md"]));
    }
}
