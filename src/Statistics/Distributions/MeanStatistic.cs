namespace JudgeEval.Statistics;

/// <summary>The mean of one number per pattern, for example of each item's Jensen-Shannon divergence. Immutable.</summary>
public sealed class MeanStatistic : IUnseenPatterns
{
    private readonly double[] _values;

    /// <summary>Takes the numbers.</summary>
    /// <param name="values">A finite number for each pattern.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public MeanStatistic(ReadOnlySpan<double> values)
    {
        Guard.Finite(values);
        _values = values.ToArray();
    }

    /// <inheritdoc/>
    public int PatternCount => _values.Length;

    /// <inheritdoc/>
    public int StatisticCount => 1;

    /// <inheritdoc/>
    public IPatternEvaluator CreateEvaluator() => new Evaluator(_values);

    /// <summary>An unseen item has the smallest or the largest of the numbers.</summary>
    /// <inheritdoc/>
    public IPatternStatistics WithUnseen(int weightUnit) =>
        _values.Length == 0 ? this : new MeanStatistic([.. _values, _values.Min(), _values.Max()]);

    private sealed class Evaluator(double[] values) : IInfluenceEvaluator
    {
        public bool TryInfluence(ReadOnlySpan<int> weights, int statistic, Span<double> influence)
        {
            Span<double> mean = [0];
            Evaluate(weights, mean);
            double n = 0;
            foreach (int weight in weights)
            {
                n += weight;
            }

            for (int p = 0; p < influence.Length; p++)
            {
                influence[p] = (values[p] - mean[0]) / n;
            }

            return true;
        }

        public void Evaluate(ReadOnlySpan<int> weights, Span<double> results)
        {
            double sum = 0, n = 0;
            for (int p = 0; p < weights.Length; p++)
            {
                sum += weights[p] * values[p];
                n += weights[p];
            }

            results[0] = n == 0 ? double.NaN : sum / n;
        }
    }
}
