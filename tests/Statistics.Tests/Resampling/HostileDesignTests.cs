using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.Resampling;

public sealed class HostileDesignTests
{
    [Fact]
    public void ByItem_PatternOutOfRange_ThrowsByName()
    {
        Assert.Equal("patternOfItem", Assert.Throws<ArgumentException>(() => ResamplingDesign.ByItem([0, 3], 3)).ParamName);
        Assert.Equal("patternOfItem", Assert.Throws<ArgumentException>(() => ResamplingDesign.ByCluster([0, -1], 3, [0, 0])).ParamName);
        Assert.Equal("patternOfItem", Assert.Throws<ArgumentException>(() => ResamplingDesign.Stratified([0, 3], 3, [0, 0])).ParamName);
        Assert.Equal("patternCount", Assert.Throws<ArgumentOutOfRangeException>(() => ResamplingDesign.ByItem([], -1)).ParamName);
    }

    [Fact]
    public void Draw_TooLittleRoom_ThrowsByName()
    {
        ResamplingDesign design = ResamplingDesign.OfUnits(3, "item");
        Assert.Equal("kinds", Assert.Throws<ArgumentException>(() => Draw(design, 2, 3, 3)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => Draw(design, 3, 4, 3)).ParamName);
    }

    [Fact]
    public void Draw_NothingToDrawFrom_Throws() =>
        Assert.Equal("draws", Assert.Throws<ArgumentOutOfRangeException>(() => Draw(ResamplingDesign.OfUnits(0, "item"), 0, 0, 1)).ParamName);

    [Fact]
    public void StandardErrors_NumbersTooLargeToSquare_AreUndefined()
    {
        MeanStatistic mean = new([1e300, -1e300, 1e299]);
        ImmutableArray<Estimate> errors = ClusterBootstrap.StandardErrors(mean, ResamplingDesign.OfUnits(3, "item"), new(50, 1, 0.9));
        Assert.False(errors[0].IsDefined);
        Assert.False(BootstrapInterval.StandardError([1e300, -1e300]).IsDefined);
    }

    [Fact]
    public void Independent_NumbersTooLargeToSum_IsUndefined()
    {
        PermutationResult result = PermutationTest.Independent([1.7e308, 1.7e308, 1], [-1.7e308, -1.7e308, 2]);
        Assert.False(result.TwoSided.IsDefined);
        Assert.False(result.Statistic.IsDefined);
    }

    [Fact]
    public void Studentized_NegativeStandardError_Throws()
    {
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Studentized(0, -1, [-1, 1], [1, 1], 0.9, out _));
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Studentized(0, 1, [-1, 1], [1, -1], 0.9, out _));
    }

    [Fact]
    public void OfSorted_NaN_Throws() => Assert.Throws<ArgumentException>(() => Quantile.OfSorted([double.NaN, 1], 0.5));

    /// <summary>The exact number of arrangements has a hundred thousand digits and is needed for nothing.</summary>
    [Fact]
    public void GroupMeans_ManyUnits_DoesNotCountArrangements()
    {
        double[] values = [.. Enumerable.Range(0, 60_000).Select(i => Math.Sin(i))];
        int[] groups = [.. Enumerable.Range(0, 60_000).Select(i => i / 2)];
        Assert.False(PermutationTest.GroupMeans(values, groups, options: new() { Resamples = 3 }).IsExact);
    }

    private static void Draw(ResamplingDesign design, int kinds, int weights, int draws)
    {
        RandomStream random = new(1, 0);
        design.Draw(ref random, new int[kinds], new int[weights], draws);
    }
}
