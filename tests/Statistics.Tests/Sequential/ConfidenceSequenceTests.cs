namespace JudgeEval.Statistics.Tests.Sequential;

public class ConfidenceSequenceTests
{
    // Roots of s ln p + (n - s) ln(1 - p) = ln B(1 + s, 1 + n - s) - ln B(1, 1) + ln .05, by scipy.optimize.brentq.
    [Theory]
    [InlineData(7, 10, 0.26674052616419347, 0.9633597096244912)]
    [InlineData(0, 20, 0, 0.2606713509376576)]
    [InlineData(50, 50, 0.8706187109084923, 1)]
    [InlineData(640, 1000, 0.5852648981693698, 0.6924049177310863)]
    public void Bernoulli_Interval_IsTheRootOfTheMixture(int successes, int observations, double lower, double upper)
    {
        AnytimeInterval interval = new BernoulliConfidenceSequence().After(successes, observations);

        Assert.Equal(lower, interval.Lower, 1e-12);
        Assert.Equal(upper, interval.Upper, 1e-12);
    }

    [Fact]
    public void Bernoulli_AtTheBounds_TheEvidenceIsOneOverAlpha()
    {
        BernoulliConfidenceSequence sequence = new(0.9, 0.5, 0.5);

        AnytimeInterval interval = sequence.After(3, 8);

        Assert.Equal(0.05688238035287987, interval.Lower, 1e-12);
        Assert.Equal(Math.Log(10), sequence.LogEvidenceAgainst(3, 8, interval.Lower), 1e-9);
        Assert.Equal(Math.Log(10), sequence.LogEvidenceAgainst(3, 8, interval.Upper), 1e-9);
    }

    // The recursion written out in numpy for x_i = (7 i mod 5) / 4, and for twenty ones.
    [Fact]
    public void BoundedMean_Interval_IsTheRecursion()
    {
        BoundedMeanConfidenceSequence mixed = new(0, 1), ones = new(0, 1);
        for (int i = 0; i < 30; i++)
        {
            mixed.Add(i * 7 % 5 / 4.0);
        }

        for (int i = 0; i < 20; i++)
        {
            ones.Add(1);
        }

        Assert.Equal(0.19927537403146084, mixed.Interval.Lower, 1e-13);
        Assert.Equal(0.8007246259685392, mixed.Interval.Upper, 1e-13);
        Assert.Equal(0.6234046938317259, ones.Interval.Lower, 1e-13);
        Assert.Equal(1, ones.Interval.Upper);
        Assert.Equal(30, mixed.Interval.Observations);
    }

    [Fact]
    public void BoundedMean_OtherBounds_AreAChangeOfUnits()
    {
        BoundedMeanConfidenceSequence unit = new(0, 1), differences = new(-1, 1);
        for (int i = 0; i < 40; i++)
        {
            unit.Add(i % 3 / 2.0);
            differences.Add((i % 3) - 1);
        }

        Assert.Equal((2 * unit.Interval.Lower) - 1, differences.Interval.Lower, 1e-13);
        Assert.Equal((2 * unit.Interval.Upper) - 1, differences.Interval.Upper, 1e-13);
    }

    // sd sqrt(2 (t r + 1) / (t² r) ln(sqrt(t r + 1) / .05)) in numpy, for a standard error of .05 and the sequence tightest at 200.
    [Theory]
    [InlineData(100, 0.1541784357184175)]
    [InlineData(200, 0.15176044951881265)]
    [InlineData(1000, 0.1576515219336453)]
    public void Asymptotic_HalfWidth_IsTheFormula(int items, double half)
    {
        AnytimeInterval interval = new AsymptoticConfidenceSequence(200).At(0.5, 0.05, items);

        Assert.Equal(0.5 - half, interval.Lower, 1e-14);
        Assert.Equal(0.5 + half, interval.Upper, 1e-14);
    }

    // Ville's inequality: over a thousand looks at most 5 % of the sequences ever miss the truth; 400 sequences, and three Monte Carlo errors
    // (.011) allowed. A fixed-size interval looked at a thousand times misses in most.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Sequences_LookedAtAfterEveryItem_SeldomEverMiss(double truth)
    {
        const int Sequences = 400;
        int bernoulliMisses = 0, boundedMisses = 0;
        BernoulliConfidenceSequence bernoulli = new();
        for (ulong s = 0; s < Sequences; s++)
        {
            RandomStream random = new(11, s);
            BoundedMeanConfidenceSequence bounded = new(0, 1);
            int successes = 0;
            bool bernoulliMissed = false, boundedMissed = false;
            for (int n = 1; n <= 1000; n++)
            {
                bool success = random.NextDouble() < truth;
                successes += success ? 1 : 0;
                bounded.Add(success ? 1 : 0);
                bernoulliMissed |= bernoulli.LogEvidenceAgainst(successes, n, truth) > Math.Log(20);
                boundedMissed |= bounded.Interval.Lower > truth || bounded.Interval.Upper < truth;
            }

            bernoulliMisses += bernoulliMissed ? 1 : 0;
            boundedMisses += boundedMissed ? 1 : 0;
        }

        Assert.InRange((double)bernoulliMisses / Sequences, 0, 0.083);
        Assert.InRange((double)boundedMisses / Sequences, 0, 0.083);
    }

    // Zeros bound the mean from above, then ones from below: no mean fits both, so the assumption of one mean is wrong.
    [Fact]
    public void BoundedMean_MeanThatJumps_IsContradicted()
    {
        BoundedMeanConfidenceSequence sequence = new(0, 1);
        for (int i = 0; i < 4000; i++)
        {
            Assert.False(i < 200 && sequence.IsContradicted);
            sequence.Add(i < 200 ? 0 : 1);
        }

        Assert.True(sequence.IsContradicted);
    }

    [Fact]
    public void BoundedMean_NumberOutside_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedMeanConfidenceSequence(0, 1).Add(1.5));
}
