namespace JudgeEval.Statistics.Tests.Agreement;

public class IntraclassCorrelationTests
{
    [Fact]
    public void Compute_TwoByTwo_IsAsDerivedByHand()
    {
        // Rows (1, 2) and (3, 6): item means 1.5 and 4.5, annotator means 2 and 4, grand mean 3. MSB = 2 (1.5² + 1.5²) / 1 = 9;
        // MSJ = 2 (1 + 1) = 4; residuals ±0.5, MSE = 4 · 0.25 / 1 = 1; MSW = (0.5 + 4.5) / 2 = 2.5.
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(Table([1, 2], [3, 6]));
        Assert.Equal((9.0, 2.5, 4.0, 1.0), (icc.MeanSquares.Items.Value, icc.MeanSquares.Within.Value, icc.MeanSquares.Annotators.Value, icc.MeanSquares.Residual.Value));
        Assert.Equal(6.5 / 11.5, icc.OneWaySingle.Estimate.Value, 1e-15);
        Assert.Equal(8.0 / 13, icc.TwoWayRandomSingle.Estimate.Value, 1e-15);
        Assert.Equal(0.8, icc.TwoWayMixedSingle.Estimate.Value, 1e-15);
        Assert.Equal(6.5 / 9, icc.OneWayAverage.Estimate.Value, 1e-15);
        Assert.Equal(8 / 10.5, icc.TwoWayRandomAverage.Estimate.Value, 1e-15);
        Assert.Equal(8.0 / 9, icc.TwoWayMixedAverage.Estimate.Value, 1e-15);

        // F = 9 with 1 and 1 degrees is the square of a t of 3 with one: p = 1 - (2/pi) atan 3.
        Assert.Equal((9.0, 1, 1), (icc.TwoWayMixedSingle.Test.Statistic, icc.TwoWayMixedSingle.NumeratorDegrees, icc.TwoWayMixedSingle.DenominatorDegrees));
        Assert.Equal(1 - (2 / Math.PI * Math.Atan(3)), icc.TwoWayMixedSingle.Test.PValue, 1e-15);

        // The 97.5 % quantile of that F is tan²(0.95 pi / 2); the bounds are (F / q - 1) / (F / q + 1) and the same with F q.
        double q = Math.Pow(Math.Tan(0.95 * Math.PI / 2), 2), half = Math.Pow(Math.Tan(0.975 * Math.PI / 2), 2);
        Assert.Equal(((9 / half) - 1) / ((9 / half) + 1), icc.TwoWayMixedSingle.Estimate.Interval!.Lower, 1e-13);
        ConfidenceInterval wide = IntraclassCorrelation.Compute(Table([1, 2], [3, 6]), 0.9).TwoWayMixedSingle.Estimate.Interval!;
        Assert.Equal((0.9, "shrout-fleiss"), (wide.Level, wide.Method));
        Assert.Equal(((9 * q) - 1) / ((9 * q) + 1), wide.Upper, 1e-13);
    }

    [Fact]
    public void Compute_RandomTables_KeepsItsInvariants()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            RandomStream random = new(seed, 0);
            double[][] rows = Draw(ref random, 3 + random.NextInt(20), 2 + random.NextInt(4));
            IntraclassCorrelations icc = IntraclassCorrelation.Compute(Table(rows));
            Assert.All(Forms(icc), form => Assert.True(form.Estimate.Value <= 1));

            // Other annotator order, unit, origin and sign.
            int[] order = [.. Enumerable.Range(0, rows[0].Length).Reverse()];
            Same(icc, IntraclassCorrelation.Compute(Table([.. rows.Select(row => order.Select(a => row[a]).ToArray())])), 1e-13);
            Same(icc, IntraclassCorrelation.Compute(Table([.. rows.Select(row => row.Select(v => (-8 * v) + 1024).ToArray())])), 1e-12);
            Same(icc, IntraclassCorrelation.Compute(Table([.. rows.Select(row => row.Select(v => v * 1e200).ToArray())])), 1e-12, squares: false);

            // A constant added to one annotator does not change consistency.
            double[][] shifted = [.. rows.Select(row => row.Select((v, a) => a == 0 ? v + 3 : v).ToArray())];
            Assert.Equal(icc.TwoWayMixedSingle.Estimate.Value, IntraclassCorrelation.Compute(Table(shifted)).TwoWayMixedSingle.Estimate.Value, 1e-12);

