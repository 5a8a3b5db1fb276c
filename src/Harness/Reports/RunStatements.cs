using System.Collections.Immutable;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>What holds for all suites of a run: how failures were corrected for being many, and what is done where a gate cannot decide.</summary>
internal static class RunStatements
{
    /// <summary>The statements, a sentence each without a full stop; a test assembly after the other, by the project's path.</summary>
    /// <param name="records">The records of the run.</param>
    public static IEnumerable<string> Of(IReadOnlyList<AlignmentRecord> records) => records
        .GroupBy(r => r.ProjectPath ?? "", StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .SelectMany(g => Corrections([.. g]).Concat(Policies([.. g])))
        .Distinct(StringComparer.Ordinal);

    /// <summary>How failures of some cases that share a level are corrected; <see langword="null"/> where there is a single one to correct.</summary>
    /// <param name="correction">The correction of each of the cases.</param>
    /// <param name="gates">How many gates they have in all.</param>
    /// <param name="ran">How many of the cases there are records of.</param>
    public static string? Correction(GateCorrection correction, int gates, int ran)
    {
        string many = $"{NumberText.Count(gates, "gate")} in {NumberText.Count(correction.Cases, "case")}";
        if (correction is { Cases: 1 } && gates == 1)
        {
            return null;
        }

        return correction.Method == GateCorrection.None
            ? $"failures are not corrected for {many} (correction: none in {JudgeEvalConfiguration.FileName}), level {NumberText.Stated(correction.Level)} for each"
            : $"failures are corrected for {many} (Holm), level {NumberText.Stated(correction.Level)}; unadjusted p beside"
                + (ran < correction.Cases ? $"; {NumberText.Of(ran)} of the cases ran" : "");
    }

    private static IEnumerable<string> Corrections(ImmutableArray<AlignmentRecord> records)
    {
        GateCorrection[] all = [.. records.Select(r => r.Gates?.Correction).OfType<GateCorrection>()];
        var alike = all.GroupBy(c => c with { Gates = 0 }).ToArray();
        foreach (var some in alike)
        {
            if (Correction(some.Key, some.Sum(c => c.Gates), records.Length) is { } statement)
            {
                yield return statement;
            }
        }

        // Of cases that did not run nobody knows the p-values, and without them the rule over all would not hold its level.
        if (alike is [{ Key: { Method: GateCorrection.Holm } one }] && records.Length == one.Cases)
        {
            foreach (string more in FoundTogether(records, one.Level))
            {
                yield return more;
            }
        }
    }

    /// <summary>
    /// A case decides by its own share of the level, so that it decides the same whichever others run with it. Over all gates at once, Holm's procedure gives
    /// the shares of gates that failed to the others, and may so find more.
    /// </summary>
    private static IEnumerable<string> FoundTogether(ImmutableArray<AlignmentRecord> records, double level)
    {
        (AlignmentRecord Record, GateResult Gate)[] tested =
            [.. records.OrderBy(r => r.Suite, StringComparer.Ordinal).ThenBy(r => r.Case, StringComparer.Ordinal).SelectMany(r => (r.Gates?.Results ?? []).Where(g => g.FailureP is not null).Select(g => (r, g)))];
        MultipleTestingResult together = MultipleTesting.Adjust([.. tested.Select(t => t.Gate.FailureP!.Value)], MultipleTestingMethod.Holm, level);
        return from i in Enumerable.Range(0, tested.Length)
               let record = tested[i].Record
               let gate = tested[i].Gate
               where gate is { Alone: GateDecision.Failed, Decision: GateDecision.Inconclusive } && together.Rejected[i]
               select $"{record.Suite} ({record.Case}): {gate.Gate} does not hold by Holm's procedure over all {NumberText.Count(tested.Length, "gate")} of the run "
                   + $"({NumberText.P(together.AdjustedPValues[i])}), though the case by its own share of the level could not tell";
    }

    private static IEnumerable<string> Policies(ImmutableArray<AlignmentRecord> records)
    {
        var stated = records.Where(r => r.Policy is not null).GroupBy(r => r.Policy!.Statement(), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        return stated.Length == 1
            ? [stated[0].Key]
            : stated.Select(g => $"{string.Join(", ", g.Select(r => r.Suite).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}: {g.Key}");
    }
}
