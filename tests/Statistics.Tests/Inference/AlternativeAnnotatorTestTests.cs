namespace JudgeEval.Statistics.Tests.Inference;

public sealed class AlternativeAnnotatorTestTests
{
    [Fact]
    public void Run_DecimalsAtTheSameDistance_AreATie()
    {
        // People say 0.3 and 0.2, the judge 0.1. Without the first, 0.2 remains: judge and annotator are both 0.1 away, a tie, which
        // counts for the judge. Without the second, 0.3 remains: the judge is 0.2 away, the annotator 0.1. So (1 + 0) / 2.
        // As doubles, 0.3 - 0.2 is less than 0.2 - 0.1.
        RatingTable ratings = RatingTable.FromRows([[0.3, 0.2], [0.3, 0.2]]);

        AltTestResult? result = AlternativeAnnotatorTest.Run(
            ratings, [0.1, 0.1], new AltTestOptions { Scoring = AltTestScoring.NegativeRmse, SmallestAnnotator = 2 }, out _);

        Assert.Equal(0.5, result?.AdvantageProbability);
    }
}
