using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates;

/// <summary>A gate on each slice of the items by itself: a slice is held against its own people, so its ceiling is its own.</summary>
internal sealed class SliceGate : IGate
{
    private readonly string _tag;
    private readonly IGate _gate;

    public SliceGate(string tag, IGate gate)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        ArgumentNullException.ThrowIfNull(gate);
        if (tag != tag.Trim() || tag.Any(char.IsControl))
        {
            throw new ArgumentException("A tag's name is a text of one line without blanks around it.", nameof(tag));
        }

        _tag = tag;
        _gate = gate is SliceGate ? throw new ArgumentException("Slices are not sliced again: give the items a tag that combines both.", nameof(gate)) : gate;
    }

    public string Name => $"{_gate.Name} per {_tag}";

    public bool ComparesWithBaseline => _gate.ComparesWithBaseline;

    public GateResult Evaluate(GateContext context)
    {
        AlignmentSlices slices = AlignmentSlices.Of(context.Judge, _tag);
        if (slices.Slices.IsEmpty)
        {
            string hint = slices.Known.IsEmpty ? "the items have no tags" : Nearest.Of(_tag, slices.Known) is { } near ? $"did you mean '{near}'?" : $"the items have {NameList.Of(slices.Known)}";
            return GateResults.Undefined(Name, "JE4044", 0, $"no item has a '{_tag}'; {hint}");
        }

        ImmutableArray<SliceResult> results = [.. slices.Slices.Select(slice => new SliceResult(slice.Name, slice.Items, Decide(slice, context)))];
        return Conclude(ManySlices.Correct(results, context.Level), slices.Without, context.Level);
    }

    private GateResult Decide(AlignmentSlice slice, GateContext context)
    {
        if (slice.Judge is null)
        {
            return GateResults.Undefined(_gate.Name, "JE4049", 0, "nobody labelled an item of the slice", GateDecision.Inconclusive);
        }

        GateResult result = _gate.Evaluate(new GateContext(slice.Judge)
        {
            Baseline = Part(context.Baseline, slice.Judge),
            BaselineProblem = context.BaselineProblem,
            BaselinePath = context.BaselinePath,
            AcceptCommand = context.AcceptCommand,
        });

        // What has no value in a slice of few items says nothing against the judge.
        return result is { Decision: GateDecision.Failed, FailureP: null, Estimate.IsDefined: false }
            ? result with { Decision = GateDecision.Inconclusive, Code = "JE4046" }
            : result;
    }

    private static JudgeBaseline? Part(JudgeBaseline? baseline, AlignedJudge slice) => baseline is null ? null : baseline with
    {
        DatasetIdentity = null,
        Verdicts = new VerdictSet(
            baseline.Verdicts.Judge, null, null, baseline.Verdicts.Judgements.Where(judgement => slice.Dataset.TryFindItem(judgement.Item, out _))),
        Items = baseline.Items is { } items ? items.RemoveRange(items.Keys.Where(id => !slice.Dataset.TryFindItem(id, out _))) : null,
    };

    private GateResult Conclude(ImmutableArray<SliceResult> slices, int without, double level)
    {
        SliceResult[] failed = [.. slices.Where(s => s.Result.Decision == GateDecision.Failed)], open = [.. slices.Where(s => s.Result.Decision == GateDecision.Inconclusive)];
        bool valueless = slices.All(s => !s.Result.Estimate.IsDefined);
        GateDecision decision = failed.Length > 0 || valueless ? GateDecision.Failed : open.Length > 0 ? GateDecision.Inconclusive : GateDecision.Passed;
        SliceResult worst = slices.OrderByDescending(s => s.Result.Decision == GateDecision.Failed).ThenBy(s => s.Result.FailureP ?? 1).First();
        double[] p = [.. slices.Select(s => s.Result.FailureP).OfType<double>()];

        // A slice that failed without a test fails whatever the others say.
        bool tested = !valueless && p.Length > 0 && failed.All(s => s.Result.FailureP is not null);
        return new GateResult
        {
            Code = decision == GateDecision.Passed ? null : valueless ? "JE4047" : decision == GateDecision.Failed ? "JE4043" : "JE4045",
            Gate = $"{slices[0].Result.Gate} per {_tag}",
            Decision = decision,
            Reason = valueless ? $"no slice of '{_tag}' has a value: {slices[0].Result.Reason}" : Words(slices, failed, open, without),
            Threshold = worst.Result.Threshold,
            Estimate = worst.Result.Estimate,
            ItemsNeeded = decision == GateDecision.Inconclusive && open.All(s => s.Result.ItemsNeeded is not null) ? open.Sum(s => s.Result.ItemsNeeded) : null,
            FailureP = tested ? Consistent(ManySlices.Simes(p), failed.Length > 0, level) : null,
            PassP = slices.All(s => s.Result.PassP is not null) ? slices.Max(s => s.Result.PassP) : null,
            Slices = slices,
            Facts =
            [
                new GateFact("slices", string.Create(CultureInfo.InvariantCulture, $"{slices.Length} of '{_tag}'; failures corrected for their number (Benjamini-Hochberg), the unadjusted p beside each")),
                new GateFact("worst slice", $"{worst.Slice}: {GateResults.Figure(worst.Result.Estimate)}"),
                new GateFact("without", string.Create(CultureInfo.InvariantCulture, $"{without} {(without == 1 ? "item has" : "items have")} no '{_tag}' and {(without == 1 ? "is" : "are")} in no slice")),
            ],
        };
    }

    private string Words(ImmutableArray<SliceResult> slices, SliceResult[] failed, SliceResult[] open, int without)
    {
        string count = string.Create(CultureInfo.InvariantCulture, $"{slices.Length - failed.Length - open.Length} of {slices.Length} slices of '{_tag}' pass");
        return count
            + Listed("fails", "fail", failed)
            + Listed("is inconclusive", "are inconclusive", open)
            + (without == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {without} {(without == 1 ? "item has" : "items have")} no '{_tag}'"));
    }

    private static string Listed(string one, string many, SliceResult[] slices) =>
        slices.Length == 0 ? "" : $"; {NameList.Of([.. slices.Select(s => $"'{s.Slice}'")])} {(slices.Length == 1 ? one : many)}";

    // Simes' test rejects exactly where Benjamini and Hochberg's procedure rejects at all; the last digit of the two may part.
    private static double Consistent(double p, bool failed, double level) => failed ? Math.Min(p, level) : Math.Max(p, Math.BitIncrement(level));
}
