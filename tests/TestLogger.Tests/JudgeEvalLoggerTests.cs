using System.Reflection;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace JudgeEval.TestLogger.Tests;

public sealed class JudgeEvalLoggerTests : IDisposable
{
    private static readonly AlignmentRecord Support = Records.Of("support", "answers · quality · m", "Ns.Support.Aligns");
    private static readonly AlignmentRecord Pairs = Records.Of("pairs", "pairs · better · m", "Ns.Pairs.Aligns", GateDecision.Failed);
    private readonly FakeRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void RunComplete_SuitesThatPassedAndFailed_PrintsOneTableOfAll()
    {
        string output = _run.WithRecord(Support, "a").WithRecord(Pairs, "b")
            .WithTest("Ns.Support.Aligns", "Ns.Support.Aligns(judge: answers · quality · m)")
            .WithTest("Ns.Pairs.Aligns", "Ns.Pairs.Aligns(judge: pairs · better · m)", TestOutcome.Failed)
            .Complete();

        Assert.Equal("\n" + SuiteTable.Render([Support, Pairs], 120), output);
    }

    [Fact]
    public void RunComplete_RecordOfATestThatDidNotRun_IsNotShown()
    {
        string output = _run.WithRecord(Support, "a").WithRecord(Pairs, "b")
            .WithTest("Ns.Support.Aligns", "Ns.Support.Aligns(judge: answers · quality · m)")
            .Complete();

        Assert.Equal("\n" + SuiteTable.Render([Support], 120), output);
    }

    [Theory]
    [InlineData("Ns.Support.Aligns(judge: answers · other · m)", TestOutcome.Passed)]
    [InlineData("Ns.Support.Aligns(judge: answers · quality · m)", TestOutcome.Skipped)]
    public void RunComplete_RecordOfAnotherCaseOrASkippedTest_IsNotShown(string displayName, TestOutcome outcome) =>
        Assert.Equal("", _run.WithRecord(Support, "a").WithTest("Ns.Support.Aligns", displayName, outcome).Complete());

    [Fact]
    public void RunComplete_ProjectWithoutRecords_PrintsNothing() =>
        Assert.Equal("", _run.WithTest("Ns.Other.Works").Complete());

    [Fact]
    public void RunComplete_BadRecord_IsOneLineOfWarningBesideTheTable()
    {
        _run.WithRecord(Support, "a").WithTest("Ns.Support.Aligns", "Ns.Support.Aligns(judge: answers · quality · m)");
        File.WriteAllText(Path.Combine(_run.RecordsFolder, "z.record.json"), "{");

        string output = _run.Complete();

        string table = "\n" + SuiteTable.Render([Support], 120);
        Assert.StartsWith(table, output, StringComparison.Ordinal);
        string warning = output[table.Length..];
        Assert.StartsWith("judgeeval: warning: a record could not be read: ", warning, StringComparison.Ordinal);
        Assert.Contains("z.record.json", warning, StringComparison.Ordinal);
        Assert.Equal(warning.Length - 1, warning.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void RunComplete_CaseThatCouldNotBeRun_IsARowOfTheTableWithItsErrors()
    {
        Directory.CreateDirectory(_run.RecordsFolder);
        new CaseProblem("Ns.Support.Aligns", "support", "answers · quality · m", "m", "quality", "answers", "JE3012: one; why\nJE3013: two; why")
            .Write(Path.Combine(_run.RecordsFolder, "a" + CaseProblem.Extension));

        string output = _run.WithTest("Ns.Support.Aligns", "Ns.Support.Aligns(judge: answers · quality · m)", TestOutcome.Failed).Complete();

        var unrun = new UnrunCase("support", "answers · quality · m", "m", "quality", "answers", ["JE3012: one; why", "JE3013: two; why"]);
        Assert.Equal("\n" + SuiteTable.Render([], 120, unrun: [unrun]), output);
    }

    [Fact]
    public void RunComplete_SkippedTests_AreCountedByReasonBelowTheTable()
    {
        string output = _run.WithRecord(Support, "a").WithTest("Ns.Support.Aligns", "Ns.Support.Aligns(judge: answers · quality · m)")
            .WithTest("Ns.One.Aligns", outcome: TestOutcome.Skipped, error: "The data are absent.")
            .WithTest("Ns.Two.Aligns", outcome: TestOutcome.Skipped, error: "The data are absent.")
            .WithTest("Ns.Three.Aligns", outcome: TestOutcome.Skipped, error: "No key.")
            .Complete();

        Assert.Equal("\n" + SuiteTable.Render([Support], 120) + "\nSKIPPED  1 test: No key.\nSKIPPED  2 tests: The data are absent.\n", output);
    }

    [Fact]
    public void RunComplete_NameWithARowId_IsStillTheTest() =>
        Assert.NotEqual("", _run.WithRecord(Support, "a").WithTest("Ns.Support.Aligns(0a1b)", "Ns.Support.Aligns(judge: answers · quality · m)").Complete());

    [Fact]
    public void Logger_Type_IsFoundByTheTestPlatform()
    {
        Assert.Equal("judgeeval", typeof(JudgeEvalLogger).GetCustomAttribute<FriendlyNameAttribute>()!.FriendlyName);
        Assert.Equal("logger://judgeeval/v1", typeof(JudgeEvalLogger).GetCustomAttribute<ExtensionUriAttribute>()!.ExtensionUri);
        Assert.EndsWith(".TestLogger", typeof(JudgeEvalLogger).Assembly.GetName().Name, StringComparison.Ordinal);
    }
}
