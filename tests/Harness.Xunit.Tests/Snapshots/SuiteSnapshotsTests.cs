using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Snapshots;

public sealed class SuiteSnapshotsTests : IDisposable
{
    private const string Line = "i5 | Bad×3 | Good | +2 | unanimous | 1/1\n";
    private static readonly SuiteMethod Test = new(typeof(SuiteSnapshotsTests).Assembly.GetName().Name!, "Ns.AnySuite", "Aligns");
    private static readonly DeclaredSuite Suite = new(
        Test, new JudgeSuiteAttribute("answers", TemporaryProject.SourceFile) { Prompts = "prompts/*.md", Models = ["m"] });

    private readonly TemporaryProject _files = new TemporaryProject().WithDataset().WithPrompt("prompts/v1.md", "quality");

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Find_SnapshotOfACase_IsNoOrphan()
    {
        File.WriteAllText(Path.Combine(_files.Source, "AnySuite.Aligns_judge=answers.quality.m.verified.txt"), Line);

        Assert.Empty(SuiteSnapshots.Find([Suite], _files.Project));
    }

    [Fact]
    public void Find_SnapshotOfNoCase_IsNamed()
    {
        File.WriteAllText(Path.Combine(_files.Source, "AnySuite.Aligns_judge=answers.gone.m.verified.txt"), Line);

        Assert.Equal(
            "AnySuite.Aligns_judge=answers.gone.m.verified.txt: error JE5006: the verified snapshot belongs to no case of any suite; "
            + "its suite, method, prompt or dataset was renamed or removed; delete the file, or rename it to the case it belongs to",
            SuiteSnapshots.Find([Suite], _files.Project).Single().ToString());
    }

    [Fact]
    public void Find_SnapshotOfASuiteWhoseDataAreAbsent_IsLeftAlone()
    {
        var absent = new DeclaredSuite(
            Test with { Method = "Elsewhere" }, new JudgeSuiteAttribute(typeof(AbsentAnswers), TemporaryProject.SourceFile) { Judges = ["*"] });
        File.WriteAllText(Path.Combine(_files.Source, "AnySuite.Elsewhere_judge=six.agrees.verified.txt"), Line);

        Assert.Empty(SuiteSnapshots.Find([Suite, absent], _files.Project));
    }

    [Fact]
    public void Find_SuiteThatCannotBeExpanded_IsSaidInsteadOfOrphans()
    {
        File.Delete(Path.Combine(_files.Output, "prompts/v1.md"));

        Assert.Equal(
            "judgeeval: error JE5902: the snapshots of the suite Ns.AnySuite.Aligns cannot be checked; its cases cannot be found; the suite's own test says why; "
            + "mend the suite first: dotnet test . --filter \"FullyQualifiedName~AnySuite.Aligns\"",
            SuiteSnapshots.Find([Suite], _files.Project).Single().ToString());
    }
}
