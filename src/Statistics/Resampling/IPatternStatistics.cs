namespace JudgeEval.Statistics;

/// <summary>One or several statistics as functions of how often each pattern of items occurs.</summary>
public interface IPatternStatistics
{
    /// <summary>How many patterns there are.</summary>
    int PatternCount { get; }

    /// <summary>How many statistics there are.</summary>
    int StatisticCount { get; }

    /// <summary>An evaluator with scratch memory of its own; one is used by one thread at a time.</summary>
    IPatternEvaluator CreateEvaluator();
}

/// <summary>Evaluates the statistics of an <see cref="IPatternStatistics"/>. Not safe for use by several threads at once.</summary>
public interface IPatternEvaluator
{
    /// <summary>Evaluates every statistic.</summary>
    /// <param name="weights">How often each pattern occurs, at least 0.</param>
    /// <param name="values">Receives the statistics; <see cref="double.NaN"/> marks one that is undefined here.</param>
    void Evaluate(ReadOnlySpan<int> weights, Span<double> values);
}

/// <summary>
/// An evaluator that also knows how a statistic answers to one item more of a pattern. With many different patterns it replaces
/// the jackknife, which would evaluate the statistic without each of them (the infinitesimal jackknife: Jaeckel, 1972; Efron and
/// Tibshirani, 1993, doi:10.1007/978-1-4899-4541-9, section 21.3).
/// </summary>
public interface IInfluenceEvaluator : IPatternEvaluator
{
    /// <summary>The derivative of a statistic by the weight of each pattern.</summary>
    /// <param name="weights">How often each pattern occurs, at least 0.</param>
    /// <param name="statistic">Which statistic, in the order of the results.</param>
    /// <param name="influence">Receives the derivatives; <see cref="double.NaN"/> where the statistic is undefined.</param>
    /// <returns>Whether the derivative of this statistic is known; the others are left to the jackknife.</returns>
    bool TryInfluence(ReadOnlySpan<int> weights, int statistic, Span<double> influence);
}
