namespace JudgeEval.Statistics;

/// <summary>One or several statistics of ratings by annotators who rate the same items, as functions of how often each item and each annotator occurs.</summary>
public interface ICrossedStatistics
{
    /// <summary>How many items there are.</summary>
    int ItemCount { get; }

    /// <summary>How many annotators there are.</summary>
    int AnnotatorCount { get; }

    /// <summary>How many statistics there are.</summary>
    int StatisticCount { get; }

    /// <summary>An evaluator with scratch memory of its own; one is used by one thread at a time.</summary>
    ICrossedEvaluator CreateEvaluator();
}

/// <summary>Evaluates the statistics of an <see cref="ICrossedStatistics"/>. Not safe for use by several threads at once.</summary>
public interface ICrossedEvaluator
{
    /// <summary>Evaluates every statistic.</summary>
    /// <param name="items">How often each item occurs, at least 0.</param>
    /// <param name="annotators">How often each annotator occurs, at least 0.</param>
    /// <param name="values">Receives the statistics; <see cref="double.NaN"/> marks one that is undefined here.</param>
    void Evaluate(ReadOnlySpan<int> items, ReadOnlySpan<int> annotators, Span<double> values);
}
