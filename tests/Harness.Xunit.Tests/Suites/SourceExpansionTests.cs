using System.Collections.Immutable;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SourceExpansionTests : IDisposable
{
    private static readonly SuiteMethod Test = new(typeof(SourceExpansionTests).Assembly.GetName().Name!, "Ns.AnySuite", "Aligns");
    private readonly TemporaryProject _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("*", "six · agrees,six · differs")]
    [InlineData("d*", "six · differs")]
    [InlineData("agrees", "six · agrees")]
    public void Expand_Source_HasARowForEachRecordedJudgeAskedFor(string pattern, string names)
    {
        ImmutableArray<CaseDefinition> cases = Expand(new JudgeSuiteAttribute(typeof(SixAnswers)) { Judges = [pattern] });

        Assert.Equal(names.Split(','), cases.Select(c => c.Name));
        Assert.All(cases, c => Assert.Null(c.Problem));
    }

    [Fact]
    public void Expand_SourceWithPrompts_IsJudgedByThemToo()
    {
        _files.WithPrompt("prompts/v1.md", "quality");

        Assert.Equal(
            ["six · quality · m", "six · differs"],
            Expand(new JudgeSuiteAttribute(typeof(SixAnswers)) { Prompts = "prompts/*.md", Models = ["m"], Judges = ["differs"] }).Select(c => c.Name));
    }

    [Fact]
    public void Expand_AbsentData_IsOneRowThatXunitSkipsWithTheReason()
    {
        var suite = new JudgeSuiteAttribute(typeof(AbsentAnswers)) { Judges = ["*"] };

        CaseDefinition row = Expand(suite).Single();

        Assert.Equal("any-suite · data absent", row.Name);
        Assert.True(row.DataAbsent);
        Assert.Equal("The answers are absent. Set SIX_ANSWERS.", suite.Skip);
        Assert.Null(new JudgeSuiteAttribute(typeof(SixAnswers)).Skip);
        Assert.Null(new JudgeSuiteAttribute("answers").Skip);
    }

    [Fact]
    public void Expand_JudgeThatIsNotThere_IsOneFailingRow() => Assert.Equal(
        "judgeeval: error JE2912: no recorded judge of six matches 'x*' of the suite Ns.AnySuite.Aligns\n  why: the recorded judges are agrees, differs\n  to mend it: correct Judges",
        Expand(new JudgeSuiteAttribute(typeof(SixAnswers)) { Judges = ["agrees", "x*"] }).Single().Problem);

    [Fact]
    public void Expand_ClassThatIsNoSource_IsOneFailingRow() => Assert.Equal(
        "judgeeval: error JE2911: the dataset source System.String of the suite Ns.AnySuite.Aligns cannot be made\n  why: it does not implement IDatasetSource\n"
        + "  to mend it: let it implement IDatasetSource and have a public constructor without parameters",
        Expand(new JudgeSuiteAttribute(typeof(string)) { Judges = ["*"] }).Single().Problem);

    [Fact]
    public void Expand_JudgesOfAFolder_IsOneFailingRow()
    {
        _files.WithDataset("one");

        Assert.Equal(
            "judgeeval: error JE2913: the suite Ns.AnySuite.Aligns sets Judges, but its datasets are folders of the project\n"
            + "  why: Judges names those that come with the datasets of a source\n  to mend it: set Verdicts = \"{dataset}/verdicts/*.verdicts.jsonl\" instead, "
            + "or name a source: [JudgeSuite(typeof(a class that implements IDatasetSource))]",
            Expand(new JudgeSuiteAttribute("one") { Judges = ["*"] }).Single().Problem);
    }

    private ImmutableArray<CaseDefinition> Expand(JudgeSuiteAttribute suite) => SuiteExpansion.Expand(suite, Test, _files.Project);
}
