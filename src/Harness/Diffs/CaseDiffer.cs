using System.Collections.Immutable;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Diffs;

/// <summary>Compares one case of both sides.</summary>
internal static class CaseDiffer
{
    private const string CannotBeCompared = "JE4007";

    /// <summary>Compares; one of the two is there.</summary>
    public static CaseDiff Of(CaseSide? before, CaseSide? after)
    {
        CaseSide named = after ?? before!;
        CaseDiff pair = new(after is null ? CaseDiffKind.Removed : before is null ? CaseDiffKind.Added : CaseDiffKind.Compared, named.Suite, named.Case)
        {
            Base = before?.Record,
            Head = after?.Record,
            BaseOrigin = before?.Origin,
            HeadOrigin = after?.Origin,
        };
        return AcceptedPrompts.Check(before is not null && after is not null ? Compared(pair, before, after) : pair with { Decision = after is null ? null : Demanded(after) }, before, after);
    }

    private static CaseDiff Compared(CaseDiff pair, CaseSide before, CaseSide after)
    {
        try
        {
            if (after.Record is not { } head)
            {
                return WithoutDataset(pair, before, after);
            }

            if (CaseComparison.Of(before.Judge, head) is not { } compared)
            {
                return Undecided(pair, after, "the record of the head is of an earlier version, which kept no dataset card; run the suite again");
            }

            JudgeComparison comparison = compared.Result;
            head = DecidedAnew(head, after.Origin, compared.Context);
            Dictionary<string, string> names = RenamedItems.Names(compared.Renamed);
            HashSet<string> known = new(before.Known().Select(id => names.GetValueOrDefault(id, id)).Concat(after.Known()), StringComparer.Ordinal);
            GateDecision? demanded = RecordDecision.Of(head);
            GateResult? gate = demanded is not null || SameWords(compared.Baseline.Verdicts, compared.Verdicts) ? null : Gate.NotWorseThanBaseline().Evaluate(compared.Context);
            return pair with
            {
                Head = head,
                Renamed = compared.Renamed,
                Comparison = comparison,
                KnownDisagreements = [.. comparison.NewlyDisagreeing.Where(known.Contains)],
                DefaultGate = gate,
                Decision = demanded ?? gate?.Decision ?? GateDecision.Passed,
            };
        }
        catch (JudgeEvalException exception) when (exception.Diagnostics.All(d => d.Code == CannotBeCompared))
        {
            return Undecided(pair, after, exception.Message);
        }
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            return pair with
            {
                Kind = CaseDiffKind.Broken,

                // Nothing can be computed of what does not fit itself.
                Base = null,
                Head = null,
                Decision = GateDecision.Failed,
                Problem = CaseErrors.Inconsistent(after.Origin?.Path, after.Suite, after.Case, exception.Message).ToString(),
            };
        }
    }

    // What compares with a baseline is held against this base, not against the one of the time when the head's baseline was accepted.
    private static AlignmentRecord DecidedAnew(AlignmentRecord head, CaseOrigin? origin, GateContext context)
    {
        if (origin is not { ComparingGates.IsEmpty: false })
        {
            return head;
        }

        ImmutableArray<GateResult> results = [.. head.Gates?.Results ?? [], .. origin.ComparingGates.Select(gate => GateLanguage.Parse(gate).Evaluate(context))];
        return head with { Gates = new GateReport(results.Max(r => r.Decision), results) };
    }

    private static CaseDiff WithoutDataset(CaseDiff pair, CaseSide before, CaseSide after)
    {
        bool same = before.Baseline is { } then && BaselineFile.SameContent(then, after.Baseline!);
        string why = string.Join("; ", after.Origin?.Notes.Skip(1) ?? []);
        return same ? pair with { Decision = Demanded(after) ?? GateDecision.Passed } : Undecided(pair, after, $"the two cannot be compared: {why}");
    }

    private static CaseDiff Undecided(CaseDiff pair, CaseSide after, string why) => pair with { Decision = Demanded(after) ?? GateDecision.Inconclusive, Problem = why };

    /// <summary>What the suite itself demanded; <see langword="null"/> when it demanded nothing, or what it demanded compares with a base that is not there.</summary>
    private static GateDecision? Demanded(CaseSide side) => side.Record is { } record
        ? RecordDecision.Of(record)
        : side.Baseline!.Gates.Where(g => side.Origin?.ComparingGates.Contains(g.Gate, StringComparer.Ordinal) != true).Select(g => (GateDecision?)g.Decision).Max();

    // A judge that says the same of everything is not worse, however few the items are.
    private static bool SameWords(VerdictSet before, VerdictSet after) =>
        before.Judgements.Select(Word).SequenceEqual(after.Judgements.Select(Word));

    private static (string Item, int Repeat, PresentationOrder Order, string? Label) Word(Judgement judgement) =>
        (judgement.Item, judgement.Repeat, judgement.Order, judgement.Verdict.Label);
}
