using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SuiteCasesTests : IDisposable
{
    private static readonly string Assembly = typeof(SuiteCasesTests).Assembly.GetName().Name!;

    private readonly TemporaryProject _files = new TemporaryProject().WithDataset();

    public void Dispose() => _files.Dispose();

    // Two judges on one dataset, two recorded judges of a source; neither absent data nor a skipped suite has a case, and a broken suite has its failing row.
    [Fact]
    public void Count_SuitesOfAllKinds_CountsWhatCouldRun()
    {
        _files.WithVerdicts("verdicts/a.verdicts.jsonl", "Good").WithVerdicts("verdicts/b.verdicts.jsonl", "Good");

        Assert.Equal(5, SuiteCases.Count(
            [
                Suite("One", new JudgeSuiteAttribute("answers") { Verdicts = "verdicts/*.verdicts.jsonl" }),
                Suite("Two", new JudgeSuiteAttribute(typeof(SixAnswers)) { Judges = ["*"] }),
                Suite("Three", new JudgeSuiteAttribute(typeof(AbsentAnswers)) { Judges = ["*"] }),
                Suite("Four", new JudgeSuiteAttribute("answers") { Verdicts = "verdicts/*.verdicts.jsonl", Skip = "not today" }),
                Suite("Five", new JudgeSuiteAttribute("gone") { Verdicts = "verdicts/*.verdicts.jsonl" }),
            ],
            _files.Project));
    }

    [Fact]
    public void Count_SourceThatThrows_CountsAsItsFailingRow() =>
        Assert.Equal(1, SuiteCases.Count([Suite("One", new JudgeSuiteAttribute(typeof(Throws)) { Judges = ["*"] })], _files.Project));

    [Fact]
    public void Count_NoSuite_IsOneAllTheSame() => Assert.Equal(1, SuiteCases.Count([], _files.Project));

    private static DeclaredSuite Suite(string name, JudgeSuiteAttribute attribute) => new(new SuiteMethod(Assembly, "Ns." + name, "Aligns"), attribute);

    /// <summary>A source whose data cannot be had, for a reason that is nobody's error code.</summary>
    public sealed class Throws : IDatasetSource
    {
        public string? WhyAbsent => null;

        public System.Collections.Immutable.ImmutableArray<Harness.Imports.ImportedDataset> Load() => throw new InvalidOperationException("no");
    }
}
