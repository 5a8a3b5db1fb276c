namespace JudgeEval.Statistics.Tests.Inference;

public sealed class MeasuredDifferenceTests
{
    private const double Z = 1.6448536269514722;

    [Fact]
    public void Equivalence_PairedT_EqualsScipy()
    {
        // scipy.stats.ttest_1samp(d, -0.5, alternative="greater") and (d, 0.5, alternative="less").
        double[] d = [0.3, -0.1, 0.4, 0.2, -0.5, 0.6, 0.1, 0.0];
        EquivalenceResult result = MeasuredDifference.OfPairs(d).Equivalence(0.5);

        Assert.Equal(5.245543181639081, result.Lower.Statistic, 1e-12);
        Assert.Equal(0.0005960049988476251, result.Lower.PValue, 1e-14);
        Assert.Equal(-3.147325908983449, result.Upper.Statistic, 1e-12);
        Assert.Equal(0.008106234874338017, result.Upper.PValue, 1e-14);
        Assert.Equal(result.Upper.PValue, result.Test.PValue);
        Assert.Equal(EquivalenceVerdict.Equivalent, result.Verdict);
    }

    [Fact]
    public void PairedProportions_NoDiscordantItem_HasTheClosedFormInterval()
    {
        // With b = c = 0 the score is n d² = z² (|d| - d²), so |d| = z² / (n + z²).
        ConfidenceInterval interval = MeasuredDifference.OfPairedProportions(0, 0, 40).Interval(0.9)!;

        Assert.Equal(Z * Z / (40 + (Z * Z)), interval.Upper, 1e-14);
        Assert.Equal(-interval.Upper, interval.Lower, 1e-15);
    }

    [Fact]
    public void PairedProportions_Discordant_EqualsTheConstrainedLikelihood()
    {
        // Python: q maximises 12 log(q + d) + 9 log(q) + 79 log(1 - 2 q - d) by scipy.optimize.brentq on its derivative,
        // z = (3 - 100 d) / sqrt(100 (2 q + d - d²)); z(-0.1) and the roots of z(d) = ±1.6448536269514722.
        MeasuredDifference difference = MeasuredDifference.OfPairedProportions(12, 9, 100);
        NonInferiorityResult result = difference.NonInferiority(0.1);

        Assert.Equal(2.6507931004539027, result.Test.Statistic, 1e-12);
        Assert.Equal(-0.04726051123731591, result.Difference.Interval!.Lower, 1e-12);
        Assert.Equal(0.10832670213701076, result.Difference.Interval!.Upper, 1e-12);
        Assert.Equal(NonInferiorityVerdict.NonInferior, result.Verdict);
    }

    [Fact]
    public void Verdicts_Margins_AgreeWithTheIntervals()
    {
        double[] d = [0.3, -0.1, 0.4, 0.2, -0.5, 0.6, 0.1, 0.0];
        foreach (MeasuredDifference difference in new[]
        {
            MeasuredDifference.OfPairs(d),
            MeasuredDifference.OfPairedProportions(9, 14, 60),
            MeasuredDifference.OfStandardError(Estimate.Of(-0.2, 50), 0.1),
            MeasuredDifference.OfStandardError(Estimate.Of(-0.2, 50), 0.1, 6),
        })
        {
            ConfidenceInterval interval = difference.Interval(0.9)!;
            for (double margin = 0.01; margin < 0.9; margin += 0.01)
            {
                NonInferiorityResult result = difference.NonInferiority(margin);
                NonInferiorityVerdict expected = interval.Lower > -margin ? NonInferiorityVerdict.NonInferior
                    : interval.Upper < -margin ? NonInferiorityVerdict.Inferior : NonInferiorityVerdict.Inconclusive;
                Assert.Equal(expected, result.Verdict);
                EquivalenceResult both = difference.Equivalence(margin);
                Assert.Equal(interval.Lower > -margin && interval.Upper < margin, both.Verdict == EquivalenceVerdict.Equivalent);
                Assert.Equal(both.Test.PValue <= 0.05, both.Verdict == EquivalenceVerdict.Equivalent);
            }
        }
    }

