using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>A number of an item.</summary>
/// <param name="Item">The item's id, which breaks ties.</param>
/// <param name="Value">The number; finite.</param>
public readonly record struct ItemValue(string Item, double Value);

/// <summary>
/// Maps the numbers of a model to labels by their quantiles, so that models whose numbers are spread differently can be compared: the normalisation of
/// "Sources of Disagreement" (section 5.1), which makes exactly 20 % of the items, those with the smallest absolute difference, undecided. The paper does not print the cut
/// between 1 and 2; here it is a share, by default that of the paper's annotators.
/// </summary>
public static class QuantileNormalisation
{
    /// <summary>The share of items that become 0: a fifth.</summary>
    public const double DefaultZeroShare = 0.2;

    /// <summary>The share of magnitude 1 among the others: 44 : 36, as people used the magnitudes. An even split is 0.5.</summary>
    public const double DefaultSlightShare = 44 / 80d;

    // 0.2 of 15 is 3 and five sixths of 3 are a half, whatever their binary or decimal digits are.
    private const decimal Hair = 0.00000001m;

    /// <summary>How many of some items a share of them is, rounded half up.</summary>
    /// <param name="items">The number of items, at least 0.</param>
    /// <param name="share">The share, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static int CountOf(int items, [Range(0d, 1d)] double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        return share is >= 0 and <= 1
            ? (int)Math.Floor((items * (decimal)share) + 0.5m + Hair)
            : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number from 0 to 1.");
    }

    /// <summary>
    /// Differences as -2..2. Of n items, the <see cref="CountOf"/> of them with the smallest absolute difference become 0; of the rest, the share with the smaller ones become
    /// 1, the others 2, with the sign of the difference. Equal absolute differences are ordered by the item's id in ordinal order, so that the counts are exact. A
    /// difference of 0 has no sign and is 0 in every case, also when there are more of them than the share.
    /// </summary>
    /// <param name="differences">The differences, with distinct items.</param>
    /// <param name="zeroShare">The share that becomes 0, from 0 to 1. The default value is 0.2.</param>
    /// <param name="slightShare">The share of magnitude 1 among the others, from 0 to 1. The default value is 0.55.</param>
    /// <returns>One number for each difference, in their order.</returns>
    /// <exception cref="ArgumentException">A difference is not finite, or a share is out of its range.</exception>
    public static ImmutableArray<int> Signed(
        ImmutableArray<ItemValue> differences, [Range(0d, 1d)] double zeroShare = DefaultZeroShare, [Range(0d, 1d)] double slightShare = DefaultSlightShare)
    {
        int[] order = Order(differences, Math.Abs);
        int zeros = Math.Max(CountOf(order.Length, zeroShare), differences.Count(d => d.Value == 0));
        int slight = CountOf(order.Length - zeros, slightShare);
        int[] signed = new int[order.Length];
        for (int i = zeros; i < order.Length; i++)
        {
            signed[order[i]] = Math.Sign(differences[order[i]].Value) * (i < zeros + slight ? 1 : 2);
        }

        return [.. signed];
    }

    /// <summary>Numbers as positions from 0, ascending: the smallest numbers are at position 0. Equal numbers are ordered by the item's id in ordinal order.</summary>
    /// <param name="values">The numbers, with distinct items.</param>
    /// <param name="shares">The share of the items at each position, each from 0 to 1, with a sum of 1; each boundary between positions is rounded half up.</param>
    /// <returns>One position for each number, in their order.</returns>
    /// <exception cref="ArgumentException">A number is not finite, or the shares do not sum to 1.</exception>
    public static ImmutableArray<int> Positions(ImmutableArray<ItemValue> values, ImmutableArray<double> shares)
    {
        CheckShares(shares);
        int[] order = Order(values, v => v);
        int[] positions = new int[order.Length];
        double below = 0;
        int from = 0;
        for (int position = 0; position < shares.Length; position++)
        {
            below += shares[position];
            int to = position == shares.Length - 1 ? order.Length : Math.Max(from, CountOf(order.Length, Math.Min(below, 1)));
            for (; from < to; from++)
            {
                positions[order[from]] = position;
            }
        }

        return [.. positions];
    }

    internal static void CheckShares(ImmutableArray<double> shares)
    {
        if (shares.IsDefaultOrEmpty || !shares.All(s => s is >= 0 and <= 1) || !(Math.Abs(shares.Sum() - 1) <= 1e-9))
        {
            throw new ArgumentException("The shares are numbers from 0 to 1 that sum to 1.", nameof(shares));
        }
    }

    private static int[] Order(ImmutableArray<ItemValue> values, Func<double, double> key)
    {
        if (values.Any(v => !double.IsFinite(v.Value)))
        {
            throw new ArgumentException("Only finite numbers have quantiles.", nameof(values));
        }

        return [.. Enumerable.Range(0, values.Length).OrderBy(i => key(values[i].Value)).ThenBy(i => values[i].Item, StringComparer.Ordinal)];
    }
}
