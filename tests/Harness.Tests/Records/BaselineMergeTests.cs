using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

/// <summary>Baselines and records under a merge by git itself.</summary>
public sealed class BaselineMergeTests : IDisposable
{
    private static readonly string[] Before = ["1", "1", "1", "1", "1", "1"];

    private readonly GitMerge _git = new();

    private string Baseline => Path.Combine(_git.Folder, "case.baseline.jsonl");

    [SkippableFact]
    public void Merge_OfOtherItems_IsCleanAndHoldsBoth()
    {
        bool clean = Merge(["3", "1", "1", "1", "1", "1"], ["1", "1", "1", "1", "1", "2"]);

        Assert.True(clean);
        Assert.True(BaselineFile.SameContent(Of(["3", "1", "1", "1", "1", "2"]), BaselineFile.Read(Baseline)));
    }

    [SkippableFact]
    public void Merge_OfTheSameItem_IsAConflictWithItsLine()
    {
        bool clean = Merge(["1", "1", "3", "1", "1", "1"], ["1", "1", "2", "1", "1", "1"]);

        Assert.False(clean);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(Baseline)).Diagnostics);
        string[] lines = File.ReadAllLines(Baseline);
        Assert.Equal("JE4504", error.Code);
        Assert.StartsWith("<<<<<<<", lines[error.Location.Line - 1], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Merge_OfRecords_WithAConflictIsItsOwnError()
    {
        string path = Path.Combine(_git.Folder, "case.record.json");
        bool clean = _git.Try(
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned()), path),
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned(), name: "one"), path),
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned(), name: "other"), path));

        Assert.False(clean);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => RecordFile.Read(path)).Diagnostics);
        Assert.Equal("JE1804", error.Code);
        Assert.StartsWith("<<<<<<<", File.ReadAllLines(path)[error.Location.Line - 1], StringComparison.Ordinal);
    }

    public void Dispose() => _git.Dispose();

    private static BaselineRecord Of(string[] labels)
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), [.. Before.Select(l => new[] { l, "2" })]);
        return BaselineRecord.Of(
            new AlignmentBasis(dataset, new AlignmentOptions { Resamples = 0, Baselines = false }).Examine(Sample.Verdicts(labels)), "s", "c", null, null);
    }

    private bool Merge(string[] ours, string[] theirs) => _git.Try(
        () => BaselineFile.Write(Of(Before), Baseline), () => BaselineFile.Write(Of(ours), Baseline), () => BaselineFile.Write(Of(theirs), Baseline));
}