    [Fact]
    public void PairedProportions_Exchanged_ChangesTheSign()
    {
        MeasuredDifference one = MeasuredDifference.OfPairedProportions(3, 11, 50), other = MeasuredDifference.OfPairedProportions(11, 3, 50);

        Assert.Equal(one.Interval()!.Lower, -other.Interval()!.Upper, 1e-14);
        Assert.Equal(one.Equivalence(0.1).Lower.PValue, other.Equivalence(0.1).Upper.PValue, 1e-14);
    }

    [Fact]
    public void OfReplicates_Share_CountsTheObservedOneToo()
    {
        // 1 of 9 replicates is at -0.1 or below: (1 + 1) / (9 + 1).
        double[] replicates = [-0.1, 0, 0.1, 0.2, 0.3, 0.1, 0.2, 0.1, 0.0];
        NonInferiorityResult result = MeasuredDifference.OfReplicates(Estimate.Of(0.1, 20), replicates, seed: 7).NonInferiority(0.1);

        Assert.Equal(0.2, result.Test.PValue, 1e-15);
        Assert.Equal(NonInferiorityVerdict.Inconclusive, result.Verdict);
        Assert.Equal(7UL, result.Difference.Interval!.Seed);
    }

    [Fact]
    public void OfInterval_OtherLevel_ThrowsAndItsOwnDecides()
    {
        Estimate estimate = Estimate.Of(0.02, 100).WithInterval(ConfidenceInterval.ByFormula(-0.03, 0.07, 0.9, "any"));
        MeasuredDifference difference = MeasuredDifference.OfInterval(estimate);

        NonInferiorityResult result = difference.NonInferiority(0.05);
        Assert.Equal(NonInferiorityVerdict.NonInferior, result.Verdict);
        Assert.False(result.Test.IsDefined);
        Assert.Equal(EquivalenceVerdict.Inconclusive, difference.Equivalence(0.05).Verdict);
        ArgumentException error = Assert.Throws<ArgumentException>(() => difference.NonInferiority(0.05, 0.025));
        Assert.StartsWith("The interval has level 0.9, so it decides at alpha = 0.05 only.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NonInferiority_NothingToTest_IsInconclusiveWithAReason()
    {
        foreach ((MeasuredDifference difference, string reason) in new[]
        {
            (MeasuredDifference.OfPairs([0.5]), "the test needs at least two items"),
            (MeasuredDifference.OfPairs([0.1, 0.1, 0.1]), "the differences do not vary, so they have no standard error"),
            (MeasuredDifference.OfPairedProportions(0, 0, 0), "there is no item"),
            (MeasuredDifference.OfStandardError(Estimate.Of(1, 3), 0), "the standard error is 0"),
            (MeasuredDifference.OfReplicates(Estimate.Of(1, 3), [1, double.NaN, double.NaN]), "too few bootstrap replicates have a value"),
            (MeasuredDifference.OfInterval(Estimate.Of(1, 3)), "the difference has no interval"),
        })
        {
            NonInferiorityResult result = difference.NonInferiority(0.1);
            Assert.Equal(NonInferiorityVerdict.Inconclusive, result.Verdict);
            Assert.Equal(reason, result.Test.UndefinedReason);
            Assert.Equal(EquivalenceVerdict.Inconclusive, difference.Equivalence(0.1).Verdict);
            Assert.Null(difference.Interval());
        }
    }

    [Theory]
    [InlineData(-0.1, 0.05)]
    [InlineData(1, 0.05)]
    [InlineData(0.1, 0.5)]
    [InlineData(double.NaN, 0.05)]
    public void NonInferiority_OutOfRange_Throws(double margin, double alpha) =>
        Assert.ThrowsAny<ArgumentException>(() => MeasuredDifference.OfPairedProportions(1, 2, 10).NonInferiority(margin, alpha));

    [Fact]
    public void PValue_AnyEvidence_IsThatOfItsTests()
    {
        double[] d = [0.3, -0.1, 0.4, 0.2, -0.5, 0.6, 0.1, 0.0];
        foreach (MeasuredDifference difference in new[]
        {
            MeasuredDifference.OfPairs(d),
            MeasuredDifference.OfPairedProportions(9, 14, 60),
            MeasuredDifference.OfStandardError(Estimate.Of(-0.2, 50), 0.1, 6),
            MeasuredDifference.OfReplicates(Estimate.Of(0.1, 20), [-0.1, 0, 0.1, 0.2]),
            MeasuredDifference.OfBootstrap(Estimate.Of(0.125, 8), Mean(d)),
        })
        {
            EquivalenceResult result = difference.Equivalence(0.3);
            Assert.Equal(result.Lower.PValue, difference.PValue(-0.3, above: true));
            Assert.Equal(result.Upper.PValue, difference.PValue(0.3, above: false));
        }
    }

    [Fact]
    public void PValue_NothingToTest_IsNone()
    {
        Assert.Null(MeasuredDifference.OfInterval(Estimate.Of(0, 9).WithInterval(ConfidenceInterval.ByFormula(-1, 1, 0.9, "any"))).PValue(0, above: true));
        Assert.Null(MeasuredDifference.OfPairs([0.5]).PValue(0, above: true));
        Assert.Null(MeasuredDifference.OfBootstrap(Estimate.Of(1, 3), null).PValue(0, above: true));
        Assert.Null(MeasuredDifference.OfBootstrap(Estimate.Undefined("no data", 0), Mean([1, 2, 3])).PValue(0, above: true));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void PValue_BoundThatIsNotFinite_Throws(double bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MeasuredDifference.OfBootstrap(Estimate.Of(1, 3), null).PValue(bound, above: true));

    [Fact]
    public void OfBootstrap_Evidence_DecidesAsItsIntervalDoes()
    {
        // 24 differences with a mean of 1/4 and as many of 1 as of -1/2: the spread of Student's interval is 0.75 / sqrt(23) = 0.156.
        BootstrapEvidence evidence = Mean([.. Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? 1 : -0.5)]);
        MeasuredDifference difference = MeasuredDifference.OfBootstrap(Estimate.Of(0.25, 24), evidence);

        Assert.Equal("bayesian-bootstrap", difference.Method);
        Assert.Equal(evidence.Interval(0.95), difference.Interval(0.95));
        Assert.Equal(0.156, evidence.StandardError, 0.01);
        Assert.Equal(evidence.Interval(0.9)!.Lower, difference.NonInferiority(0.1).Difference.Interval!.Lower);
        Assert.Equal(NonInferiorityVerdict.NonInferior, difference.NonInferiority(0.2).Verdict);
        Assert.Equal(NonInferiorityVerdict.Inconclusive, difference.NonInferiority(0).Verdict);
        Assert.Equal(NonInferiorityVerdict.Inferior, MeasuredDifference.OfBootstrap(Estimate.Of(-0.5, 24), Mean([.. Enumerable.Range(0, 24).Select(i => (i % 2) - 1.0)])).NonInferiority(0.2).Verdict);
    }

    [Fact]
    public void OfBootstrap_NoEvidence_KeepsItsValueAndTestsNothing()
    {
        MeasuredDifference difference = MeasuredDifference.OfBootstrap(Estimate.Of(0.25, 24), null);

        Assert.Equal(0.25, difference.Estimate.Value);
        Assert.Null(difference.Interval());
        Assert.Equal(NonInferiorityVerdict.Inconclusive, difference.NonInferiority(0.1).Verdict);
        Assert.StartsWith("there is no interval: that takes two items or clusters", difference.NonInferiority(0.1).Test.UndefinedReason, StringComparison.Ordinal);
        Assert.Equal("no data", MeasuredDifference.OfBootstrap(Estimate.Undefined("no data", 0), null).NonInferiority(0.1).Test.UndefinedReason);
    }

    /// <summary>The evidence on the mean of numbers.</summary>
    private static BootstrapEvidence Mean(double[] values)
    {
        double[] distinct = [.. values.Distinct()];
        return ClusterBootstrap.Evidence(
            new MeanStatistic(distinct), ResamplingDesign.ByItem([.. values.Select(v => Array.IndexOf(distinct, v))], distinct.Length), new(4000, 1, 0.95))[0]!;
    }
}
