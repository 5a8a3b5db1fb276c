using JudgeEval.Statistics;

namespace JudgeEval.Bench.TypeOneError;

/// <summary>Tests of correlation, kappa, intraclass correlation, factor weights and a prediction-powered mean.</summary>
internal static class Associations
{
    public static IEnumerable<Scenario> All() => Correlations().Concat(Agreement()).Concat(Estimates());

    private static IEnumerable<Scenario> Correlations()
    {
        foreach (int n in new[] { 10, 30, 100 })
        {
            yield return new("Pearson", "independent, normal", n, (ref random) => P(Correlation.Pearson(Draw.Normals(ref random, n), Draw.Normals(ref random, n)).Test));
            yield return new("Pearson", "independent, exponential", n, (ref random) => P(Correlation.Pearson(Exponentials(ref random, n), Exponentials(ref random, n)).Test));
            yield return new("Spearman", "independent, 5-point scales", n, (ref random) => P(Correlation.Spearman(Grades(ref random, n), Grades(ref random, n)).Test));
            yield return new("Kendall tau-b", "independent, 5-point scales", n, (ref random) => P(Correlation.KendallTauB(Grades(ref random, n), Grades(ref random, n)).Test));
            yield return new("Kendall tau-b", "independent, normal", n, (ref random) => P(Correlation.KendallTauB(Draw.Normals(ref random, n), Draw.Normals(ref random, n)).Test));
        }
    }

    private static IEnumerable<Scenario> Agreement()
    {
        foreach (int n in new[] { 20, 100, 1_000 })
        {
            yield return new("Cohen's kappa", "independent raters, two labels 60:40", n, (ref random) =>
                P(CohenKappa.Compute(PairTable.Create(Labels(ref random, n, 0.6), Labels(ref random, n, 0.6))).Test));
            yield return new("Cohen's kappa", "independent raters, two labels 90:10", n, (ref random) =>
                P(CohenKappa.Compute(PairTable.Create(Labels(ref random, n, 0.9), Labels(ref random, n, 0.9))).Test));
            yield return new("Cohen's kappa, quadratic", "independent raters, 5-point scales", n, (ref random) =>
                P(CohenKappa.Compute(PairTable.Create(Grades(ref random, n), Grades(ref random, n)), CategoryWeights.Quadratic).Test));
        }

        foreach (int n in new[] { 10, 100 })
        {
            yield return new("ICC(1), F test", "3 annotators, normal noise alone", n, (ref random) =>
                P(IntraclassCorrelation.Compute(RatingTable.FromMatrix(Draw.Normals(ref random, 3 * n), 3)).OneWaySingle.Test));
        }
    }

    private static IEnumerable<Scenario> Estimates()
    {
        foreach (int n in new[] { 30, 100, 1_000 })
        {
            yield return new("prediction-powered mean", "judge 0.3 too high, correlation 0.8; 10 n items without labels", n, (ref random) =>
            {
                (double[] labels, double[] judge) = Judged(ref random, n);
                return P(PredictionPoweredMean.Compute(labels, judge, Judged(ref random, 10 * n).Judge, new PredictionPoweredOptions()).Test(0, Alternative.TwoSided));
            });
        }

        foreach (int n in new[] { 50, 200 })
        {
            yield return new("factor weight, Wald test", "winner independent of the factor", n, (ref random) =>
            {
                double[] differences = Draw.Normals(ref random, n);
                ComparisonOutcome[] outcomes = new ComparisonOutcome[n];
                for (int i = 0; i < n; i++)
                {
                    outcomes[i] = random.NextDouble() < 0.5 ? ComparisonOutcome.First : ComparisonOutcome.Second;
                }

                return ComparisonRegression.Fit(differences, outcomes, 1, new ComparisonRegressionOptions(), out _) is ComparisonRegressionResult result
                    ? P(result.Factors[0].Test)
                    : null;
            });
        }
    }

    private static (double[] Labels, double[] Judge) Judged(ref RandomStream random, int n)
    {
        double[] labels = Draw.Normals(ref random, n), judge = Draw.Normals(ref random, n);
        for (int i = 0; i < n; i++)
        {
            judge[i] = 0.3 + (0.8 * labels[i]) + (0.6 * judge[i]);
        }

        return (labels, judge);
    }

    private static double[] Exponentials(ref RandomStream random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = -Math.Log(1 - random.NextDouble());
        }

        return values;
    }

    private static double[] Grades(ref RandomStream random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 1 + random.NextInt(5);
        }

        return values;
    }

    private static double[] Labels(ref RandomStream random, int n, double share)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = random.NextDouble() < share ? 1 : 0;
        }

        return values;
    }

    private static double? P(TestResult result) => result.IsDefined ? result.PValue : null;
}
