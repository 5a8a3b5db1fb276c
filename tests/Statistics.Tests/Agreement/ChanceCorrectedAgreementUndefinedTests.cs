namespace JudgeEval.Statistics.Tests.Agreement;

public class ChanceCorrectedAgreementUndefinedTests
{
    private const string Certain = "every label is the same, so agreement by chance is certain";
    private const string Unpaired = "no item has labels from two annotators";

    [Fact]
    public void Coefficients_NoRating_AreUndefinedInEveryPart()
    {
        foreach (RatingTable table in new[] { RatingTable.FromRows([]), RatingTable.FromRows([[null, null]], [1, 2]), RatingTable.Create(3, 2, []) })
        {
            Assert.All(All(table), c => Assert.Equal((Unpaired, Unpaired, Unpaired), (c.Value.UndefinedReason, c.Observed.UndefinedReason, c.StandardError.UndefinedReason)));
            Assert.All(All(table), c => Assert.False(c.Expected.IsDefined));
            Assert.Equal(Unpaired, ChanceCorrectedAgreement.PooledPercentAgreement(table).UndefinedReason);
        }
    }

    [Fact]
    public void Coefficients_NoItemWithTwoRatings_StillSayWhatChanceWouldBe()
    {
        // Shares 1/2 and 1/2: AC1 1/2 (2 categories: 2 * 1/4 / 1), Fleiss 1/2, Brennan-Prediger 1/2; Conger: annotator 0 gives 1, annotator 1
        // gives 2, so the two never meet.
        RatingTable table = RatingTable.FromRows([[1, null], [null, 2]]);
        Assert.Equal(0.5, ChanceCorrectedAgreement.GwetAc1(table).Expected.Value, 15);
        Assert.Equal(0.5, ChanceCorrectedAgreement.FleissKappa(table).Expected.Value, 15);
        Assert.Equal(0.5, ChanceCorrectedAgreement.BrennanPrediger(table).Expected.Value, 15);
        Assert.Equal(0, ChanceCorrectedAgreement.CongerKappa(table).Expected.Value, 15);
        Assert.All(All(table), c => Assert.Equal(Unpaired, c.Value.UndefinedReason));
        Assert.Equal(2, ChanceCorrectedAgreement.FleissKappa(table).Expected.N);
        Assert.Equal(0, ChanceCorrectedAgreement.FleissKappa(table).Value.N);
    }

    [Fact]
    public void Coefficients_OneCategory_AreUndefinedButTheAgreementIsNot()
    {
        RatingTable table = RatingTable.FromRows([[4, 4], [4, 4], [4, null]]);
        Assert.Equal(Certain, ChanceCorrectedAgreement.FleissKappa(table, CategoryWeights.Quadratic).Value.UndefinedReason);
        Assert.Equal(Certain, ChanceCorrectedAgreement.CongerKappa(table).Value.UndefinedReason);
        Assert.Equal(Certain, ChanceCorrectedAgreement.KrippendorffAlpha(table, CategoryWeights.Linear).Value.UndefinedReason);
        Assert.Equal(Certain, ChanceCorrectedAgreement.BrennanPrediger(table, CategoryWeights.Ordinal).Value.UndefinedReason);
        Assert.Equal("chance agreement over categories needs at least two declared ones", ChanceCorrectedAgreement.GwetAc1(table).Value.UndefinedReason);
        Assert.All(All(table), c => Assert.Equal(1, c.Observed.Value));
        Assert.Equal(1, ChanceCorrectedAgreement.FleissKappa(table).Expected.Value);
        Assert.Equal(1, ChanceCorrectedAgreement.PercentAgreement(table).Value.Value);
    }

