using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint;

/// <summary>The few tests that several rules make, out of the statistics room.</summary>
internal static class LintTests
{
    /// <summary>The probability of at least so many successes.</summary>
    /// <param name="successes">How many.</param>
    /// <param name="n">Of how many.</param>
    /// <param name="probability">The probability of one, 0..1.</param>
    public static double BinomialAtLeast(int successes, int n, double probability) => successes <= 0
        ? 1
        : probability >= 1 ? 1 : IncompleteBeta.Regularized(successes, n - successes + 1.0, probability, 1 - probability);

    /// <summary>Which of several p-values, by position, hold after Holm's correction.</summary>
    /// <param name="pValues">The p-values.</param>
    /// <param name="level">The probability of any false one.</param>
    /// <param name="untested">How many further tests were made whose p-values are 1.</param>
    public static IEnumerable<(int Position, double Adjusted)> Holding(IReadOnlyList<double> pValues, double level, int untested = 0)
    {
        if (pValues.Count == 0)
        {
            return [];
        }

        double[] all = [.. pValues, .. Enumerable.Repeat(1.0, untested)];
        MultipleTestingResult result = MultipleTesting.Adjust(all, MultipleTestingMethod.Holm, level);
        return Enumerable.Range(0, pValues.Count).Where(i => result.Rejected[i]).Select(i => (i, result.AdjustedPValues[i]));
    }
}
