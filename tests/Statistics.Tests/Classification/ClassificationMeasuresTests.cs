using JudgeEval.Statistics.Tests.Agreement;

namespace JudgeEval.Statistics.Tests.Classification;

public class ClassificationMeasuresTests
{
    // Truth in rows: cat 4 1 1, dog 2 3 0, none 0 0 0 (declared, never seen), fox 1 0 3. 15 items, 10 hits.
    private static readonly ConfusionMatrix Matrix = ConfusionMatrix.Create(
        CohenKappaTests.Pairs((1, 1, 4), (1, 2, 1), (1, 4, 1), (2, 1, 2), (2, 2, 3), (4, 1, 1), (4, 4, 3)), [4, 3, 2, 1]);

    [Fact]
    public void Create_DeclaredClasses_CountsThemInOrder()
    {
        Assert.Equal(new double[] { 1, 2, 3, 4 }, Matrix.Classes);
        Assert.Equal([4, 1, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 3], Matrix.Counts.ToArray());
        Assert.Equal([6, 5, 0, 4], Matrix.TruthCounts.ToArray());
        Assert.Equal([7, 4, 0, 4], Matrix.PredictionCounts.ToArray());
        Assert.Equal((15, 2, 1), (Matrix.ItemCount, Matrix[1, 0], Matrix.Transpose()[0, 3]));
        Assert.Equal(new double[] { 1, 2, 4 }, ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 2, 1), (4, 2, 1))).Classes);
    }

    [Fact]
    public void Create_ClassNotDeclaredOrPositionOutOfRange_Throws()
    {
        ArgumentException missing = Assert.Throws<ArgumentException>(() => ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 3, 1)), [1, 2]));
        Assert.StartsWith("The pairs hold 3, which is not among the declared classes.", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMeasures.F1(Matrix, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassificationMeasures.F1(Matrix, -1));
    }

    [Fact]
    public void OfOneClass_Cat_IsItsShareAgainstTheRest()
    {
        // Hits 4 of 7 predicted and 6 true; of 9 others 3 are called cat.
        Assert.Equal(4 / 7.0, ClassificationMeasures.Precision(Matrix, 0).Value, 15);
        Assert.Equal(4 / 6.0, ClassificationMeasures.TruePositiveRate(Matrix, 0).Value, 15);
        Assert.Equal(6 / 9.0, ClassificationMeasures.TrueNegativeRate(Matrix, 0).Value, 15);
        Assert.Equal(8 / 13.0, ClassificationMeasures.F1(Matrix, 0).Value, 15);
        Assert.Equal(15, ClassificationMeasures.F1(Matrix, 0).N);
    }

    [Fact]
    public void OfOneClass_NeverSeen_IsUndefinedButItsTrueNegativeRate()
    {
        Assert.Equal("the class is never predicted", ClassificationMeasures.Precision(Matrix, 2).UndefinedReason);
        Assert.Equal("the class has no items", ClassificationMeasures.TruePositiveRate(Matrix, 2).UndefinedReason);
        Assert.Equal("the class is neither true nor predicted anywhere", ClassificationMeasures.F1(Matrix, 2).UndefinedReason);
        Assert.Equal(1, ClassificationMeasures.TrueNegativeRate(Matrix, 2).Value);
        ConfusionMatrix one = ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 1, 2), (1, 2, 1)));
        Assert.Equal("every item is of the class", ClassificationMeasures.TrueNegativeRate(one, 0).UndefinedReason);

        // True but never predicted: no precision, but an F1 of 0.
        Assert.False(ClassificationMeasures.Precision(one.Transpose(), 1).IsDefined);
        Assert.Equal(0, ClassificationMeasures.F1(one.Transpose(), 1).Value);
    }

    [Fact]
    public void Averages_UnseenClass_IsLeftOutOrCountsAsZero()
    {
        // F1 of cat, dog, fox: 8/13, 6/9, 6/8. By truth 6, 5, 4. Recall 4/6, 3/5, 3/4.
        double sum = (8 / 13.0) + (6 / 9.0) + (6 / 8.0);
        Assert.Equal(sum / 3, ClassificationMeasures.F1(Matrix, ClassAverage.Macro).Value, 15);
        Assert.Equal(sum / 4, ClassificationMeasures.F1(Matrix, ClassAverage.Macro, UndefinedClass.Zero).Value, 15);
        double weighted = ((6 * 8 / 13.0) + (5 * 6 / 9.0) + (4 * 6 / 8.0)) / 15;
        Assert.Equal(weighted, ClassificationMeasures.F1(Matrix, ClassAverage.Weighted).Value, 15);
        Assert.Equal(weighted, ClassificationMeasures.F1(Matrix, ClassAverage.Weighted, UndefinedClass.Zero).Value, 15);
        Assert.Equal(10 / 15.0, ClassificationMeasures.F1(Matrix, ClassAverage.Micro).Value, 15);
        Assert.Equal(10 / 15.0, ClassificationMeasures.Accuracy(Matrix).Value, 15);
        Assert.Equal(((4 / 6.0) + (3 / 5.0) + (3 / 4.0)) / 3, ClassificationMeasures.BalancedAccuracy(Matrix).Value, 15);

        // Micro: 4 classes count 15 items each; of 45 negatives 40 are called so.
        Assert.Equal(40 / 45.0, ClassificationMeasures.TrueNegativeRate(Matrix, ClassAverage.Micro).Value, 15);
    }

    [Fact]
    public void Precision_WeightedWithAClassNeverPredicted_WeighsItOnlyWhenItCounts()
    {
        // Truth 1, 1, 2; all predicted 1. Precision of 1: 2/3; of 2: 0/0. As zero: (2 * 2/3 + 1 * 0) / 3; left out: 2/3.
        ConfusionMatrix matrix = ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 1, 2), (2, 1, 1)));
        Assert.Equal(4 / 9.0, ClassificationMeasures.Precision(matrix, ClassAverage.Weighted, UndefinedClass.Zero).Value, 15);
        Assert.Equal(2 / 3.0, ClassificationMeasures.Precision(matrix, ClassAverage.Weighted).Value, 15);
    }

    [Fact]
    public void MatthewsCorrelation_TwoClasses_IsThePhiCoefficient()
    {
        // 20, 5, 10, 15: (20 * 15 - 5 * 10) / sqrt(25 * 25 * 30 * 20) = 250 / sqrt(375000), and Pearson's correlation of the 0/1 numbers.
        PairTable pairs = CohenKappaTests.Pairs((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15));
        double phi = ClassificationMeasures.MatthewsCorrelation(ConfusionMatrix.Create(pairs)).Value;
        Assert.Equal(250 / Math.Sqrt(375000), phi, 14);
        Assert.Equal(PairStatistics.Compute(pairs, PairStatistic.Pearson).Value, phi, 13);
    }

    [Fact]
    public void MatthewsCorrelation_SeveralClasses_IsSymmetricAndKeepsItsRange()
    {
        // Hits 10 of 15; together 15 * 10 - (6 7 + 5 4 + 4 4) = 72; truth 225 - 77 = 148; predicted 225 - 81 = 144.
        Assert.Equal(72 / Math.Sqrt(148 * 144.0), ClassificationMeasures.MatthewsCorrelation(Matrix).Value, 15);
        Assert.Equal(ClassificationMeasures.MatthewsCorrelation(Matrix).Value, ClassificationMeasures.MatthewsCorrelation(Matrix.Transpose()).Value, 15);
        Assert.Equal(1, ClassificationMeasures.MatthewsCorrelation(ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 1, 3), (2, 2, 7), (3, 3, 1)))).Value);
    }

    [Fact]
    public void MatthewsCorrelation_ConstantTruthOrPrediction_IsUndefined()
    {
        ConfusionMatrix constant = ConfusionMatrix.Create(CohenKappaTests.Pairs((1, 1, 3), (1, 2, 7)));
        Assert.Equal("the truth is always the same class, so nothing can vary with it", ClassificationMeasures.MatthewsCorrelation(constant).UndefinedReason);
        Assert.Equal("the prediction is always the same class, so it cannot vary with the truth", ClassificationMeasures.MatthewsCorrelation(constant.Transpose()).UndefinedReason);
    }

    [Fact]
    public void EveryMeasure_NoItems_IsUndefined()
    {
        const string reason = "no item has both a true and a predicted class";
        ConfusionMatrix empty = ConfusionMatrix.Create(PairTable.Create([], []), [1, 2]);
        Assert.All(
            new[]
            {
                ClassificationMeasures.Accuracy(empty), ClassificationMeasures.BalancedAccuracy(empty), ClassificationMeasures.MatthewsCorrelation(empty),
                ClassificationMeasures.F1(empty, ClassAverage.Macro, UndefinedClass.Zero), ClassificationMeasures.Precision(empty, ClassAverage.Micro), ClassificationMeasures.F1(empty, 0),
            },
            e => Assert.Equal((reason, 0), (e.UndefinedReason, e.N)));
    }

    [Fact]
    public void Rates_TwoClasses_AreEachOthersOfTheOtherClass()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            ConfusionMatrix matrix = ConfusionMatrix.Create(MadeUpRatings.Table(MadeUpRatings.Rows(seed, 30, 2, [0, 1], 0)).PairsOf(0, 1));
            Assert.Equal(ClassificationMeasures.TruePositiveRate(matrix, 0).Value, ClassificationMeasures.TrueNegativeRate(matrix, 1).Value, 15);
            Assert.Equal(ClassificationMeasures.Precision(matrix, 1).Value, ClassificationMeasures.TruePositiveRate(matrix.Transpose(), 1).Value, 15);
            double p = ClassificationMeasures.Precision(matrix, 1).Value, r = ClassificationMeasures.TruePositiveRate(matrix, 1).Value;
            Assert.Equal(2 * p * r / (p + r), ClassificationMeasures.F1(matrix, 1).Value, 14);
        }
    }
}
