using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>The committed baseline of a case, which stands beside its snapshot, and the one that today's judge would be.</summary>
internal sealed class CaseBaseline
{
    private readonly SnapshotName _name;
    private readonly SuiteProject _project;
    private readonly BaselineRecord? _committed;
    private BaselineRecord? _today;
    private JudgeComparison? _comparison;
    private Diagnostic? _incomparable;

    private CaseBaseline(SnapshotName name, SuiteProject project)
    {
        _name = name;
        _project = project;
        try
        {
            _committed = File.Exists(name.BaselinePath) ? BaselineFile.Read(name.BaselinePath) : null;
        }
        catch (JudgeEvalException exception)
        {
            Broken = exception;
        }
    }

    /// <summary>Why the committed file cannot be read; <see langword="null"/> when it can, or there is none.</summary>
    public JudgeEvalException? Broken { get; }

    /// <summary>Looks for the baseline of a case; <see langword="null"/> for a suite without a snapshot that compares with none.</summary>
    /// <exception cref="JudgeEvalException">The source tree is not there (<c>JE5901</c>).</exception>
    public static CaseBaseline? Find(CaseDefinition definition, GatePlan plan, SuiteProject project) =>
        plan.Snapshot || plan.Gates.Any(gate => gate.ComparesWithBaseline) ? new CaseBaseline(CaseSnapshots.NameOf(definition, project), project) : null;

    /// <summary>What gates decide on.</summary>
    /// <param name="judge">Today's judge.</param>
    /// <param name="definition">The case.</param>
    public GateContext Context(AlignedJudge judge, CaseDefinition definition)
    {
        _today = BaselineRecord.Of(judge, definition.Suite, definition.Name, definition.Test.FullyQualifiedName, null);
        var context = new GateContext(judge)
        {
            Baseline = _committed?.Baseline,
            BaselinePath = _project.InProject(_name.BaselinePath),
            AcceptCommand = $"{_project.Tool} accept {_name.Suite}",
            BaselineProblem = Broken?.Diagnostics[0],
        };
        try
        {
            // What moved is said whether or not a gate asks; where nothing did, nothing is computed.
            _comparison = _committed is null || BaselineFile.SameContent(_committed, _today) ? null : context.Compare();
            return context;
        }
        catch (JudgeEvalException exception)
        {
            _incomparable = exception.Diagnostics[0];
            return new GateContext(judge) { BaselinePath = context.BaselinePath, AcceptCommand = context.AcceptCommand, BaselineProblem = _incomparable };
        }
    }

    /// <summary>Deletes what an earlier run left to be accepted.</summary>
    public void Forget() => File.Delete(_name.ReceivedBaselinePath);

    /// <summary>Writes what today's judge would be as a baseline beside the committed one where the two differ. The file is there whole or not at all.</summary>
    /// <param name="gates">What the gates decided; <c>judgeeval accept</c> asks for a reason where one is red.</param>
    /// <returns>What the record keeps.</returns>
    public BaselineOutcome Receive(GateReport gates)
    {
        BaselineRecord today = _today! with { Gates = [.. gates.Results.Select(AcceptedGate.Of)], Acceptance = new BaselineAcceptance(gates.Decision) };
        bool same = _committed is not null && BaselineFile.SameContent(_committed, today);
        if (!same)
        {
            BaselineFile.Write(today, _name.ReceivedBaselinePath);
        }

        return new BaselineOutcome(_project.InProject(_name.BaselinePath), _committed is null && Broken is null)
        {
            Changes = _comparison?.Changes ?? [],
            IsReceived = !same,
            Problem = (Broken?.Diagnostics[0] ?? _incomparable) is { } problem ? $"{problem.Code} {problem.What}" : null,
        };
    }
}
