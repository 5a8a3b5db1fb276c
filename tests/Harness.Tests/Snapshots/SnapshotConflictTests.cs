using JudgeEval.Harness.Snapshots;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Snapshots;

/// <summary>Snapshots under a merge by git itself, and what it leaves where it cannot merge.</summary>
public sealed class SnapshotConflictTests : IDisposable
{
    private readonly GitMerge _git = new();

    private string Snapshot => Path.Combine(_git.Folder, "S.M.verified.txt");

    public void Dispose() => _git.Dispose();

    [SkippableFact]
    public void Merge_BranchesThatChangeOtherLines_IsCleanAndReadsAsBoth()
    {
        bool clean = Merge(Lines(9), Lines(9, (1, "3")), Lines(9, (8, "2")));

        Assert.True(clean);
        Assert.Equal(Lines(9, (1, "3"), (8, "2")), File.ReadAllText(Snapshot));
        Assert.Equal(9, DisagreementSnapshot.Parse(File.ReadAllText(Snapshot), "s").Length);
    }

    [SkippableFact]
    public void Merge_BranchesThatChangeTheSameLine_IsAConflictWithItsLine()
    {
        bool clean = Merge(Lines(9), Lines(9, (4, "3")), Lines(9, (4, "2")));

        Assert.False(clean);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => DisagreementSnapshot.Parse(File.ReadAllText(Snapshot), "s")).Diagnostics);

        // The three items before it merge, so the first marker stands on the fourth line.
        Assert.Equal(("JE5008", 4), (error.Code, error.Location.Line));
        Assert.Contains("judgeeval accept", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\n", 1)]
    [InlineData("i1 | 1×5 | 4 | +3 | unanimous | 1/1\n=======\n", 2)]
    [InlineData("i1 | 1×5 | 4 | +3 | unanimous | 1/1\ni2 | 1×5 | 4 | +3 | unanimous | 1/1\n>>>>>>> topic", 3)]
    [InlineData("no disagreement\n||||||| 3cc7bd1\n", 2)]
    public void Parse_AnyMarkerThatIsLeft_IsTheConflictAndNoOtherError(string text, int line)
    {
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => DisagreementSnapshot.Parse(text, "s.verified.txt")).Diagnostics);

        Assert.Equal(("JE5008", "s.verified.txt", line), (error.Code, error.Location.File, error.Location.Line));
    }

    [Fact]
    public void Parse_ItemNamedLikeAMarker_IsAnItem() =>
        Assert.Equal("=======", Assert.Single(DisagreementSnapshot.Parse("======= | 1×5 | 4 | +3 | unanimous | 1/1\n", "s")).Item);

    private static string Lines(int count, params (int Item, string Judge)[] changed) => string.Concat(Enumerable.Range(1, count).Select(i =>
        $"i{i} | 1×5 | {changed.FirstOrDefault(c => c.Item == i).Judge ?? "4"} | +{int.Parse(changed.FirstOrDefault(c => c.Item == i).Judge ?? "4", System.Globalization.CultureInfo.InvariantCulture) - 1} | unanimous | 1/1\n"));

    private bool Merge(string before, string ours, string theirs) => _git.Try(
        () => File.WriteAllText(Snapshot, before), () => File.WriteAllText(Snapshot, ours), () => File.WriteAllText(Snapshot, theirs));
}
