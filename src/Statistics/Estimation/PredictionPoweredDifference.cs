using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>The labels of one system's outputs.</summary>
/// <param name="Labels">People's label for each labelled item.</param>
/// <param name="Judge">The judge's label for the same items in the same order.</param>
/// <param name="JudgeElsewhere">The judge's label for the items without people's labels.</param>
public readonly record struct JudgedSystem(ReadOnlyMemory<double> Labels, ReadOnlyMemory<double> Judge, ReadOnlyMemory<double> JudgeElsewhere);

/// <summary>The difference of two means that rest on different items.</summary>
/// <param name="Difference">First minus second, with its interval.</param>
/// <param name="StandardError">The difference's standard error.</param>
/// <param name="First">The first system's mean.</param>
/// <param name="Second">The second system's mean.</param>
public sealed record UnpairedDifference(Estimate Difference, Estimate StandardError, PredictionPoweredResult First, PredictionPoweredResult Second)
{
    /// <inheritdoc cref="PredictionPoweredResult.Test"/>
    public TestResult Test(double nullValue, Alternative alternative) =>
        NormalInference.Test(Difference, StandardError, nullValue, alternative, "prediction-powered-z");
}

/// <summary>
/// The difference of two systems' means by <see cref="PredictionPoweredMean"/>: of scores, or of outcomes 1, ½ and 0 for a win rate (Boyeau, Angelopoulos, Yosef, Malik and Jordan, 2024, arXiv:2403.07008).
/// Exchanging the systems changes the sign and nothing else.
/// </summary>
public static class PredictionPoweredDifference
{
    /// <summary>Both systems answered the same items: the mean of the items' differences, with one weight.</summary>
    /// <param name="first">The first system.</param>
    /// <param name="second">The second system, on the same items in the same order.</param>
    /// <param name="options">Weight and level.</param>
    /// <returns>The difference, first minus second; undefined as <see cref="PredictionPoweredMean.Compute"/> is, with differences in place of labels.</returns>
    /// <exception cref="ArgumentException">The lists have other lengths, hold a number that is not finite, or an option is out of range.</exception>
    public static PredictionPoweredResult Paired(JudgedSystem first, JudgedSystem second, PredictionPoweredOptions options)
    {
        Validate(first, options);
        Validate(second, options);
        if (first.Labels.Length != second.Labels.Length || first.JudgeElsewhere.Length != second.JudgeElsewhere.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The first system has {first.Labels.Length} labelled and {first.JudgeElsewhere.Length} other items, the second {second.Labels.Length} and {second.JudgeElsewhere.Length}."),
                nameof(second));
        }

        double[] labels = Differences(first.Labels.Span, second.Labels.Span), judge = Differences(first.Judge.Span, second.Judge.Span);
        return PredictionPowered.Compute(labels, judge, Moments.OfDifferences(first.JudgeElsewhere.Span, second.JudgeElsewhere.Span), options);
    }

    /// <summary>The systems answered different items: the difference of two independent means, each with its own weight.</summary>
    /// <param name="first">The first system.</param>
    /// <param name="second">The second system, on other items; of other lengths if need be.</param>
    /// <param name="options">Weight and level.</param>
    /// <returns>The difference, first minus second; undefined when either mean is.</returns>
    /// <exception cref="ArgumentException">A list has another length than its pair, holds a number that is not finite, or an option is out of range.</exception>
    public static UnpairedDifference Unpaired(JudgedSystem first, JudgedSystem second, PredictionPoweredOptions options)
    {
        Validate(first, options);
        Validate(second, options);
        PredictionPoweredResult a = Mean(first, options), b = Mean(second, options);
        int n = first.Labels.Length + second.Labels.Length;
        Estimate difference = Combine(a.Point, b.Point, n, (x, y) => x - y), error = Combine(a.StandardError, b.StandardError, n, double.Hypot);
        return new(NormalInference.WithInterval(difference, error, options.Level, "prediction-powered"), error, a, b);
    }

    private static PredictionPoweredResult Mean(JudgedSystem system, PredictionPoweredOptions options) =>
        PredictionPoweredMean.Compute(system.Labels.Span, system.Judge.Span, system.JudgeElsewhere.Span, options);

    private static Estimate Combine(Estimate first, Estimate second, int n, Func<double, double, double> combine)
    {
        if (!first.IsDefined || !second.IsDefined)
        {
            return Estimate.Undefined($"{(first.IsDefined ? "second" : "first")} system: {(first.IsDefined ? second : first).UndefinedReason}", n);
        }

        double value = combine(first.Value, second.Value);
        return double.IsFinite(value) ? Estimate.Of(value, n) : Estimate.Undefined("the numbers are too large to subtract", n);
    }

    private static double[] Differences(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double[] differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = first[i] - second[i];
        }

        return differences;
    }

    private static void Validate(JudgedSystem system, PredictionPoweredOptions options)
    {
        PredictionPowered.Validate(system.Labels.Span, system.Judge.Span, options);
        PredictionPowered.RequireFinite(system.Labels.Span, nameof(JudgedSystem.Labels));
        PredictionPowered.RequireFinite(system.Judge.Span, nameof(JudgedSystem.Judge));
        PredictionPowered.RequireFinite(system.JudgeElsewhere.Span, nameof(JudgedSystem.JudgeElsewhere));
    }
}
