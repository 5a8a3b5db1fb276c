using System.Collections.Immutable;
using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SuiteExpansionTests : IDisposable
{
    private static readonly SuiteMethod Test = new(typeof(SuiteExpansionTests).Assembly.GetName().Name!, "Ns.AnySuite", "Aligns");
    private readonly TemporaryProject _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Expand_PromptsModelsAndDatasets_IsTheirProductInStableOrder()
    {
        _files.WithDataset("one").WithDataset("two").WithPrompt("prompts/b.md", "brief").WithPrompt("prompts/a.md", "ample");
        var suite = new JudgeSuiteAttribute(["two", "one"]) { Prompts = "prompts/*.md", Models = ["m2", "m1"] };

        string[] names = [.. Expand(suite).Select(c => c.Name)];

        Assert.Equal(
            [
                "two · ample · m2", "two · ample · m1", "two · brief · m2", "two · brief · m1",
                "one · ample · m2", "one · ample · m1", "one · brief · m2", "one · brief · m1",
            ],
            names);
    }

    [Fact]
    public void Expand_VerdictFiles_AreJudgesOfTheirDataset()
    {
        _files.WithDataset("one").WithDataset("two")
            .WithVerdicts("datasets/one/verdicts/x.verdicts.jsonl").WithVerdicts("datasets/two/verdicts/y.verdicts.jsonl");
        var suite = new JudgeSuiteAttribute(["one", "two"]) { Verdicts = "{dataset}/verdicts/*.verdicts.jsonl" };

        Assert.Equal(["one · x", "two · y"], Expand(suite).Select(c => c.Name));
    }

    [Fact]
    public void Expand_SamePromptNameInAnotherFile_IsTheSameCase()
    {
        _files.WithDataset("one").WithPrompt("prompts/v1.md", "quality").WithPrompt("prompts/v2.md", "quality");

        CaseDefinition first = Expand(new JudgeSuiteAttribute("one") { Prompts = "prompts/v1.md", Models = ["m"] }).Single();
        CaseDefinition second = Expand(new JudgeSuiteAttribute("one") { Prompts = "prompts/v2.md", Models = ["m"] }).Single();

        Assert.Equal("one · quality · m", first.Name);
        Assert.Equal(first.Name, second.Name);
        Assert.NotEqual(first.PromptPath, second.PromptPath);
    }

    [Fact]
    public void Expand_TwoPromptsOfOneName_IsOneFailingRow()
    {
        _files.WithDataset("one").WithPrompt("prompts/v1.md", "quality").WithPrompt("prompts/v2.md", "quality");

        CaseDefinition row = Expand(new JudgeSuiteAttribute("one") { Prompts = "prompts/*.md", Models = ["m"] }).Single();

        Assert.Equal(
            "judgeeval: error JE2905: two judges of the suite Ns.AnySuite.Aligns are both 'one · quality · m': prompts/v1.md and prompts/v2.md\n"
            + "  why: a case is named by its dataset, the prompt's own name and the model, or by the verdict file's name; records and snapshots could not tell these apart\n"
            + "  to mend it: give one of the prompts another 'name:', or one of the files another name",
            row.Problem);
    }

    [Fact]
    public void Expand_NothingMatches_IsOneFailingRowThatNamesEveryProblem()
    {
        _files.WithDataset("one").WithDataset("two");

        CaseDefinition row = Expand(new JudgeSuiteAttribute("absent") { Prompts = "prompts/*.md", Models = ["m"] }).Single();

        Assert.Equal("any-suite · cannot run", row.Name);
        Assert.Equal(
            "judgeeval: error JE2904: the dataset folder datasets/absent of the suite Ns.AnySuite.Aligns does not exist\n"
            + $"  why: there is no such folder below {_files.Output}, where the build copies the project's files; in datasets there are one, two\n"
            + "  to mend it: correct the name, or make its files items of the project (JudgeEvalDataset) and build again\n"
            + "judgeeval: error JE2903: no file matches Prompts = \"prompts/*.md\" of the suite Ns.AnySuite.Aligns\n"
            + $"  why: there is no such file below {_files.Output}, where the build copies the project's files\n"
            + "  to mend it: correct the pattern, or make the files items of the project (JudgeEvalPrompt, JudgeEvalVerdicts) and build again",
            row.Problem);
    }

    [Theory]
    [InlineData(null, null, "JE2901")]
    [InlineData("prompts/*.md", null, "JE2902")]
    public void Expand_NoJudgeOrNoModel_IsOneFailingRow(string? prompts, string? verdicts, string code)
    {
        _files.WithDataset("one").WithPrompt("prompts/v1.md", "quality");

        CaseDefinition row = Expand(new JudgeSuiteAttribute("one") { Prompts = prompts, Verdicts = verdicts }).Single();

        Assert.StartsWith($"judgeeval: error {code}: ", row.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_PromptWithErrors_NamesTheFileOfTheSourceTree()
    {
        _files.WithDataset("one").With("prompts/bad.md", "no front matter\n");

        CaseDefinition row = Expand(new JudgeSuiteAttribute("one") { Prompts = "prompts/*.md", Models = ["m"] }).Single();

        Assert.StartsWith(Path.Combine(_files.Source, "prompts/bad.md"), row.Problem, StringComparison.Ordinal);
        Assert.Contains(": error JE2", row.Problem, StringComparison.Ordinal);
    }

    private ImmutableArray<CaseDefinition> Expand(JudgeSuiteAttribute suite) => SuiteExpansion.Expand(suite, Test, _files.Project);
}
