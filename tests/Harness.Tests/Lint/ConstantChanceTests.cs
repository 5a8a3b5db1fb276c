using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Lint.Rules;

namespace JudgeEval.Harness.Tests.Lint;

public sealed class ConstantChanceTests
{
    [Theory]
    [InlineData(3, 0.5, 0, 0.125)]
    [InlineData(2, 0.5, 1.0 / 3, 1.0 / 3)]
    [InlineData(4, 0.5, 1.0 / 3, 0.2)]
    public void Chance_BetaBinomial_IsThatOfItsFormula(int n, double mean, double correlation, double expected)
    {
        // Without correlation the binomial 0.5^3. A correlation of 1/3 at a mean of 1/2 is the uniform beta, under which all n + 1 counts are equally likely.
        Assert.Equal(expected, ConstantAnnotators.Chance(n, mean, correlation), 1e-12);
    }

    [Theory]
    [InlineData(2, 2, 0.5, 0.25)]
    [InlineData(1, 2, 0.5, 0.75)]
    [InlineData(0, 7, 0.1, 1)]
    [InlineData(18, 20, 0.5, 211.0 / 1048576)]
    public void BinomialAtLeast_SmallCounts_IsTheSum(int successes, int n, double probability, double expected) =>
        Assert.Equal(expected, LintTests.BinomialAtLeast(successes, n, probability), 1e-12);

    [Theory]
    [InlineData("Yes, it  IS!", "yes it is")]
    [InlineData("ÄRGER; Straße", "ärger straße")]
    [InlineData("  …  ", "")]
    [InlineData("👍", "👍")]
    public void Normalize_CaseSpaceAndPunctuation_AreLeftAside(string text, string expected) => Assert.Equal(expected, DuplicateItems.Normalize(text));
}
