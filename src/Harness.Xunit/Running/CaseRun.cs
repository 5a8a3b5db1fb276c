using System.Diagnostics;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>Runs one case: judge, align, gate, compare the snapshot, write the record, fail or pass.</summary>
internal static class CaseRun
{
    /// <summary>Runs a case of a test assembly in the mode of this process.</summary>
    /// <exception cref="JudgeAlignmentException">The case failed or could not be run.</exception>
    [StackTraceHidden]
    public static Task AssertAsync(CaseDefinition definition, Action<GateBuilder> gates) =>
        RunAsync(definition, gates, SuiteProject.Of(definition.Test.Assembly), static () => SuiteModes.Current, BuildServer.Launcher);

    /// <summary>Runs a case of a project.</summary>
    /// <exception cref="JudgeAlignmentException">The case failed or could not be run.</exception>
    [StackTraceHidden]
    internal static async Task RunAsync(
        CaseDefinition definition, Action<GateBuilder> gates, SuiteProject project, Func<SuiteMode> mode, IDiffLauncher launcher)
    {
        // What an earlier run left must not pass for a record of this one, should this one not come to an alignment.
        CaseRecord.Clear(definition, project);
        if (definition.Problem is { } problem)
        {
            CaseRecord.WriteProblem(problem, definition, project);
            throw new JudgeAlignmentException(problem);
        }

        GatePlan plan;
        AnnotatedDataset dataset;
        AlignedJudge judge;
        try
        {
            plan = State(definition, gates);
            dataset = definition.DatasetSource is null
                ? DatasetReader.Read(project.Output(definition.DatasetPath))
                : DatasetSources.Of(definition).Dataset;
            VerdictSet verdicts = await CaseJudge.RunAsync(definition, dataset, project, mode()).ConfigureAwait(false);
            judge = CaseAlignments.Compute(definition.DatasetSource ?? project.Output(definition.DatasetPath), dataset, verdicts, plan.Options);
        }
        catch (JudgeEvalException exception)
        {
            JudgeEvalException mapped = project.InSourceTree(exception);
            string text = DiagnosticText.Of(mapped.Diagnostics);
            CaseRecord.WriteProblem(text, definition, project);
            string note = text.Contains(CaseCommands.Record(definition, project), StringComparison.Ordinal)
                ? "\n" + CaseCommands.RecordNote(definition, project)
                : "";
            throw new JudgeAlignmentException($"{definition.Suite} ({definition.Name}) could not be run:\n{text}{note}", mapped.Diagnostics);
        }

        Conclude(definition, plan, project, launcher, dataset, judge);
    }

    /// <summary>What the suite demands.</summary>
    /// <exception cref="JudgeEvalException"><c>JE4901</c>: nothing.</exception>
    public static GatePlan State(CaseDefinition definition, Action<GateBuilder> gates)
    {
        var builder = new GateBuilder();
        gates(builder);
        return builder.Build(definition.Test);
    }

    [StackTraceHidden]
    private static void Conclude(
        CaseDefinition definition, GatePlan plan, SuiteProject project, IDiffLauncher launcher, AnnotatedDataset dataset, AlignedJudge judge)
    {
        AlignmentResult alignment = judge.Result;
        GateReport gates = Gate.Evaluate(new GateContext(judge), plan.Gates);
        SnapshotComparison? snapshot = null;
        JudgeEvalException? broken = null; // The verified snapshot cannot be read; the record is written all the same.
        try
        {
            snapshot = plan.Snapshot
                ? SnapshotFile.Compare(CaseSnapshots.NameOf(definition, project), alignment, project.ProjectDirectory ?? project.OutputDirectory, launcher)
                : null;
        }
        catch (JudgeEvalException exception)
        {
            broken = exception;
        }

        SnapshotOutcome? outcome = broken is null ? snapshot?.ToOutcome() : CannotCompare(broken);
        AlignmentRecord record = CaseRecord.Create(definition, plan, project, dataset, alignment, gates, outcome);
        CaseRecord.Write(record, definition, project);
        Assert(record, plan, project, snapshot, broken);
    }

    private static SnapshotOutcome CannotCompare(JudgeEvalException broken)
    {
        Diagnostic first = broken.Diagnostics[0];
        return new SnapshotOutcome(first.Location.File ?? "", false, [], [], []) { Problem = $"{first.Code} {first.What}" };
    }

    [StackTraceHidden]
    private static void Assert(AlignmentRecord record, GatePlan plan, SuiteProject project, SnapshotComparison? snapshot, JudgeEvalException? broken)
    {
        bool undecided = record.Gates!.Decision == GateDecision.Inconclusive && plan.Inconclusive == InconclusivePolicy.Fail;
        if (record.Gates.Decision != GateDecision.Failed && !undecided && record.Snapshot is not { Matches: false })
        {
            return;
        }

        string report = FailureReport.Render(record, snapshot, tool: project.Tool);
        if (undecided)
        {
            report += "\nAn inconclusive gate fails this suite; OnInconclusive(InconclusivePolicy.Warn) would only say so in the table.\n";
        }

        throw new JudgeAlignmentException(broken is null ? report : DiagnosticText.Of(project.Rooted(broken.Diagnostics)) + "\n\n" + report, broken?.Diagnostics ?? []);
    }
}
