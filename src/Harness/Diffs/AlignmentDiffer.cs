using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Diffs;

/// <summary>Compares the cases of two revisions. A pure function of the two sets.</summary>
public static class AlignmentDiffer
{
    private const string CannotBeCompared = "JE4007";

    /// <summary>Compares.</summary>
    /// <param name="base">What was.</param>
    /// <param name="head">What is.</param>
    public static AlignmentDiff Compare(CaseSet @base, CaseSet head)
    {
        ArgumentNullException.ThrowIfNull(@base);
        ArgumentNullException.ThrowIfNull(head);
        HashSet<(string Suite, string Case)> notRun = [.. head.Problems.Select(p => (p.Suite, p.Case))];

        // A case that could not run has no record; one that lies there is of an earlier run.
        AlignmentRecord[] ran = [.. head.Records.Where(r => !notRun.Contains((r.Suite, r.Case)))];
        AlignmentRecord[] before = [.. @base.Records.Where(r => !notRun.Contains((r.Suite, r.Case)))];
        CaseDiff[] cases =
        [
            .. CasePairing.Pair(before, ran).Select(pair => Of(pair.Base, pair.Head)),
            .. head.Problems.Select(p => new CaseDiff(CaseDiffKind.NotRun, p.Suite, p.Case) { Problem = p.Text, Decision = GateDecision.Failed }),
            .. head.Broken.Select(b => new CaseDiff(CaseDiffKind.Broken, b.Path, "") { Problem = string.Join('\n', b.Diagnostics), Decision = GateDecision.Failed }),
        ];
        bool nothingRan = ran.Length == 0 && !@base.IsEmpty;
        return new AlignmentDiff(
            nothingRan ? GateDecision.Failed : Worst(cases),
            [.. cases.OrderBy(c => c.Suite, StringComparer.Ordinal).ThenBy(c => c.Case, StringComparer.Ordinal).ThenBy(c => c.Kind)])
        {
            BrokenBase = @base.Broken,
        };
    }

    private static GateDecision Worst(IReadOnlyCollection<CaseDiff> cases) =>
        cases.Any(c => c.Decision == GateDecision.Failed) ? GateDecision.Failed
        : cases.Any(c => c is { Decision: GateDecision.Inconclusive, Lenient: false }) ? GateDecision.Inconclusive
        : GateDecision.Passed;

    private static CaseDiff Of(AlignmentRecord? before, AlignmentRecord? after) => (before, after) switch
    {
        ({ } b, null) => new CaseDiff(CaseDiffKind.Removed, b.Suite, b.Case) { Base = b },
        (null, { } h) => new CaseDiff(CaseDiffKind.Added, h.Suite, h.Case) { Head = h, Decision = Demanded(h) },
        _ => Compared(before!, after!),
    };

    private static CaseDiff Compared(AlignmentRecord before, AlignmentRecord after)
    {
        CaseDiff pair = new(CaseDiffKind.Compared, after.Suite, after.Case) { Base = before, Head = after };
        try
        {
            if (RecordedDataset.Of(after) is not { } dataset)
            {
                return pair with { Decision = Demanded(after) ?? GateDecision.Inconclusive, Problem = "the record of the head is of an earlier version, which kept no dataset card; run the suite again" };
            }

            AlignedJudge candidate = new AlignmentBasis(dataset, after.Options with { Baselines = false }).Examine(RecordedJudge.Verdicts(after));
            JudgeBaseline baseline = RecordedJudge.Of(before);
            pair = pair with { Renamed = RenamedItems.Find(baseline, after) };
            baseline = RenamedItems.Apply(baseline, pair.Renamed);
            JudgeComparison comparison = JudgeComparer.Compare(candidate, baseline);
            return pair with { Comparison = comparison, Decision = Demanded(after) ?? (SameWords(baseline.Verdicts, candidate.Verdicts) ? GateDecision.Passed : Gate.NotWorseThanBaseline().Evaluate(new GateContext(candidate) { Baseline = baseline }).Decision) };
        }
        catch (JudgeEvalException exception) when (exception.Diagnostics.All(d => d.Code == CannotBeCompared))
        {
            return pair with { Decision = Demanded(after) ?? GateDecision.Inconclusive, Problem = exception.Message };
        }
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException)
        {
            return pair with { Kind = CaseDiffKind.Broken, Decision = GateDecision.Failed, Problem = DiffErrors.Inconsistent(after, exception.Message).ToString() };
        }
    }

    // A judge that says the same of everything is not worse, however few the items are.
    private static bool SameWords(VerdictSet before, VerdictSet after) =>
        before.Judgements.Select(Word).SequenceEqual(after.Judgements.Select(Word));

    private static (string Item, int Repeat, PresentationOrder Order, string? Label) Word(Judgement judgement) =>
        (judgement.Item, judgement.Repeat, judgement.Order, judgement.Verdict.Label);

    /// <summary>What the suite itself demanded; <see langword="null"/> when it demanded nothing.</summary>
    private static GateDecision? Demanded(AlignmentRecord record) => record switch
    {
        { Gates.Decision: GateDecision.Failed } or { Snapshot.Matches: false } => GateDecision.Failed,
        { Gates: { } gates } => gates.Decision,
        { Snapshot: not null } => GateDecision.Passed,
        _ => null,
    };
}
