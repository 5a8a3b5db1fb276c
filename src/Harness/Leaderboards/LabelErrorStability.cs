using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// What becomes of the order of judges where some of people's labels are wrong. In each draw every item is hit with the probability of the rate, by
/// itself, and its reference becomes that of another item with a different reference; the same items are hit for all judges, and those hit at a rate are
/// hit at every higher one.
/// </summary>
/// <param name="Draws">How many draws there are.</param>
/// <param name="Rates">What happens at the rates that were asked for, rising.</param>
/// <param name="IsSearched">Whether the rates at which the leaderboard flips were looked for; not where every draw costs a walk over all items.</param>
/// <param name="WinnerFlip">The lowest rate, in steps of 0.1 in a hundred, at which the winner changes in more than <see cref="Often"/> of the draws; <see langword="null"/> where it does not up to <see cref="Highest"/>.</param>
/// <param name="OrderFlip">The same for any change of the order.</param>
/// <param name="Undefined">Why there is nothing to tell; <see langword="null"/> where there is.</param>
public sealed record LabelErrorStability(int Draws, ImmutableArray<LabelErrorRate> Rates, bool IsSearched, double? WinnerFlip, double? OrderFlip, string? Undefined)
{
    /// <summary>The share of draws that counts as a flip of the leaderboard.</summary>
    public const double Often = 0.05;

    /// <summary>The highest rate of label error that is tried.</summary>
    public const double Highest = 0.5;
}

/// <summary>The order at a rate of label error.</summary>
/// <param name="Rate">The rate, 0..1.</param>
/// <param name="Winner">The share of draws in which a judge that was not first is better than all that were.</param>
/// <param name="Order">The share of draws in which any two judges changed their order.</param>
/// <param name="Pairs">The mean share of pairs of judges that changed their order.</param>
/// <param name="UndefinedDraws">How many draws had no value for some judge; they count in no share.</param>
public sealed record LabelErrorRate(double Rate, Estimate Winner, Estimate Order, Estimate Pairs, int UndefinedDraws);

/// <summary>The order before and after corrections of people's labels, on the same items.</summary>
/// <param name="Datasets">The datasets that have corrections.</param>
/// <param name="Corrections">How many items of them have a corrected label.</param>
/// <param name="Changed">How many of the items that all judges answered have another reference for it.</param>
/// <param name="Judges">The judges in the order before.</param>
/// <param name="WinnerChanged">Whether a judge that was not first is better than all that were.</param>
/// <param name="OrderChanged">Whether any two judges changed their order.</param>
public sealed record CorrectedOrder(
    ImmutableArray<string> Datasets, int Corrections, int Changed, ImmutableArray<CorrectedJudge> Judges, bool WinnerChanged, bool OrderChanged);

/// <summary>A judge before and after corrections.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="Before">The mean before.</param>
/// <param name="After">The mean after.</param>
/// <param name="RankBefore">The rank before.</param>
/// <param name="RankAfter">The rank after.</param>
public sealed record CorrectedJudge(string Judge, Estimate Before, Estimate After, int RankBefore, int RankAfter);
