using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Snapshots;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Snapshots;

/// <summary>The verified snapshot has the items a, b and c; each was asked three times.</summary>
public sealed class UnstableItemsTests : IDisposable
{
    private const string Verified = "a | 1×5 | 4 | +3 | unanimous | 3/3\nb | 1×5 | 4 | +3 | unanimous | 2/3\nc | 1×5 | 4 | +3 | unanimous | 3/3\n";

    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-unstable-").FullName;
    private readonly Launches _launcher = new();
    private readonly SnapshotName _name;

    public UnstableItemsTests()
    {
        _name = SnapshotNaming.For(_root, "S", "M", []);
        File.WriteAllText(_name.VerifiedPath, Verified);
    }

    private static ItemAlignment A => Disagreement("a", "1×5", "4", 3, "3/3");

    private static ItemAlignment B => Disagreement("b", "1×5", "4", 3, "2/3");

    private static ItemAlignment C => Disagreement("c", "1×5", "4", 3, "3/3");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Compare_NewItemWhoseRepeatsDiffer_IsListedApartAndMatches()
    {
        SnapshotComparison comparison = Compare(Aligned(A, B, C, Disagreement("d", "1×5", "5", 4, "2/3")));

        Assert.True(comparison.Matches);
        Assert.Empty(comparison.Difference.Added);
        Assert.Equal(["? + d | 1×5 | 5 | +4 | unanimous | 2/3"], comparison.Difference.UnstableLines().AsEnumerable());
        Assert.Equal(("1 unstable", true), (comparison.Difference.Summary, comparison.ToOutcome().Matches));
        Assert.Equal(["d"], comparison.ToOutcome().Unstable.AsEnumerable());
    }

    [Fact]
    public void Compare_OnlyUnstableLines_WriteAReceivedFileToAcceptButOpenNoDiff()
    {
        Compare(Aligned(A, C));

        Assert.True(File.Exists(_name.ReceivedPath));
        Assert.Equal(0, _launcher.Count);
    }

    [Fact]
    public void Compare_ItemThatWasUnstableAndNoLongerDisagrees_IsUnstable() =>
        Assert.Equal(["b"], Compare(Aligned(A, C)).ToOutcome().Unstable.AsEnumerable());

    [Fact]
    public void Compare_StableItemThatAgreesTodayInMostRepeats_IsUnstable()
    {
        AlignmentResult today = Aligned(B, C);
        SnapshotComparison comparison = Compare(today with { Items = [.. today.Items, A with { Disagrees = false, Judge = "1", StableRepeats = 2 }] });

        Assert.True(comparison.Matches);
        Assert.Equal(["a"], comparison.ToOutcome().Unstable.AsEnumerable());
    }

    [Fact]
    public void Compare_StableItemOnWhichTheJudgeFailsToday_IsGoneAndNotUnstable()
    {
        AlignmentResult today = Aligned(B, C);
        SnapshotComparison comparison = Compare(today with { Items = [.. today.Items, A with { Disagrees = false, Judge = null, StableRepeats = 0 }] });

        Assert.False(comparison.Matches);
        Assert.Equal(["a"], comparison.ToOutcome().Removed.AsEnumerable());
    }

    [Fact]
    public void Compare_StableChangeBesideAnUnstableOne_FailsForTheStableOneAlone()
    {
        SnapshotComparison comparison = Compare(Aligned(A, B, Disagreement("c", "1×5", "5", 4, "3/3"), Disagreement("d", "1×5", "5", 4, "1/3")));

        Assert.False(comparison.Matches);
        Assert.Equal(("1 changed, 1 unstable", 1), (comparison.Difference.Summary, _launcher.Count));
        Assert.Equal(["- c | 1×5 | 4 | +3 | unanimous | 3/3", "+ c | 1×5 | 5 | +4 | unanimous | 3/3"], comparison.Difference.Lines().AsEnumerable());
        Assert.EndsWith("\n? + d | 1×5 | 5 | +4 | unanimous | 1/3", comparison.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_NoVerifiedSnapshot_HasNoUnstableItems()
    {
        File.Delete(_name.VerifiedPath);

        SnapshotComparison comparison = Compare(Aligned(A, B));

        Assert.Equal((SnapshotStatus.New, 2, 0), (comparison.Status, comparison.Difference.Added.Length, comparison.Difference.Unstable.Length));
    }

    [Fact]
    public void UnstableLines_MoreThanTheLimit_SaysHowManyAreNotShown()
    {
        SnapshotDifference difference = Compare(Aligned(A, B, C, Disagreement("d", "1×5", "5", 4, "1/3"), Disagreement("e", "1×5", "5", 4, "1/3"))).Difference;

        Assert.Equal(["? + d | 1×5 | 5 | +4 | unanimous | 1/3", "… and 1 more unstable line"], difference.UnstableLines(1).AsEnumerable());
    }

    private SnapshotComparison Compare(AlignmentResult alignment) => SnapshotFile.Compare(_name, alignment, _root, _launcher);

    private sealed class Launches : IDiffLauncher
    {
        public int Count { get; private set; }

        public string? Launch(string receivedPath, string verifiedPath)
        {
            Count++;
            return null;
        }

        public void Close(string receivedPath, string verifiedPath)
        {
            // Nothing is open.
        }
    }
}
