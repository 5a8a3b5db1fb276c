using System.ComponentModel.DataAnnotations;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>
/// What a paired comparison of hits can see, by formula: how often an equally good judge passes, and how large a drop must be to fail. Only items count on
/// which one judge agrees with people and the other does not, as in <see cref="PairedProportionPower"/>; the margin is tested by the score test of Tango
/// (1998, doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;891::AID-SIM780&gt;3.0.CO;2-B), so that a plan without any such item still asks for enough of them.
/// </summary>
/// <remarks>Items in clusters count for less: give the number of items over the design effect.</remarks>
public sealed record HitPower
{
    /// <summary>How much of the discordance of two independent judges is assumed where nothing is known: half.</summary>
    public const double UsualShareOfIndependent = 0.5;

    /// <summary>The one-sided level of the decision.</summary>
    /// <value>The default value is 0.025.</value>
    [Range(0d, 0.5d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Level { get; init; } = 0.025;

    /// <summary>The probability with which what can be seen is seen.</summary>
    /// <value>The default value is 0.8.</value>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Power { get; init; } = 0.8;

    /// <summary>
    /// The share of items on which exactly one of two equally good judges agrees with people: of independent ones 2 h (1 - h), and part of that of judges that
    /// err on the same items.
    /// </summary>
    /// <param name="hitRate">How often each agrees with people, 0..1.</param>
    /// <param name="shareOfIndependent">How much of the independent judges' discordance is left, 0..1.</param>
    public static double DiscordantShare(double hitRate, double shareOfIndependent = UsualShareOfIndependent)
    {
        Share(hitRate, nameof(hitRate));
        Share(shareOfIndependent, nameof(shareOfIndependent));
        return 2 * hitRate * (1 - hitRate) * shareOfIndependent;
    }

    /// <summary>The probability that an equally good judge passes, 0..1.</summary>
    /// <param name="items">How many items, over the design effect; at least 1.</param>
    /// <param name="discordant">The share of items on which exactly one of the two agrees with people, 0..1.</param>
    /// <param name="margin">The margin, above 0 and below 1.</param>
    public double PassProbability(double items, double discordant, double margin)
    {
        Check(items, discordant);
        Margin(margin);
        return Above((margin * Math.Sqrt(items)) - (CriticalZ * NullSpread(discordant, margin)), Math.Sqrt(discordant));
    }

    /// <summary>The probability that a judge that is worse by a drop fails, 0..1.</summary>
    /// <param name="items">How many items, over the design effect; at least 1.</param>
    /// <param name="discordant">The share of items on which exactly one of the two agrees with people, 0..1; a drop takes at least as many as it is large.</param>
    /// <param name="margin">The margin, from 0 to below 1; 0 for any drop at all.</param>
    /// <param name="drop">The drop, 0..1.</param>
    public double FailProbability(double items, double discordant, double margin, double drop)
    {
        Check(items, discordant);
        Share(drop, nameof(drop));
        if (margin is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin lies between 0 and 1.");
        }

        double changed = Math.Max(discordant, drop);
        return Above(((drop - margin) * Math.Sqrt(items)) - (CriticalZ * NullSpread(changed, margin, drop)), Math.Sqrt(changed - (drop * drop)));
    }

    /// <summary>The smallest margin at which an equally good judge passes with the power.</summary>
    /// <param name="items">How many items, over the design effect; at least 1.</param>
    /// <param name="discordant">The share of items on which exactly one of the two agrees with people, 0..1.</param>
    /// <returns><see langword="null"/> when it does not even at a margin of almost 1.</returns>
    public double? SmallestUsableMargin(double items, double discordant)
    {
        Check(items, discordant);
        return NeededCount.FindEffect(0, Math.BitDecrement(1.0), Power, margin => margin > 0 ? PassProbability(items, discordant, margin) : 0);
    }

    /// <summary>The smallest drop that fails with the power.</summary>
    /// <param name="items">How many items, over the design effect; at least 1.</param>
    /// <param name="discordant">The share of items on which exactly one of the two agrees with people, 0..1.</param>
    /// <param name="margin">The margin, from 0 to below 1.</param>
    /// <returns><see langword="null"/> when no drop does.</returns>
    public double? SmallestVisibleDrop(double items, double discordant, double margin) =>
        NeededCount.FindEffect(margin, 1, Power, drop => FailProbability(items, discordant, margin, drop));

    /// <summary>How many items let an equally good judge pass with the power.</summary>
    /// <param name="discordant">The share of items on which exactly one of the two agrees with people, 0..1.</param>
    /// <param name="margin">The margin, above 0 and below 1.</param>
    /// <returns>Without a design effect: multiply by it. <see langword="null"/> when a hundred million do not suffice.</returns>
    public int? ItemsForMargin(double discordant, double margin)
    {
        Check(1, discordant);
        Margin(margin);
        return NeededCount.Find(1, items => PassProbability(items, discordant, margin) >= Power);
    }

    private double CriticalZ => BootstrapReplicates.NormalQuantile(1 - Level);

    /// <summary>The spread of one item's difference if the difference were minus the margin, by the most likely shares of such a case.</summary>
    private static double NullSpread(double discordant, double margin, double drop = 0)
    {
        // p is the share that only the worse one wins; the better one wins p + margin. Where the log likelihood is flat: won / p + lost / (p + m) = 2 rest / (1 - 2 p - m).
        double won = (discordant - drop) / 2, lost = (discordant + drop) / 2, rest = 1 - discordant;
        double low = 0, high = (1 - margin) / 2;
        for (int i = 0; i < 100 && won > 0; i++)
        {
            double p = (low + high) / 2;
            (low, high) = (won / p) + (lost / (p + margin)) > 2 * rest / (1 - (2 * p) - margin) ? (p, high) : (low, p);
        }

        double share = won > 0 ? (low + high) / 2 : Math.Clamp(((lost * (1 - margin)) - (2 * rest * margin)) / 2, 0, high);
        return Math.Sqrt((2 * share) + margin - (margin * margin));
    }

    private static double Above(double distance, double spread) => spread > 0 ? StudentTail.NormalAbove(-distance / spread) : distance >= 0 ? 1 : 0;

    private static void Check(double items, double discordant)
    {
        if (!(items >= 1 && double.IsFinite(items)))
        {
            throw new ArgumentOutOfRangeException(nameof(items), items, "There is at least 1 item.");
        }

        Share(discordant, nameof(discordant));
    }

    private static void Margin(double margin)
    {
        if (margin is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin of hits lies between 0 and 1.");
        }
    }

    private static void Share(double share, string name)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "A share lies from 0 to 1.");
        }
    }
}