            // Spearman and Brown: the mean of k.
            double single = icc.OneWaySingle.Estimate.Value;
            int k = rows[0].Length;
            Assert.Equal(k * single / (1 + ((k - 1) * single)), icc.OneWayAverage.Estimate.Value, 1e-10);
        }
    }

    [Fact]
    public void Compute_FarFromZero_KeepsItsDigits()
    {
        RandomStream random = new(1, 0);
        double[][] rows = [.. Draw(ref random, 20, 3).Select(row => row.Select(v => Math.Round(v * 16) / 16).ToArray())];
        Same(
            IntraclassCorrelation.Compute(Table(rows)),
            IntraclassCorrelation.Compute(Table([.. rows.Select(row => row.Select(v => v + (1 << 30)).ToArray())])),
            1e-12);
    }

    [Fact]
    public void Compute_AnnotatorsDifferByAConstant_IsConsistentButNotAgreeing()
    {
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(Table([0.1, 1.1], [0.2, 1.2], [0.4, 1.4]));
        Assert.Equal(1, icc.TwoWayMixedSingle.Estimate.Value);
        Assert.Equal((1.0, 1.0), (icc.TwoWayMixedSingle.Estimate.Interval!.Lower, icc.TwoWayMixedSingle.Estimate.Interval.Upper));
        Assert.Equal("nothing but a constant separates the annotators, so F is infinite", icc.TwoWayMixedSingle.Test.UndefinedReason);
        Assert.True(icc.TwoWayRandomSingle.Estimate.Value < 0.1);
        Assert.True(icc.OneWaySingle.Test.IsDefined);
    }

    [Fact]
    public void Compute_PerfectAgreement_IsOneInEveryForm()
    {
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(Table([1, 1, 1], [2, 2, 2], [5, 5, 5]));
        Assert.All(Forms(icc), form =>
        {
            Assert.Equal(1, form.Estimate.Value);
            Assert.Equal((1.0, 1.0), (form.Estimate.Interval!.Lower, form.Estimate.Interval.Upper));
            Assert.False(form.Test.IsDefined);
        });
    }

    [Fact]
    public void Compute_ItemsDoNotDiffer_HasSingleFormsOnly()
    {
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(Table([1, 3], [3, 1], [1, 3]));
        Assert.Equal(-1, icc.OneWaySingle.Estimate.Value, 1e-15);
        Assert.Equal((0.0, 1.0), (icc.OneWaySingle.Test.Statistic, icc.OneWaySingle.Test.PValue));
        Assert.Equal(
            "the items' means differ too little from each other for a mean of annotators to have a reliability", icc.OneWayAverage.Estimate.UndefinedReason);
    }

    [Fact]
    public void Compute_Degenerate_SaysWhy()
    {
        Assert.Equal("all ratings are the same, so there is no variance to divide", Reason(Table([0.1, 0.1], [0.1, 0.1], [0.1, 0.1])));
        Assert.Equal("an intraclass correlation needs at least two items", Reason(Table([1, 2])));
        Assert.Equal("an intraclass correlation needs at least two annotators", Reason(Table([1], [2])));
        Assert.Equal(
            "item 1 has no rating by annotator 1, and an intraclass correlation needs complete data",
            Reason(RatingTable.FromRows([[1, 2, 3], [1, null, 2], [1, 2, 2]])));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntraclassCorrelation.Compute(Table([1, 2], [3, 6]), 0));
    }

    private static string? Reason(RatingTable table)
    {
        IntraclassCorrelations icc = IntraclassCorrelation.Compute(table);
        Assert.All(Forms(icc), form => Assert.Equal(icc.OneWaySingle.Estimate.UndefinedReason, form.Estimate.UndefinedReason));
        Assert.All(Forms(icc), form => Assert.Equal(icc.OneWaySingle.Estimate.UndefinedReason, form.Test.UndefinedReason));
        return icc.OneWaySingle.Estimate.UndefinedReason;
    }

    private static IntraclassCoefficient[] Forms(IntraclassCorrelations icc) =>
        [icc.OneWaySingle, icc.TwoWayRandomSingle, icc.TwoWayMixedSingle, icc.OneWayAverage, icc.TwoWayRandomAverage, icc.TwoWayMixedAverage];

    private static void Same(IntraclassCorrelations expected, IntraclassCorrelations actual, double tolerance, bool squares = true)
    {
        foreach ((IntraclassCoefficient one, IntraclassCoefficient other) in Forms(expected).Zip(Forms(actual)))
        {
            Assert.Equal(one.Estimate.Value, other.Estimate.Value, tolerance * Math.Max(1, Math.Abs(one.Estimate.Value)));
            Assert.Equal(one.Test.PValue, other.Test.PValue, tolerance);
        }

        Assert.Equal(squares, actual.MeanSquares.Items.IsDefined);
    }

    private static RatingTable Table(params double[][] rows) => RatingTable.FromRows([.. rows.Select(row => (IReadOnlyList<double?>)[.. row.Select(v => (double?)v)])]);

    private static double[][] Draw(ref RandomStream random, int items, int annotators)
    {
        double[][] rows = new double[items][];
        for (int i = 0; i < items; i++)
        {
            rows[i] = new double[annotators];
            double truth = 4 * random.NextDouble();
            for (int a = 0; a < annotators; a++)
            {
                rows[i][a] = truth + (a * 0.2) + random.NextDouble();
            }
        }

        return rows;
    }
}
