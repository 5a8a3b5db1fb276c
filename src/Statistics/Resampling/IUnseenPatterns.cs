namespace JudgeEval.Statistics;

/// <summary>Statistics that know what an item nobody has seen yet might look like, which <see cref="BootstrapMethod.Bayesian"/> asks for.</summary>
public interface IUnseenPatterns : IPatternStatistics
{
    /// <summary>The same statistics over the same patterns and, after them, patterns of unseen items, each as likely as the next.</summary>
    /// <param name="weightUnit">The weight of a whole item in units of the weight it has in these statistics, at least 1.</param>
    /// <returns>Statistics with the patterns of these first, and at least as many.</returns>
    IPatternStatistics WithUnseen(int weightUnit);
}
