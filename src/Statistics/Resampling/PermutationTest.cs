namespace JudgeEval.Statistics;

/// <summary>
/// Permutation tests (Fisher, 1935, "The Design of Experiments"; Pitman, 1937, doi:10.2307/2984124): under the null hypothesis every
/// reassignment of the data is equally likely. Exact over all permutations where that can be afforded, else over random ones. All
/// directions come at once. Two values of the statistic that differ by rounding only are ties: sums of decimals are compared in whole
/// numbers, other sums within 1e-14 of the sum of absolute values, other statistics within 1e-12 of the observed one or 1e-14.
/// </summary>
public static class PermutationTest
{
    /// <summary>Whether two independent samples have the same distribution, by mean(x) - mean(y) over all divisions of the pooled sample.</summary>
    /// <param name="x">The first sample, finite numbers.</param>
    /// <param name="y">The second sample, finite numbers.</param>
    /// <param name="options">Exact or drawn; <see langword="null"/> for the defaults.</param>
    /// <returns>Undefined when a sample has fewer than two observations. Samples without variation give p = 1.</returns>
    /// <exception cref="ArgumentException">A number is not finite, or an option is out of range.</exception>
    public static PermutationResult Independent(ReadOnlySpan<double> x, ReadOnlySpan<double> y, PermutationOptions? options = null)
    {
        options = PermutationOptions.Valid(options);
        Guard.Finite(x);
        Guard.Finite(y);
        return x.Length < 2 || y.Length < 2
            ? PermutationResult.Undefined("each sample needs at least two observations", x.Length + y.Length, TwoSamplePermutation.Method)
            : TwoSamplePermutation.Run(x, y, options);
    }

    /// <summary>Whether two paired measurements are exchangeable, by mean(x) - mean(y) over all exchanges within pairs: signs of the differences are flipped.</summary>
    /// <param name="x">The first measurement of each pair, finite.</param>
    /// <param name="y">The second, in the same order.</param>
    /// <param name="options">Exact or drawn; <see langword="null"/> for the defaults.</param>
    /// <returns>Undefined with fewer than two pairs. Pairs without a difference give p = 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or an option is out of range.</exception>
    public static PermutationResult Paired(ReadOnlySpan<double> x, ReadOnlySpan<double> y, PermutationOptions? options = null)
    {
        options = PermutationOptions.Valid(options);
        double[] differences = PairedDifferences.Of(x, y, out DecimalGrid grid);
        return differences.Length < 2
            ? PermutationResult.Undefined("the test needs at least two pairs", differences.Length, SignFlips.Method)
            : SignFlips.Run(differences, grid, options);
    }

    /// <summary>
    /// Whether two raters agree equally well with a reference, by the difference of a statistic (first minus second) over all exchanges
    /// of the two raters' numbers within items. Items on which they gave the same number count for nothing.
    /// </summary>
    /// <param name="first">The first rater's number for each item, finite.</param>
    /// <param name="second">The second rater's, in the same order.</param>
    /// <param name="reference">The reference's, in the same order.</param>
    /// <param name="statistic">The statistic of a rater and the reference.</param>
    /// <param name="level">The level, for Krippendorff's alpha.</param>
    /// <param name="options">Exact or drawn; <see langword="null"/> for the defaults.</param>
    /// <returns>Undefined without an item, or when the statistic is undefined for the raters or after some exchange.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or an option is out of range.</exception>
    public static PermutationResult AgreementDifference(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> reference,
        PairStatistic statistic,
        MeasurementLevel level = MeasurementLevel.Nominal,
        PermutationOptions? options = null)
    {
        options = PermutationOptions.Valid(options);
        Guard.Known(statistic);
        Guard.Known(level);
        if (first.Length != reference.Length || second.Length != reference.Length)
        {
            throw new ArgumentException("Both raters and the reference need a number for each item.", nameof(reference));
        }

        Guard.Finite(first);
        Guard.Finite(second);
        Guard.Finite(reference);
        if (reference.IsEmpty)
        {
            return PermutationResult.Undefined("there is no item", 0, RaterSwaps.Method);
        }

        return KappaSwaps.Covers(statistic)
            ? KappaSwaps.Run(first, second, reference, statistic, options)
            : RaterSwaps.Run(first, second, reference, statistic, level, options);
    }

    /// <summary>Whether labels matter, by any statistic over all arrangements of the labels; for example group membership over annotators.</summary>
    /// <param name="labels">The label of each unit.</param>
    /// <param name="statistic">The statistic; called by several threads at once.</param>
    /// <param name="options">Exact or drawn; <see langword="null"/> for the defaults.</param>
    /// <returns>Undefined without a unit, or when the statistic is undefined for the labels or for some arrangement.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static PermutationResult Labels(ReadOnlySpan<int> labels, LabelStatistic statistic, PermutationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        options = PermutationOptions.Valid(options);
        return labels.IsEmpty ? PermutationResult.Undefined("there is no unit", 0, LabelPermutation.Method) : LabelPermutation.Run(labels, statistic, options);
    }

    /// <summary>Whether groups differ, by the spread of their means over all arrangements of the group labels. Use the p-value of <see cref="PermutationResult.Greater"/>.</summary>
    /// <param name="values">A number of each unit, for example each annotator's agreement with the judge; finite.</param>
    /// <param name="groups">The group of each unit, in the same order.</param>
    /// <param name="spread">How the spread is measured.</param>
    /// <param name="options">Exact or drawn; <see langword="null"/> for the defaults.</param>
    /// <returns>Undefined with fewer than two groups, or when the numbers do not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is not finite, or an option is out of range.</exception>
    public static PermutationResult GroupMeans(
        ReadOnlySpan<double> values, ReadOnlySpan<int> groups, GroupSpread spread = GroupSpread.EtaSquared, PermutationOptions? options = null)
    {
        Guard.Known(spread);
        if (values.Length != groups.Length)
        {
            throw new ArgumentException($"Every unit needs a number and a group: {values.Length} and {groups.Length} were given.", nameof(groups));
        }

        Guard.Finite(values);
        GroupMeanSpread? statistic = GroupMeanSpread.Create(values, groups, spread, out int[] codes, out string? undefined);
        return statistic is null
            ? PermutationResult.Undefined(undefined!, values.Length, LabelPermutation.Method)
            : Labels(codes, statistic.Of, options);
    }
}
