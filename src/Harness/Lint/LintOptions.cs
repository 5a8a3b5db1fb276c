using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Harness.Lint;

/// <summary>The thresholds of lint. The defaults are those whose false alarms docs/lint.md states.</summary>
public sealed record LintOptions
{
    /// <summary>The probability of any false alarm that a rule may have on a clean dataset, after correction for all people or pairs it tests.</summary>
    /// <value>The default value is 0.001.</value>
    [Range(1e-9, 0.2)]
    public double Level { get; init; } = 0.001;

    /// <summary>The share of attention checks that a person has to pass.</summary>
    /// <value>The default value is 2/3.</value>
    [Range(0.0, 1.0)]
    public double AttentionShare { get; init; } = 2.0 / 3;

    /// <summary>
    /// How many pairs of labels are looked at, to find copies; where a dataset has more, items are taken at even distances until they suffice.
    /// </summary>
    /// <value>The default value is 40,000,000.</value>
    [Range(1_000, 2_000_000_000)]
    public long MostPairs { get; init; } = 40_000_000;
}
