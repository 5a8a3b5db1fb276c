using System.Collections.Immutable;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports;

/// <summary>What a build server is told of a case.</summary>
public enum BuildOutcome
{
    /// <summary>Nothing is wrong, or nothing was demanded.</summary>
    Passed,

    /// <summary>A gate could not decide, and only warns.</summary>
    Warned,

    /// <summary>A gate failed or could not decide where that fails, or the snapshot changed.</summary>
    Failed,

    /// <summary>The case could not be run, or its record cannot be read.</summary>
    Broken,
}

/// <summary>A case as a build server is told of it.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Case">The case within the suite.</param>
/// <param name="Test">The fully qualified name of the test; <see langword="null"/> where it is not known.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Reasons">Why, each in one line; empty where it passed.</param>
/// <param name="Record">The record; <see langword="null"/> where there is none.</param>
public sealed record BuildCase(string Suite, string Case, string? Test, BuildOutcome Outcome, ImmutableArray<string> Reasons, AlignmentRecord? Record)
{
    /// <summary>What its gates and its snapshot decided; <see langword="null"/> where nothing was demanded, or the case came to no record.</summary>
    public GateDecision? Decision => Record is null ? null : RecordDecision.Of(Record);
}

/// <summary>What a run came to, for build servers. The same records give the same summary, in whatever order they were read. Immutable.</summary>
public sealed record BuildSummary
{
    private BuildSummary(ImmutableArray<BuildCase> cases, GateDecision? decision)
    {
        Cases = cases;
        Decision = decision;
    }

    /// <summary>The cases, sorted by suite and case (ordinal); files that cannot be read last.</summary>
    public ImmutableArray<BuildCase> Cases { get; }

    /// <summary>Failed when a case failed or came to no record; else inconclusive when a case is; <see langword="null"/> when nothing was demanded.</summary>
    public GateDecision? Decision { get; }

    /// <summary>What fails the build: as <see cref="Decision"/>, but what is inconclusive where that only warns or passes has passed.</summary>
    public GateDecision Verdict => Cases.Any(c => c.Outcome == BuildOutcome.Broken) ? GateDecision.Failed : RecordDecision.Worst(Cases.Select(c => (c.Decision, c.Record?.Policy)));

    /// <summary>How many cases came to an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(BuildOutcome outcome) => Cases.Count(c => c.Outcome == outcome);

    /// <summary>Sums up what a run left.</summary>
    /// <param name="run">The cases of the run.</param>
    public static BuildSummary Of(CaseSet run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ImmutableArray<BuildCase> cases =
        [
            .. run.Records.Select(OfRecord)
                .Concat(run.Problems.Select(p => new BuildCase(p.Suite, p.Case, p.Test, BuildOutcome.Broken, [.. p.Text.Split('\n')], null)))
                .OrderBy(c => c.Suite, StringComparer.Ordinal).ThenBy(c => c.Case, StringComparer.Ordinal),
            .. run.Broken.Select(b => new BuildCase("judgeeval", b.Path, null, BuildOutcome.Broken, [.. b.Diagnostics.Select(d => TextLayout.OneLine(d.ToString()))], null)),
        ];
        GateDecision?[] decisions = [.. cases.Select(c => c.Outcome == BuildOutcome.Broken ? GateDecision.Failed : c.Decision)];
        return new BuildSummary(cases, decisions.Max());
    }

    private static BuildCase OfRecord(AlignmentRecord record)
    {
        GateDecision? decision = RecordDecision.Of(record);
        BuildOutcome outcome = RecordDecision.Fails(decision, record.Policy) ? BuildOutcome.Failed
            : decision == GateDecision.Inconclusive && record.Policy is { Inconclusive: InconclusiveAction.Warn } ? BuildOutcome.Warned
            : BuildOutcome.Passed;
        return new BuildCase(record.Suite, record.Case, record.Test, outcome, [.. Reports.Outcome.Reasons(record).Select(TextLayout.OneLine)], record);
    }
}
