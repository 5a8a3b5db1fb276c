using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>Checks of two lists that are paired by position.</summary>
internal static class PairedNumbers
{
    public const string TooFew = "a correlation needs at least two pairs";

    /// <summary>Throws unless the lists have the same length and only finite numbers.</summary>
    public static void Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The lists are paired by position: {x.Length} and {y.Length} numbers were given."), nameof(y));
        }

        CheckFinite(x, nameof(x));
        CheckFinite(y, nameof(y));
    }

    /// <summary>Why two lists have no correlation; null when they have one.</summary>
    public static string? WhyUncorrelated(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        x.Length < 2 ? TooFew
        : CenteredMoments.IsConstant(x) || CenteredMoments.IsConstant(y) ? "one of the two lists does not vary, so nothing can vary together"
        : null;

    public static void CheckFinite(ReadOnlySpan<double> numbers, string name)
    {
        // The largest is no finite number either when one is not a number.
        if (!double.IsFinite(CenteredMoments.Largest(numbers)))
        {
            Reject(numbers, name);
        }
    }

    private static void Reject(ReadOnlySpan<double> numbers, string name)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Number {i} is {numbers[i]}; leave out pairs that lack a number."), name);
            }
        }
    }
}