    [Fact]
    public void GwetAc1_OneOfTwoDeclaredCategoriesUsed_IsOneAsChanceIsNone()
    {
        // p = 1, so p (1 - p) = 0: nothing is agreed by chance. Fleiss' kappa has no value on the same ratings.
        RatingTable table = RatingTable.FromRows([[4, 4], [4, 4]], [4, 5]);
        Assert.Equal((1, 0), (ChanceCorrectedAgreement.GwetAc1(table).Value.Value, ChanceCorrectedAgreement.GwetAc1(table).Expected.Value));
        Assert.Equal(0.5, ChanceCorrectedAgreement.BrennanPrediger(table).Expected.Value);
        Assert.False(ChanceCorrectedAgreement.FleissKappa(table).Value.IsDefined);
    }

    [Fact]
    public void Coefficients_OneItem_HaveAValueWithoutAnError()
    {
        // Ratings 1, 2, 2, 3: of 12 ordered pairs 2 agree, pa = 1/6. Fleiss: pe = (1 + 4 + 1) / 16 = 3/8, kappa = (1/6 - 3/8) / (5/8) = -1/3.
        RatingTable table = RatingTable.FromRows([[1, 2, 2, 3]]);
        ChanceCorrected kappa = ChanceCorrectedAgreement.FleissKappa(table);
        Assert.Equal(-1.0 / 3, kappa.Value.Value, 14);
        Assert.Equal("a standard error needs at least two items", kappa.StandardError.UndefinedReason);
        Assert.Null(kappa.Value.Interval);
        Assert.Equal(
            "alpha of one item is 0 whatever its labels; it needs two items with labels from two annotators",
            ChanceCorrectedAgreement.KrippendorffAlpha(table).Value.UndefinedReason);
    }

    [Fact]
    public void CongerKappa_AnnotatorWithoutRatingsOrAlone_IsUndefined()
    {
        Assert.Equal(
            "annotator 1 rated nothing, so how often they give each category is unknown; leave them out of the table",
            ChanceCorrectedAgreement.CongerKappa(RatingTable.FromRows([[1, null, 1], [2, null, 1]])).Value.UndefinedReason);
        ChanceCorrected alone = ChanceCorrectedAgreement.CongerKappa(RatingTable.FromRows([[1], [2]]));
        Assert.Equal((Unpaired, "Conger's kappa compares annotators, and there are not two of them"), (alone.Value.UndefinedReason, alone.Expected.UndefinedReason));
    }

    [Fact]
    public void Coefficients_WeightsThatTakeEverythingForAgreement_AreUndefined()
    {
        RatingTable table = RatingTable.FromRows([[1, 2], [2, 2], [1, 1]]);
        CategoryWeights all = CategoryWeights.Own([1, 2], [1, 1, 1, 1]);
        string reason = "the weights take any two labels for agreement, so agreement by chance is certain";
        Assert.Equal(reason, ChanceCorrectedAgreement.FleissKappa(table, all).Value.UndefinedReason);
        Assert.Equal(reason, ChanceCorrectedAgreement.CongerKappa(table, all).Value.UndefinedReason);
        Assert.Equal(reason, ChanceCorrectedAgreement.BrennanPrediger(table, all).Value.UndefinedReason);
        Assert.False(ChanceCorrectedAgreement.KrippendorffAlpha(table, all).Value.IsDefined);
        Assert.Equal(1, ChanceCorrectedAgreement.FleissKappa(table, all).Observed.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Coefficients_LevelOutOfRange_Throw(double level)
    {
        RatingTable table = RatingTable.FromRows([[1, 2], [2, 2]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChanceCorrectedAgreement.FleissKappa(table, level: level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChanceCorrectedAgreement.KrippendorffAlpha(table, level: level));
        Assert.Throws<ArgumentOutOfRangeException>(() => CohenKappa.Compute(table.PairsOf(0, 1), level: level));
    }

    private static ChanceCorrected[] All(RatingTable table) =>
    [
        ChanceCorrectedAgreement.PercentAgreement(table),
        ChanceCorrectedAgreement.GwetAc1(table),
        ChanceCorrectedAgreement.FleissKappa(table),
        ChanceCorrectedAgreement.CongerKappa(table),
        ChanceCorrectedAgreement.BrennanPrediger(table),
        ChanceCorrectedAgreement.KrippendorffAlpha(table),
    ];
}
