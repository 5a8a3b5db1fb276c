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
