namespace JudgeEval.Statistics.Tests.LabelQuality;

public class LabelQualityScoresTests
{
    [Fact]
    public void Compute_ByHand_HasTheFormulas()
    {
        ProbabilityTable table = ProbabilityTable.Create([0.5, 0.25, 0.25, 0.25, 0.5, 0.25], 3);
        Assert.Equal([0.5, 0.25], LabelQualityScores.Compute([0, 2], table, LabelQualityScore.SelfConfidence).ToArray());
        Assert.Equal([0.625, 0.375], LabelQualityScores.Compute([0, 2], table, LabelQualityScore.NormalizedMargin).ToArray());

        // Entropy of (1/2, 1/4, 1/4) is 1.5 bits of log2(3); over 1/2 and 1/4 that is x = 3 / log2(3) and 6 / log2(3).
        double x = 3 / Math.Log2(3);
        double[] expected = [Math.Log(1 + x) / x, Math.Log(1 + (2 * x)) / (2 * x)];
        double[] actual = [.. LabelQualityScores.Compute([0, 2], table, LabelQualityScore.ConfidenceWeightedEntropy)];
        Assert.Equal(expected[0], actual[0], 1e-14);
        Assert.Equal(expected[1], actual[1], 1e-14);
    }

    [Fact]
    public void Compute_EqualProbabilities_HaveTheMiddleMargin() =>
        Assert.Equal([0.5], LabelQualityScores.Compute([1], ProbabilityTable.Create([0.5, 0.5], 2), LabelQualityScore.NormalizedMargin).ToArray());

    [Fact]
    public void Compute_OneCategory_Throws() =>
        Assert.Throws<ArgumentException>(() => LabelQualityScores.Compute([0], ProbabilityTable.Create([1], 1), LabelQualityScore.SelfConfidence));

    [Fact]
    public void Pool_ByHand_WeighsTheLowestMost()
    {
        // 0.3, 0.2, 0.1 with weight 1/2: (0.2 + 0.3) / 2 = 0.25, (0.1 + 0.25) / 2 = 0.175; in any order.
        Assert.Equal(0.175, CriterionQuality.Pool([0.2, 0.1, 0.3], 0.5).Value, 1e-15);
        Assert.Equal(0.3, CriterionQuality.Pool([0.2, 0.1, 0.3], 0).Value);
        Assert.Equal(0.1, CriterionQuality.Pool([0.2, 0.1, 0.3], 1).Value);
        Assert.Equal(0.7, CriterionQuality.Pool([0.7]).Value);

        // One bad criterion among ten good ones: 0.8 · 0.05 + 0.2 · 0.95.
        Assert.Equal(0.23, CriterionQuality.Pool([0.95, 0.95, 0.95, 0.95, 0.05, 0.95]).Value, 1e-15);
        Assert.Equal("the item has no annotated criterion", CriterionQuality.Pool([]).UndefinedReason);
    }

    [Fact]
    public void Scores_Criteria_AreTheProbabilityOfTheAnnotation()
    {
        Assert.Equal([0.75, 0.25], CriterionQuality.Scores([true, false], [0.75, 0.75]).ToArray());

        // With two categories the margin is the probability again: (p - (1 - p) + 1) / 2 = p.
        Assert.Equal([0.75, 0.25], CriterionQuality.Scores([true, false], [0.75, 0.75], LabelQualityScore.NormalizedMargin).ToArray());
    }

    [Fact]
    public void CriterionQuality_BadArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => CriterionQuality.Scores([true], [0.5, 0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriterionQuality.Scores([true], [1.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriterionQuality.Pool([0.5], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriterionQuality.Pool([0.5, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriterionQuality.Pool([0.5, 1.5]));
    }
}
