namespace JudgeEval.Statistics.Tests.Published;

/// <summary>Coefficients as their papers print them.</summary>
public class KappaPublishedTests
{
    /// <summary>Fleiss (1971), table 1: 30 patients, 6 psychiatrists each, 5 diagnoses; how many chose each diagnosis.</summary>
    private static readonly int[][] Diagnoses =
    [
        [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
    ];

    /// <summary>Gwet (2014), "Handbook of Inter-Rater Reliability": 12 units, 4 raters, 5 categories, some ratings missing.</summary>
    private static readonly double?[][] Units =
    [
        [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null],
    ];

    [Fact]
    public void FleissKappa_Fleiss1971_ReproducesThePaper()
    {
        // The paper prints kappa .430. By hand: 250 of the 30 * 15 pairs agree, 5/9; the diagnoses occur 26, 26, 30, 55 and 43 times of 180,
        // so chance is (676 + 676 + 900 + 3025 + 1849) / 32400 = 7126 / 32400.
        RatingTable table = RatingTable.FromRows([.. Diagnoses.Select(row => (IReadOnlyList<double?>)[.. row.SelectMany((count, category) => Enumerable.Repeat((double?)category, count))])]);
        ChanceCorrected kappa = ChanceCorrectedAgreement.FleissKappa(table);
        Assert.Equal(250 / 450.0, kappa.Observed.Value, 14);
        Assert.Equal(7126 / 32400.0, kappa.Expected.Value, 14);
        Assert.Equal(0.430, kappa.Value.Value, 3);
    }

    [Fact]
    public void Coefficients_Gwet2014_ReproduceTheBook()
    {
        // As printed for this table by the book's own package: value, agreement, chance, standard error.
        RatingTable table = RatingTable.FromRows([.. Units.Select(r => (IReadOnlyList<double?>)r)]);
        AssertPrinted(0.77544, 0.81818, 0.19032, 0.14295, ChanceCorrectedAgreement.GwetAc1(table));
        AssertPrinted(0.76117, 0.81818, 0.23872, 0.15302, ChanceCorrectedAgreement.FleissKappa(table));
        AssertPrinted(0.76282, 0.81818, 0.23343, 0.14917, ChanceCorrectedAgreement.CongerKappa(table));
        AssertPrinted(0.77273, 0.81818, 0.20000, 0.14472, ChanceCorrectedAgreement.BrennanPrediger(table));
        AssertPrinted(0.74342, 0.80500, 0.24000, 0.14557, ChanceCorrectedAgreement.KrippendorffAlpha(table));
    }

    [Fact]
    public void CohenKappa_Cohen1968_ReproducesThePaper()
    {
        // 200 cases, three diagnoses; disagreement weights 1, 3 and 6, here as shares of 6. The paper prints kappa .492 and weighted .348.
        PairTable pairs = Table([88, 14, 18, 10, 40, 10, 2, 6, 12]);
        CategoryWeights weights = CategoryWeights.Own([0, 1, 2], [1, 5 / 6.0, 0.5, 5 / 6.0, 1, 0, 0.5, 0, 1]);
        Assert.Equal(0.492, CohenKappa.Compute(pairs).Value.Value, 3);
        Assert.Equal(0.348, CohenKappa.Compute(pairs, weights).Value.Value, 3);
    }

    [Fact]
    public void CohenKappa_FleissCohenEveritt1969_ReproducesTheVariances()
    {
        // 200 subjects; the paper prints kappa .429 with variances .002885 and, for independent raters, .003082; with the weights below
        // kappa .507 with .003248 and .004269.
        PairTable pairs = Table([106, 10, 4, 22, 28, 10, 2, 12, 6]);
        KappaResult plain = CohenKappa.Compute(pairs);
        Assert.Equal(0.429, plain.Value.Value, 3);
        Assert.Equal(0.002885, plain.StandardError.Value * plain.StandardError.Value, 6);
        Assert.Equal(0.003082, plain.NullStandardError.Value * plain.NullStandardError.Value, 6);
        KappaResult weighted = CohenKappa.Compute(pairs, CategoryWeights.Own([0, 1, 2], [1, 0, 0.4444, 0, 1, 0.6667, 0.4444, 0.6667, 1]));
        Assert.Equal(0.507, weighted.Value.Value, 3);
        Assert.Equal(0.003248, weighted.StandardError.Value * weighted.StandardError.Value, 6);
        Assert.Equal(0.004269, weighted.NullStandardError.Value * weighted.NullStandardError.Value, 6);
    }

    private static void AssertPrinted(double value, double observed, double expected, double error, ChanceCorrected actual)
    {
        Assert.Equal(value, actual.Value.Value, 5);
        Assert.Equal(observed, actual.Observed.Value, 5);
        Assert.Equal(expected, actual.Expected.Value, 5);
        Assert.Equal(error, actual.StandardError.Value, 5);
    }

    private static PairTable Table(int[] counts) => PairTable.Create(
        [.. counts.SelectMany((count, cell) => Enumerable.Repeat((double)(cell / 3), count))],
        [.. counts.SelectMany((count, cell) => Enumerable.Repeat((double)(cell % 3), count))]);
}
