using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Records;
using JudgeEval.Tool.Output;
using JudgeEval.Tool.Tests.Revisions;

namespace JudgeEval.Tool.Tests.Output;

/// <summary>Where annotations lead.</summary>
public sealed class DiffPlacesTests : IDisposable
{
    private readonly GitFolder _files = new();

    public void Dispose() => _files.Dispose();

    [SkippableTheory]
    [InlineData("a\nb\nc\n", "a\nB\nc\n", 2)]
    [InlineData("a\nb\n", "a\nb\nc\n", 3)]
    [InlineData("a\nb\nc\n", "a\nb\n", 3)]
    [InlineData("a\nb", "a", 1)]
    [InlineData("a", "x", 1)]
    public void Prompt_ThatChanged_IsTheFirstOtherLine(string before, string after, int line) =>
        Assert.Equal(("evals/prompts/a.md", line), new DiffPlaces(Pair(r => r with { PromptText = before, PromptPath = "prompts/a.md" }, r => r with { PromptText = after, PromptPath = "prompts/a.md" })).Prompt);

    [SkippableFact]
    public void Prompt_ThatIsTheSameOrNotKnown_HasNoPlace()
    {
        Assert.Null(new DiffPlaces(Pair(r => r with { PromptText = "a", PromptPath = "a.md" }, r => r with { PromptText = "a", PromptPath = "a.md" })).Prompt);
        Assert.Null(new DiffPlaces(Pair(r => r, r => r with { PromptText = "a", PromptPath = "a.md" })).Prompt);
        Assert.Null(new DiffPlaces(Pair(r => r with { PromptText = "b" }, r => r with { PromptText = "a" })).Prompt);
        Assert.Null(new DiffPlaces(new CaseDiff(CaseDiffKind.Removed, "s", "c")).Prompt);
    }

    [SkippableFact]
    public void Of_ItemOfASnapshotThatMatches_IsItsLineThere()
    {
        // The judge disagrees on i10 and i12, so the snapshot has these two lines.
        DiffPlaces places = new(Pair(r => r, r => r with { Snapshot = new SnapshotOutcome("S.verified.txt", true, [], [], []) }));

        Assert.Equal(("evals/S.verified.txt", 1), places.Of("i10"));
        Assert.Equal(("evals/S.verified.txt", 2), places.Of("i12"));
        Assert.Equal(("evals/data/items.jsonl", 2), places.Of("i11"));
        Assert.Null(places.Of("none"));
    }

    [SkippableFact]
    public void Of_ItemOfASnapshotThatDoesNotMatchItsLines_IsItsLineInTheDataset()
    {
        SnapshotOutcome outcome = new("S.verified.txt", false, ["i10"], [], []);

        Assert.Equal(("evals/data/items.jsonl", 1), new DiffPlaces(Pair(r => r, r => r with { Snapshot = outcome })).Of("i10"));
        Assert.Equal(("evals/data/items.jsonl", 1), new DiffPlaces(Pair(r => r, r => r with { Snapshot = outcome with { Matches = true, Unstable = ["i10"] } })).Of("i10"));
    }

    private CaseDiff Pair(Func<AlignmentRecord, AlignmentRecord> before, Func<AlignmentRecord, AlignmentRecord> after)
    {
        var dataset = CommittedSuite.Dataset(_files, "yyyn");
        AlignmentRecord record = JudgeRecords.Of(CommittedSuite.Accept(_files, dataset, "nynn"), dataset) with { ProjectPath = "evals/", DatasetPath = "data/" };
        return new CaseDiff(CaseDiffKind.Compared, "s", "c") { Base = before(record), Head = after(record) };
    }
}
