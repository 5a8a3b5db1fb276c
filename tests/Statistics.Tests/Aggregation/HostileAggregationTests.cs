using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Aggregation;

public sealed class HostileAggregationTests
{
    private static readonly RatingTable Ratings = RatingTable.FromRows([[0, 1, 1], [0, 0, 1], [1, 1, 0]]);

    // Pseudo-counts of the smallest numbers vanish when divided, and the log prior density became minus infinity.
    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Fit_SmoothingBeyondNumbers_Throws(double smoothing)
    {
        Assert.Throws<ArgumentException>(() => DawidSkene.Fit(Ratings, new() { Smoothing = smoothing }, out _));
        Assert.Throws<ArgumentException>(() => Mace.Fit(AnnotationTable.From(Ratings), new() { Smoothing = smoothing }, out _));
    }

    [Theory]
    [InlineData(1e-100)]
    [InlineData(1e100)]
    public void Fit_SmoothingAtItsLimits_IsFinite(double smoothing)
    {
        // One annotator who always agrees with himself: pseudo-counts are the only errors there are.
        RatingTable alone = RatingTable.FromRows([[0], [1], [1]]);
        foreach (AnnotatorErrors errors in Enum.GetValues<AnnotatorErrors>())
        {
            foreach (RatingTable ratings in new[] { Ratings, alone })
            {
                DawidSkeneResult fit = DawidSkene.Fit(ratings, new() { Smoothing = smoothing, Errors = errors }, out _)!;
                Assert.True(double.IsFinite(fit.LogLikelihood) && double.IsFinite(fit.Objective));
            }
        }
    }

    [Fact]
    public void Options_UnknownChoices_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DawidSkene.Fit(Ratings, new() { Errors = (AnnotatorErrors)9 }, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => DawidSkene.Fit(Ratings, new() { Convention = (DawidSkeneConvention)9 }, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => BradleyTerry.Fit(2, [new(0, 1, ComparisonOutcome.First)], new() { Ties = (ComparisonTies)9 }, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => MajorityCertificate.Check([1], [1], new() { Ties = (TiedVotes)9 }));
    }

    [Fact]
    public void Places_ThatDoNotExist_ThrowByName()
    {
        DawidSkeneResult fit = DawidSkene.Fit(Ratings, new(), out _)!;
        BradleyTerryResult strengths = BradleyTerry.Fit(2, [new(0, 1, ComparisonOutcome.First), new(0, 1, ComparisonOutcome.Second)], new(), out _)!;
        Assert.Equal("annotator", Assert.Throws<ArgumentOutOfRangeException>(() => fit.ConfusionOf(3).Length).ParamName);
        Assert.Equal("truth", Assert.Throws<ArgumentOutOfRangeException>(() => fit.Confusion(0, 0, 2)).ParamName);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => fit.Posteriors.Has(-1)).ParamName);
        Assert.Equal("player", Assert.Throws<ArgumentOutOfRangeException>(() => strengths.StandardErrorOf(2)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentOutOfRangeException>(() => strengths.WinProbability(0, -1)).ParamName);
        Assert.Equal("item", Assert.Throws<ArgumentOutOfRangeException>(() => AnnotationTable.From(Ratings).AnnotationsOf(3)).ParamName);
    }

    // 65,536 items times 65,536 categories are 0 in 32 bits.
    [Fact]
    public void Shares_TableTooLargeForAnArray_Throws()
    {
        Rating[] ratings = [.. Enumerable.Range(0, 65_536).Select(i => new Rating(i, 0, i))];
        Assert.Throws<ArgumentException>(() => MajorityVote.Shares(AnnotationTable.Create(65_536, 1, ratings), out _));
    }

    [Fact]
    public void FactorComparison_WithoutComparisons_IsUndefined()
    {
        ImmutableArray<Estimate> weights = new FactorComparison([], [], [], 2, new() { Ridge = 1 }).Estimate();
        Assert.Equal(6, weights.Length);
        Assert.All(weights, w => Assert.Equal("there is no comparison", w.UndefinedReason));
    }

    [Fact]
    public void ExpectedScore_ScaleWithoutMeaning_Throws() => Assert.Throws<ArgumentException>(() => Elo.ExpectedScore(1500, 1500, new() { Scale = 0 }));
}
