namespace JudgeEval.Evals;

/// <summary>Checks on the verified snapshots of all suites.</summary>
public sealed class Snapshots
{
    [Fact]
    public void No_orphan_snapshots() => SuiteSnapshots.ShouldHaveNoOrphans<Snapshots>();
}
