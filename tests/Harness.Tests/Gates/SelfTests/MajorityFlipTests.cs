using JudgeEval.Harness.Gates.SelfTests;

namespace JudgeEval.Harness.Tests.Gates.SelfTests;

public sealed class MajorityFlipTests
{
    [Theory]
    [InlineData(new[] { 5 }, 1, 0)]
    [InlineData(new[] { 5 }, 7, 0)]

    // One repeat: the share of unequal pairs among those seen, 3 * 2 of 10.
    [InlineData(new[] { 3, 2 }, 1, 0.6)]
    [InlineData(new[] { 1, 1 }, 1, 1)]
    [InlineData(new[] { 1, 1, 1 }, 1, 1)]

    // Three repeats of 3 : 2. A majority has .6³ + 3 * .6² * .4 = .648; 1 - .648² - .352² = .456192, times 5/4.
    [InlineData(new[] { 3, 2 }, 3, 0.57024)]

    // Two repeats of 2 : 1 : 1, a tie shared: .25 + .5 * .5 / 1 = .5, .25 and .25; 1 - .25 - .125 = .625, times 4/3.
    [InlineData(new[] { 2, 1, 1 }, 2, 0.625 * 4 / 3)]

    // Three repeats of 2 : 1 : 1: .375 + .125 + .1875 / 3 = .5625, and .21875 twice.
    [InlineData(new[] { 2, 1, 1 }, 3, (1 - (0.5625 * 0.5625) - (2 * 0.21875 * 0.21875)) * 4 / 3)]
    public void Probability_FewRepeats_IsDerivedByHand(int[] counts, int repeats, double expected) =>
        Assert.Equal(expected, MajorityFlip.Probability(counts, repeats), 1e-12);

    [Theory]
    [InlineData(new[] { 4, 1 })]
    [InlineData(new[] { 9, 1 })]
    [InlineData(new[] { 6, 2, 1, 1 })]
    public void Probability_MoreRepeats_FlipLess(int[] counts)
    {
        double[] flips = [.. Enumerable.Range(0, 13).Select(i => MajorityFlip.Probability(counts, (2 * i) + 1))];

        Assert.Equal(flips.OrderDescending(), flips);
        Assert.All(flips, f => Assert.InRange(f, 0, 1));
    }

    [Fact]
    public void Probability_ManyLabelsAndRepeats_SumsToOne()
    {
        // Ten equally frequent labels: each has the majority in a tenth of cases, whatever the number of repeats; the factor is 20/19.
        int[] counts = [.. Enumerable.Repeat(2, 10)];

        Assert.Equal(0.9 * 20 / 19, MajorityFlip.Probability(counts, 25), 1e-9);
    }
}
