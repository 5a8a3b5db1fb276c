namespace JudgeEval.Statistics.Tests.Inference;

public class PartialConjunctionTests
{
    [Theory]
    [InlineData(1, 0.003)] // Bonferroni's: 3 x 0.001
    [InlineData(2, 0.02)] // (3 - 2 + 1) x 0.01
    [InlineData(3, 0.2)] // the largest
    public void Bonferroni_ThreePValues_IsTheRestTimesTheOneInTheirPlace(int count, double expected) =>
        Assert.Equal(expected, PartialConjunction.Bonferroni([0.2, 0.001, 0.01], count), 1e-15);

    [Fact]
    public void Bonferroni_BeyondOne_IsOne() => Assert.Equal(1, PartialConjunction.Bonferroni([0.6, 0.7], 1));

    [Fact]
    public void Bonferroni_BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialConjunction.Bonferroni([0.5], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialConjunction.Bonferroni([0.5], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialConjunction.Bonferroni([], 1));
        Assert.Throws<ArgumentException>(() => PartialConjunction.Bonferroni([double.NaN], 1));
        Assert.Throws<ArgumentException>(() => PartialConjunction.Bonferroni([1.5], 1));
    }
}
