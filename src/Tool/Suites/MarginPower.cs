using JudgeEval.Harness.Comparing;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Tool.Suites;

/// <summary>
/// Whether a margin can be seen with some items, before a judge is run. How much two judges differ is not known then, so it is assumed: they are equally
/// good, and on a share of the items one of them agrees with people and the other does not. A difference of shares then has the standard error
/// of the root of that share over the items (Connor, 1987, doi:10.2307/2531961). Other metrics than a share are taken for one, which is a rule of thumb.
/// </summary>
/// <param name="Items">How many items people labelled, at least 1.</param>
/// <param name="Discordant">The share of items that tell two judges apart, above 0 and at most 1.</param>
internal readonly record struct MarginPower(int Items, double Discordant)
{
    /// <summary>The share of items that tell a slightly changed judge from the one before, where nothing says more.</summary>
    public const double AssumedDiscordant = 0.1;

    /// <summary>The share of items on which a judge disagrees with people, where no baseline says more.</summary>
    public const double AssumedErrors = 0.2;

    private static readonly ComparisonPower Comparison = new();

    private double StandardError => Math.Sqrt(Discordant / Items);

    /// <summary>The smallest margin with which an equally good judge passes as a rule.</summary>
    public double SmallestMargin => Comparison.SmallestUsableMargin(StandardError);

    /// <summary>
    /// What is known and assumed: the share of items on which the baseline's repeats differ, where that is larger than <see cref="AssumedDiscordant"/>; but two
    /// judges cannot differ on more items than both are wrong on, nor on less than one.
    /// </summary>
    /// <param name="items">How many items people labelled, at least 1.</param>
    /// <param name="errors">The share of items on which the baseline disagrees with people.</param>
    /// <param name="flips">The share of items on which its repeats differ.</param>
    public static MarginPower Of(int items, double errors = AssumedErrors, double flips = 0) =>
        new(items, Math.Clamp(Math.Max(flips, Math.Min(AssumedDiscordant, 2 * errors)), 1.0 / items, 1));

    /// <summary>The probability that an equally good judge passes.</summary>
    /// <param name="margin">The margin, above 0.</param>
    public double PassProbability(double margin) => Normal.CDF(0, 1, (margin / StandardError) - Normal.InvCDF(0, 1, 1 - Comparison.Level));

    /// <summary>How many items let an equally good judge pass as a rule; <see langword="null"/> for more than a thousand million.</summary>
    /// <param name="margin">The margin, above 0.</param>
    public int? ItemsFor(double margin) => Comparison.ItemsForMargin(Items, StandardError, margin);
}
