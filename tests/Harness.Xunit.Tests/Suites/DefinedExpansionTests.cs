using System.Collections.Immutable;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class DefinedExpansionTests : IDisposable
{
    private const string Judges = "judges:\n  - {name: longest, baseline: longer}\n  - {name: likely, baseline: majority}\n  - {name: words, baseline: overlap}\n";

    private static readonly SuiteMethod Test = new(typeof(DefinedExpansionTests).Assembly.GetName().Name!, "Ns.AnySuite", "Aligns");
    private readonly TemporaryProject _files = new TemporaryProject().WithDataset("one");

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("*", "one · longest", "one · likely", "one · words")]
    [InlineData("l*", "one · longest", "one · likely")]
    [InlineData("words", "one · words")]
    public void Expand_DefinedJudges_AreCasesInTheOrderOfTheFile(string pattern, params string[] expected)
    {
        _files.With("judgeeval.yaml", Judges);

        Assert.Equal(expected, Expand(pattern).Select(c => c.Name));
    }

    [Fact]
    public void Expand_TwoPatternsThatMatchOneJudge_IsOneCase()
    {
        _files.With("judgeeval.yaml", Judges);

        Assert.Equal(["one · longest"], Expand("longest", "long*").Select(c => c.Name));
    }

    [Fact]
    public void Expand_UnknownDefinedJudge_IsOneFailingRow()
    {
        _files.With("judgeeval.yaml", Judges);

        CaseDefinition row = Assert.Single(Expand("longest", "Words"));

        Assert.Equal(
            $"{_files.Source}/judgeeval.yaml: error JE2915: no judge of {_files.Source}/judgeeval.yaml matches 'Words' of the suite Ns.AnySuite.Aligns\n"
            + "  why: the file defines longest, likely, words\n"
            + "  to mend it: correct DefinedJudges, or define the judge under 'judges:'",
            row.Problem);
    }

    [Fact]
    public void Expand_DefinedJudgesWithoutAFile_IsOneFailingRow() =>
        Assert.StartsWith(
            "judgeeval: error JE2914: the suite Ns.AnySuite.Aligns needs judgeeval.yaml, which is not there\n",
            Assert.Single(Expand("longest")).Problem,
            StringComparison.Ordinal);

    [Fact]
    public void Expand_BrokenFile_IsToldAloneAndOnlyToSuitesThatDependOnIt()
    {
        _files.With("judgeeval.yaml", "judges:\n  - name: q\n").WithVerdicts("verdicts/x.verdicts.jsonl");

        Assert.Equal(
            $"{_files.Source}/judgeeval.yaml(2,5): error JE2205: a judge does not say what it is",
            Assert.Single(Expand("longest")).Problem!.Split('\n')[0]);
        Assert.DoesNotContain("JE2914", Expand("longest")[0].Problem, StringComparison.Ordinal);
        Assert.Equal(
            ["one · x"],
            SuiteExpansion.Expand(new JudgeSuiteAttribute("one") { Verdicts = "verdicts/*" }, Test, _files.Project).Select(c => c.Name));
    }

    [Fact]
    public void Expand_DefinedJudgeNamedAsAVerdictFile_IsOneFailingRow()
    {
        _files.With("judgeeval.yaml", Judges).WithVerdicts("verdicts/words.verdicts.jsonl");

        CaseDefinition row = Assert.Single(SuiteExpansion.Expand(
            new JudgeSuiteAttribute("one") { Verdicts = "verdicts/*", DefinedJudges = ["words"] }, Test, _files.Project));

        Assert.StartsWith(
            "judgeeval: error JE2905: two judges of the suite Ns.AnySuite.Aligns are both 'one · words': verdicts/words.verdicts.jsonl and words\n",
            row.Problem,
            StringComparison.Ordinal);
    }

    private ImmutableArray<CaseDefinition> Expand(params string[] judges) =>
        SuiteExpansion.Expand(new JudgeSuiteAttribute("one") { DefinedJudges = judges }, Test, _files.Project);
}
