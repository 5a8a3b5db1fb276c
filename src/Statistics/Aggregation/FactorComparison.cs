using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>
/// How differently two raters, for example people and a judge, weigh the same factors in the same comparisons: the weights of
/// each by <see cref="ComparisonRegression"/>, and their differences, with bootstrap intervals that keep the pairing. Immutable.
/// </summary>
/// <remarks>
/// Statistics are, in this order: the first rater's weights, the second's, and second minus first; each as the factors in the
/// order of the columns, then the position effect where there is one. Patterns are the comparisons.
/// </remarks>
public sealed class FactorComparison : IPatternStatistics
{
    private readonly double[] _differences;
    private readonly ComparisonOutcome[] _first;
    private readonly ComparisonOutcome[] _second;
    private readonly int _factors;
    private readonly ComparisonRegressionOptions _options;

    /// <summary>Takes the comparisons.</summary>
    /// <param name="differences">First minus second player, comparisons × factors, row-major; finite.</param>
    /// <param name="first">The first rater's outcome of each comparison.</param>
    /// <param name="second">The second rater's.</param>
    /// <param name="factorCount">How many factors there are; with the position effect at least one weight.</param>
    /// <param name="options">Position effect and ridge; the confidence level comes with the bootstrap.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a difference is not finite, or an option is out of range.</exception>
    public FactorComparison(
        ReadOnlySpan<double> differences,
        ReadOnlySpan<ComparisonOutcome> first,
        ReadOnlySpan<ComparisonOutcome> second,
        int factorCount,
        ComparisonRegressionOptions options)
    {
        ComparisonRegression.Check(differences, first, factorCount, options);
        ComparisonRegression.Check(differences, second, factorCount, options);
        WeightCount = factorCount + (options.PositionEffect ? 1 : 0);
        if (WeightCount == 0 || first.Length != second.Length)
        {
            throw new ArgumentException("There is at least one weight, and an outcome of both raters for each comparison.", nameof(factorCount));
        }

        _differences = differences.ToArray();
        _first = first.ToArray();
        _second = second.ToArray();
        _factors = factorCount;
        _options = options;
    }

    /// <summary>How many weights each rater has: the factors, and the position effect where there is one.</summary>
    public int WeightCount { get; }

    /// <inheritdoc/>
    public int PatternCount => _first.Length;

    /// <inheritdoc/>
    public int StatisticCount => 3 * WeightCount;

    /// <summary>Every statistic on the comparisons as they are, without intervals; n is the number of comparisons.</summary>
    public ImmutableArray<Estimate> Estimate()
    {
        if (PatternCount == 0)
        {
            return [.. Enumerable.Repeat(JudgeEval.Statistics.Estimate.Undefined("there is no comparison", 0), StatisticCount)];
        }

        int[] once = new int[PatternCount];
        Array.Fill(once, 1);
        double[] values = new double[StatisticCount];
        CreateEvaluator().Evaluate(once, values);
        return [.. values.Select(value => double.IsNaN(value)
            ? JudgeEval.Statistics.Estimate.Undefined(
                "a factor never differs, follows from the others, or separates wins from losses; a ridge would help", PatternCount)
            : JudgeEval.Statistics.Estimate.Of(value, PatternCount))];
    }

    /// <summary>Every statistic with a bootstrap interval.</summary>
    /// <param name="design">What is resampled, for example the prompts; made from the comparisons as patterns.</param>
    /// <param name="options">Resamples, seed and confidence level.</param>
    public ImmutableArray<Estimate> Estimate(ResamplingDesign design, BootstrapOptions options) =>
        ClusterBootstrap.WithIntervals(Estimate(), this, design, options);

    /// <inheritdoc/>
    public IPatternEvaluator CreateEvaluator() =>
        new Evaluator(new(_differences, _first, _factors, _options), new(_differences, _second, _factors, _options), WeightCount);

    private sealed class Evaluator(LogisticLikelihood first, LogisticLikelihood second, int weightCount) : IPatternEvaluator
    {
        private readonly ConcaveNewton _firstClimb = new(first);
        private readonly ConcaveNewton _secondClimb = new(second);

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Fit(first, _firstClimb, weights, values[..weightCount]);
            Fit(second, _secondClimb, weights, values.Slice(weightCount, weightCount));
            for (int w = 0; w < weightCount; w++)
            {
                values[(2 * weightCount) + w] = values[weightCount + w] - values[w];
            }
        }

        private static void Fit(LogisticLikelihood likelihood, ConcaveNewton climb, ReadOnlySpan<int> weights, Span<double> values)
        {
            likelihood.Weigh(weights);
            if (climb.Maximize() == NewtonEnd.Converged)
            {
                climb.Parameters.CopyTo(values);
            }
            else
            {
                values.Fill(double.NaN);
            }
        }
    }
}
