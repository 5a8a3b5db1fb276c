using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Diffs;

/// <summary>A case of one side: its record, or where no dataset is known its baseline.</summary>
internal sealed record CaseSide
{
    private CaseSide(string suite, string @case, string? test, string dataset, CaseOrigin? origin) =>
        (Suite, Case, Test, Dataset, Origin) = (suite, @case, test, dataset, origin);

    public string Suite { get; }

    public string Case { get; }

    public string? Test { get; }

    public string Dataset { get; }

    public CaseOrigin? Origin { get; }

    public AlignmentRecord? Record { get; private init; }

    public BaselineRecord? Baseline { get; private init; }

    /// <summary>What another judge is compared with.</summary>
    public JudgeBaseline Judge => Baseline?.Baseline ?? RecordedJudge.Of(Record!, Origin?.Path);

    /// <summary>Every case of a set.</summary>
    public static IEnumerable<CaseSide> All(CaseSet set) =>
    [
        .. set.Records.Select(r => new CaseSide(r.Suite, r.Case, r.Test, r.Dataset, set.Origins.GetValueOrDefault((r.Suite, r.Case))) { Record = r }),
        .. set.Baselines.Select(b => new CaseSide(b.Suite, b.Case, b.Test, b.Dataset, set.Origins.GetValueOrDefault((b.Suite, b.Case))) { Baseline = b }),
    ];

    /// <summary>The items on which the judge is known to disagree: those of the snapshot that a person accepted.</summary>
    public IEnumerable<string> Known() => Origin is { OfBaseline: true } ? Origin.Known
        : Record is { Snapshot: { IsNew: false, Problem: null } snapshot }
            ? Record.Alignment.Disagreements.Select(d => d.Item).Except(snapshot.Added, StringComparer.Ordinal).Except(snapshot.Unstable, StringComparer.Ordinal)
        : [];
}
