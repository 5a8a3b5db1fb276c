using System.Diagnostics;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>What becomes of a case whose judge was judged: gates, snapshot, baseline, record, and whether the test fails.</summary>
/// <param name="definition">The case.</param>
/// <param name="plan">What the suite demands.</param>
/// <param name="policy">What holds beside.</param>
/// <param name="project">The case's project.</param>
/// <param name="surroundings">What the case takes from its process.</param>
internal sealed class CaseConclusion(CaseDefinition definition, GatePlan plan, CasePolicy policy, SuiteProject project, CaseSurroundings surroundings)
{
    /// <summary>The committed files that cannot be read; the record is written all the same.</summary>
    private readonly List<Diagnostic> _broken = [];

    /// <summary>Concludes.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="judge">The judge, aligned.</param>
    /// <exception cref="JudgeAlignmentException">The case failed.</exception>
    [StackTraceHidden]
    public void Conclude(AnnotatedDataset dataset, AlignedJudge judge)
    {
        CaseBaseline? baseline = FindBaseline();
        GateReport gates = Gate.Evaluate(baseline?.Context(judge, definition) ?? new GateContext(judge), plan.Gates, surroundings.Cases(), policy.Correction);

        // Wherever this is interrupted, no baseline waits beside a snapshot that is not its own.
        baseline?.Forget();
        SnapshotComparison? snapshot = Compare(judge.Result, out SnapshotOutcome? outcome);
        AlignmentRecord record = CaseRecord.Create(definition, plan, project, dataset, judge, gates, outcome) with
        {
            Policy = policy.Inconclusive,
            Baseline = baseline?.Receive(gates),
        };
        CaseRecord.Write(record, definition, project);
        Assert(record, snapshot);
    }

    private CaseBaseline? FindBaseline()
    {
        try
        {
            CaseBaseline? baseline = CaseBaseline.Find(definition, plan, project);
            _broken.AddRange(baseline?.Broken?.Diagnostics ?? []);
            return baseline;
        }
        catch (JudgeEvalException exception)
        {
            _broken.AddRange(exception.Diagnostics);
            return null;
        }
    }

    private SnapshotComparison? Compare(AlignmentResult alignment, out SnapshotOutcome? outcome)
    {
        outcome = null;
        if (!plan.Snapshot)
        {
            return null;
        }

        try
        {
            SnapshotComparison snapshot = SnapshotFile.Compare(
                CaseSnapshots.NameOf(definition, project), alignment, project.ProjectDirectory ?? project.OutputDirectory, surroundings.Launcher);
            outcome = snapshot.ToOutcome();
            return snapshot;
        }
        catch (JudgeEvalException exception)
        {
            Diagnostic first = exception.Diagnostics[0];
            _broken.AddRange(exception.Diagnostics.Except(_broken));
            outcome = new SnapshotOutcome(first.Location.File ?? "", false, [], [], []) { Problem = $"{first.Code} {first.What}" };
            return null;
        }
    }

    [StackTraceHidden]
    private void Assert(AlignmentRecord record, SnapshotComparison? snapshot)
    {
        bool undecided = record.Gates!.Decision == GateDecision.Inconclusive && policy.Inconclusive.Inconclusive == InconclusiveAction.Fail;
        if (record.Gates.Decision != GateDecision.Failed && !undecided && record.Snapshot is not { Matches: false } && _broken.Count == 0)
        {
            return;
        }

        string report = FailureReport.Render(record, snapshot, tool: project.Tool);
        if (undecided)
        {
            report += "\nAn inconclusive gate fails this suite; OnInconclusive(InconclusivePolicy.Warn) would only say so in the table.\n";
        }

        throw new JudgeAlignmentException(_broken.Count == 0 ? report : DiagnosticText.Of(project.Rooted(_broken)) + "\n\n" + report, [.. _broken]);
    }
}
