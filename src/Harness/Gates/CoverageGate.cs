using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>The share of items with a usable verdict. It is counted, not estimated, so it has no interval.</summary>
internal sealed class CoverageGate : IGate
{
    private readonly double _threshold;

    public CoverageGate(double threshold)
    {
        if (threshold is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Coverage is a share from 0 to 1.");
        }

        _threshold = threshold;
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"coverage >= {_threshold}");

    public GateResult Evaluate(GateContext context)
    {
        AlignmentResult alignment = context.Alignment;
        bool passed = alignment.ItemCount > 0 && alignment.Coverage >= _threshold;
        string counts = string.Create(CultureInfo.InvariantCulture, $"{alignment.VerdictCount} of {alignment.ItemCount - (alignment.NotAsked ?? 0)} items have a usable verdict")
            + (alignment.NotAsked is > 0 and int notAsked ? string.Create(CultureInfo.InvariantCulture, $"; {notAsked} were not asked") : "");
        string failures = alignment.Failures.IsEmpty
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" ({string.Join(", ", alignment.Failures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value} {Words(f.Key.ToString())}")))})");
        return new GateResult
        {
            Code = passed ? null : "JE4005",
            Gate = Name,
            Decision = passed ? GateDecision.Passed : GateDecision.Failed,
            Reason = counts + failures,
            Threshold = _threshold,
            Estimate = alignment.ItemCount > 0 ? Estimate.Of(alignment.Coverage, alignment.ItemCount) : Estimate.Undefined("the dataset has no items", 0),
        };
    }

    private static string Words(string name) => name == "OutOfScale" ? "out of scale" : name.ToLowerInvariant();
}
