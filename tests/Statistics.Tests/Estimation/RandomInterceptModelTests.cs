using MathNet.Numerics.LinearAlgebra;

namespace JudgeEval.Statistics.Tests.Estimation;

public class RandomInterceptModelTests
{
    private const string NoResidual = "rows of one group do not vary about their group: beside the variance of the groups there is none left for them";

    [Fact]
    public void Fit_BalancedOneWay_IsTheAnalysisOfVariance()
    {
        // Three groups of two: 1 3, 5 7, 6 10. Means 2, 6, 8; grand mean 16/3. Within: (2 + 2 + 8) / 3 = 4. Between: 2 ((10/3)² + (2/3)² +
        // (8/3)²) / 2 = 168/9 = 56/3. Residual variance 4, group variance (56/3 - 4) / 2 = 22/3, standard error √((56/3) / 6) = √(28/9).
        RandomInterceptResult fit = Fit([1, 3, 5, 7, 6, 10], Ones(6), 1, [0, 0, 1, 1, 2, 2]);
        FixedEffect intercept = Assert.Single(fit.FixedEffects);
        Assert.Equal(4, fit.ResidualVariance, 1e-12);
        Assert.Equal(22 / 3.0, fit.GroupVariance, 1e-11);
        Assert.Equal(22 / 34.0, fit.IntraclassCorrelation, 1e-12);
        Assert.Equal(16 / 3.0, intercept.Coefficient.Value, 1e-12);
        Assert.Equal(Math.Sqrt(28 / 9.0), intercept.StandardError, 1e-12);
        Assert.Equal((6, 3, 3), (fit.RowCount, fit.GroupCount, intercept.Coefficient.N));

        // z = (16/3) / √(28/9) = 3.0237; the interval is ± 1.959964 standard errors.
        Assert.Equal(16 / Math.Sqrt(28), intercept.Test.Statistic, 1e-12);
        Assert.Equal((16 / 3.0) - (1.959963984540054 * Math.Sqrt(28 / 9.0)), intercept.Coefficient.Interval!.Lower, 1e-11);
        Assert.Equal("group", intercept.Coefficient.Interval.Cluster);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e2)]
    [InlineData(1e4)]
    public void Fit_BalancedOneWayOfAnyRatio_IsTheAnalysisOfVariance(double apart)
    {
        // Groups of two about 0, 4 and 8 times a distance d, one below and one above by 1, 2 and 3. Within: (2 + 8 + 18) / 3 = 28/3; between: 2 · 32 d² / 2 = 32 d².
        RandomInterceptResult fit = Fit([-1, 1, (4 * apart) - 2, (4 * apart) + 2, (8 * apart) - 3, (8 * apart) + 3], Ones(6), 1, [0, 0, 1, 1, 2, 2]);
        double between = 32 * apart * apart, within = 28 / 3.0, group = (between - within) / 2;
        Assert.Equal(group > 0 ? within : ((2 * between) + (3 * within)) / 5, fit.ResidualVariance, 1e-7 * within);
        Assert.Equal(Math.Max(0, group), fit.GroupVariance, 1e-7 * between);
    }

    [Fact]
    public void Fit_Dyestuff_IsAsPublished()
    {
        // Davies and Goldsmith (1972), "Statistical methods in research and production", table 6.2: yields of six batches. As fitted in
        // Bates, Mächler, Bolker and Walker's lme4: 1527.50 (19.38), variances 1764 and 2451, REML criterion 319.7.
        double[] yields =
        [
            1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560,
            1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445,
        ];
        RandomInterceptResult fit = Fit(yields, Ones(30), 1, [.. Enumerable.Range(0, 30).Select(i => i / 5)]);
        Assert.Equal(1527.5, fit.FixedEffects[0].Coefficient.Value, 1e-9);
        Assert.Equal(19.38, fit.FixedEffects[0].StandardError, 0.005);
        Assert.Equal(1764, fit.GroupVariance, 0.5);
        Assert.Equal(2451, fit.ResidualVariance, 0.5);
        Assert.Equal(319.7, -2 * fit.LogLikelihood, 0.05);
    }

    [Fact]
    public void Fit_BlocksOfTwo_IsThePairedComparison()
    {
        // Differences of second and first: 1, 3, 2, 6. Mean 3, variance (4 + 0 + 1 + 9) / 3 = 14/3, standard error √(14/12) whatever the blocks are.
        double[] outcomes = [10, 11, 20, 23, 5, 7, 0, 6];
        RandomInterceptResult fit = Fit(outcomes, [1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1], 2, [7, 7, 3, 3, -1, -1, 9, 9]);
        Assert.Equal(3, fit.FixedEffects[1].Coefficient.Value, 1e-12);
        Assert.Equal(Math.Sqrt(14 / 12.0), fit.FixedEffects[1].StandardError, 1e-10);
        Assert.Equal(7 / 3.0, fit.ResidualVariance, 1e-10);
    }

    [Theory]
    [InlineData(1UL, 0.0)]
    [InlineData(2UL, 0.3)]
    [InlineData(3UL, 1.0)]
    [InlineData(4UL, 3.0)]
    [InlineData(5UL, 10.0)]
    public void Fit_UnequalGroups_IsTheDefinitionWithWholeMatrices(ulong seed, double spread)
    {
        (double[] outcomes, double[] design, int[] groups) = Draw(seed, 9, spread);
        RandomInterceptResult fit = Fit(outcomes, design, 3, groups);
        DenseRestrictedLikelihood dense = new(outcomes, design, 3, groups);

        Vector<double> coefficients = dense.Coefficients(fit.GroupVariance, fit.ResidualVariance);
        Matrix<double> covariance = dense.CoefficientCovariance(fit.GroupVariance, fit.ResidualVariance);
        double best = dense.At(fit.GroupVariance, fit.ResidualVariance);
        Assert.Equal(best, fit.LogLikelihood, 1e-9);
        for (int j = 0; j < 3; j++)
        {
            Assert.Equal(coefficients[j], fit.FixedEffects[j].Coefficient.Value, 1e-9);
            Assert.Equal(Math.Sqrt(covariance[j, j]), fit.FixedEffects[j].StandardError, 1e-9);
        }

        // No pair of variances in a wide net, and none beside the estimate, is more likely.
        double[] steps = [0.25, 0.5, 0.9, 0.99, 1.01, 1.1, 2, 4];
        double total = fit.GroupVariance + fit.ResidualVariance;
        Assert.All(steps, s => Assert.True(dense.At(fit.GroupVariance, s * fit.ResidualVariance) <= best));
        Assert.All(steps, s => Assert.True(dense.At(s * fit.GroupVariance, fit.ResidualVariance) <= best + 1e-12));
        Assert.All(steps, s => Assert.True(dense.At(0.01 * s * total, total) <= best));
        Assert.All(Enumerable.Range(1, 19), i => Assert.True(dense.At(i * 0.05 * total, (1 - (i * 0.05)) * total) <= best));
    }

    [Fact]
    public void Fit_GroupsNoMoreApartThanChance_HasGroupVarianceZero()
    {
        // All group means are 2, so the analysis of variance would say (0 - 18/3) / 2 = -3. At 0 the model is least squares: variance 18/5.
        RandomInterceptResult fit = Fit([0, 4, 1, 3, 4, 0], Ones(6), 1, [0, 0, 1, 1, 2, 2]);
        Assert.Equal(0.0, fit.GroupVariance);
        Assert.Equal(18 / 5.0, fit.ResidualVariance, 1e-13);
        Assert.Equal(Math.Sqrt(18 / 30.0), fit.FixedEffects[0].StandardError, 1e-13);
        Assert.Equal(0.0, fit.IntraclassCorrelation);
    }

    [Theory]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    public void Fit_OtherUnit_ScalesTheEstimates(double unit)
    {
        (double[] outcomes, double[] design, int[] groups) = Draw(6, 9, 1);
        RandomInterceptResult plain = Fit(outcomes, design, 3, groups);
        RandomInterceptResult scaled = Fit([.. outcomes.Select(y => y * unit)], design, 3, groups);
        Assert.Equal(1, scaled.GroupVariance / unit / unit / plain.GroupVariance, 1e-9);
        Assert.Equal(1, scaled.FixedEffects[2].StandardError / unit / plain.FixedEffects[2].StandardError, 1e-9);
        Assert.Equal(plain.FixedEffects[2].Test.Statistic, scaled.FixedEffects[2].Test.Statistic, 1e-7);
    }

    [Fact]
    public void Fit_OutcomesFarFromZero_KeepTheirDigits()
    {
        (double[] outcomes, double[] design, int[] groups) = Draw(7, 9, 1);
        outcomes = [.. outcomes.Select(y => Math.Round(y * 1024) / 1024)];
        RandomInterceptResult plain = Fit(outcomes, design, 3, groups);
        RandomInterceptResult far = Fit([.. outcomes.Select(y => y + (1 << 20))], design, 3, groups);
        Assert.Equal(plain.GroupVariance, far.GroupVariance, 1e-8);
        Assert.Equal(plain.FixedEffects[0].Coefficient.Value + (1 << 20), far.FixedEffects[0].Coefficient.Value, 1e-8);
    }

    [Fact]
    public void Fit_RowsInAnotherOrder_IsTheSame()
    {
        (double[] outcomes, double[] design, int[] groups) = Draw(8, 9, 1);
        int[] order = [.. Enumerable.Range(0, outcomes.Length).OrderBy(i => (i * 7) % outcomes.Length).ThenBy(i => i)];
        RandomInterceptResult plain = Fit(outcomes, design, 3, groups);
        RandomInterceptResult other = Fit(
            [.. order.Select(i => outcomes[i])], [.. order.SelectMany(i => design[(3 * i)..((3 * i) + 3)])], 3, [.. order.Select(i => groups[i])]);
        Assert.Equal(plain.GroupVariance, other.GroupVariance, 1e-10);
        Assert.Equal(plain.FixedEffects[1].StandardError, other.FixedEffects[1].StandardError, 1e-10);
    }

    [Theory]
    [InlineData("there are no rows", new double[0], new double[0], new int[0])]
    [InlineData("column 0 of the design is 0 or a combination of those before it; leave it out", new double[] { 1, 2, 3 }, new double[] { 0, 0, 0 }, new[] { 0, 0, 1 })]
    [InlineData("the columns reproduce every outcome, so that no variance is left", new double[] { 3, 3, 3 }, new double[] { 1, 1, 1 }, new[] { 0, 0, 1 })]
    [InlineData("the columns reproduce every outcome, so that no variance is left", new double[] { 0, 0, 0 }, new double[] { 1, 1, 1 }, new[] { 0, 0, 1 })]
    [InlineData("all rows are of one group, and the variance between groups needs several", new double[] { 1, 2, 3 }, new double[] { 1, 1, 1 }, new[] { 5, 5, 5 })]
    [InlineData("every group has one row, and the variance within groups needs a group with several", new double[] { 1, 2, 3 }, new double[] { 1, 1, 1 }, new[] { 5, 6, 7 })]
    [InlineData(NoResidual, new double[] { 1, 1, 2, 2, 5, 5 }, new double[] { 1, 1, 1, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 })]
    [InlineData(NoResidual, new double[] { 0.1, 0.1, 0.7, 0.7, 1e5, 1e5 }, new double[] { 1, 1, 1, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 })]
    public void Fit_DataWithoutMeaning_SaysWhy(string reason, double[] outcomes, double[] design, int[] groups)
    {
        Assert.Null(RandomInterceptModel.Fit(outcomes, design, 1, groups, new(), out string? undefined));
        Assert.Equal(reason, undefined);
    }

    [Fact]
    public void Fit_ColumnsThatLeaveNoVariance_SaysWhy()
    {
        // A column for each group; then one that parts the only two rows that share a group; then a column and its multiple.
        AssertUndefined("the columns tell the groups apart, so that no variance between groups is left", [1, 2, 4, 8], [1, 0, 1, 0, 0, 1, 0, 1], [0, 0, 1, 1]);
        AssertUndefined("the columns reproduce every outcome within its group, so that no variance is left there", [1, 2, 4, 9], [1, 0, 1, 1, 1, 0, 1, 0], [0, 0, 1, 2]);
        AssertUndefined("column 1 of the design is 0 or a combination of those before it; leave it out", [1, 2, 4, 9], [1, 3, 1, 3, 1, 3, 1, 3], [0, 0, 1, 1]);

        static void AssertUndefined(string reason, double[] outcomes, double[] design, int[] groups)
        {
            Assert.Null(RandomInterceptModel.Fit(outcomes, design, 2, groups, new(), out string? undefined));
            Assert.Equal(reason, undefined);
        }
    }

    [Fact]
    public void Fit_NumbersTooLarge_SaysSo()
    {
        Assert.Null(RandomInterceptModel.Fit([1e300, 3e300, 5e300, 7e300, 6e300, 1e301], Ones(6), 1, [0, 0, 1, 1, 2, 2], new(), out string? undefined));
        Assert.Equal("the numbers are too large or too small to compute with; multiply them by a common factor", undefined);
    }

    [Fact]
    public void Fit_ShapesThatDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>("design", () => RandomInterceptModel.Fit([1, 2], [1, 1, 1], 1, [0, 1], new(), out _));
        Assert.Throws<ArgumentException>("groups", () => RandomInterceptModel.Fit([1, 2], [1, 1], 1, [0], new(), out _));
        Assert.Throws<ArgumentOutOfRangeException>("columnCount", () => RandomInterceptModel.Fit([1, 2], [], 0, [0, 1], new(), out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomInterceptModel.Fit([1, 2], [1, 1], 1, [0, 1], new() { Confidence = 1 }, out _));
    }

    private static RandomInterceptResult Fit(double[] outcomes, double[] design, int columns, int[] groups)
    {
        RandomInterceptResult? fit = RandomInterceptModel.Fit(outcomes, design, columns, groups, new(), out string? undefined);
        Assert.Null(undefined);
        return fit!;
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    /// <summary>Groups of 1 to 5 rows, an intercept, a column that varies within groups and one that varies between them.</summary>
    private static (double[] Outcomes, double[] Design, int[] Groups) Draw(ulong seed, int groupCount, double spread)
    {
        RandomStream random = new(seed, 0);
        List<double> outcomes = [], design = [];
        List<int> groups = [];
        for (int g = 0; g < groupCount; g++)
        {
            double own = spread * Noise(ref random), between = random.NextDouble();
            for (int i = 0; i <= g % 5; i++)
            {
                double within = random.NextDouble();
                design.AddRange([1, within, between]);
                outcomes.Add(2 + (3 * within) - between + own + Noise(ref random));
                groups.Add(g);
            }
        }

        return ([.. outcomes], [.. design], [.. groups]);
    }

    private static double Noise(ref RandomStream random)
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += random.NextDouble();
        }

        return sum;
    }
}
