using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Agreement of two raters and classification, by scikit-learn, statsmodels, nltk, irrCAC and fast-krippendorff.</summary>
internal sealed class PairwiseCategoricalGroup : IReferenceGroup
{
    public string Name => "pairwise_categorical";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        (double[] a, double[] b) = ReferenceInput.Pairs(input.GetProperty("a"), input.GetProperty("b"));
        PairTable pairs = PairTable.Create(a, b);
        JsonElement declared = input.GetProperty("labels");
        double[] labels = declared.ValueKind == JsonValueKind.Null ? [.. pairs.Values] : ReferenceInput.Complete(declared);
        expected.Equal("n", pairs.ItemCount);
        expected.Equal("labels_used", labels);
        expected.Equal("percent_agreement", PairStatistics.Compute(pairs, PairStatistic.PercentAgreement));
        CohenKappaComparison.Check(a, b, labels, expected);
        ConfusionMatrix matrix = ConfusionMatrix.Create(pairs, labels);
        int[] order = [.. labels.Select(l => matrix.Classes.IndexOf(l))];
        expected.Equal("confusion", (int[])[.. order.SelectMany(r => order.Select(c => matrix[r, c]))]);
        Classification(matrix, pairs, expected);
        foreach ((string key, MeasurementLevel level) in new[]
        {
            ("krippendorff_nominal", MeasurementLevel.Nominal),
            ("krippendorff_ordinal", MeasurementLevel.Ordinal),
            ("krippendorff_interval", MeasurementLevel.Interval),
        }.Where(k => expected.Has(k.Item1)))
        {
            expected.Equal(key, PairStatistics.Compute(pairs, PairStatistic.KrippendorffAlpha, level));
        }

        if (expected.Has("scott_pi"))
        {
            expected.Equal("scott_pi", PairStatistics.Compute(pairs, PairStatistic.ScottPi));
        }

        RatingTable table = RatingTable.FromRows([.. a.Select((v, i) => (IReadOnlyList<double?>)[v, b[i]])], labels);
        Gwet(expected, "gwet_ac1", table, CategoryWeights.Identity);
        Gwet(expected, "gwet_ac2_linear", table, CategoryWeights.Linear);
        Gwet(expected, "gwet_ac2_quadratic", table, CategoryWeights.Quadratic);
        if (expected.Has("gwet_ac1_formula"))
        {
            expected.Equal("gwet_ac1_formula", ChanceCorrectedAgreement.GwetAc1(table).Value);
        }
    }

    private static void Gwet(ExpectedValues expected, string key, RatingTable table, CategoryWeights weights)
    {
        if (!expected.Has(key))
        {
            return;
        }

        ChanceCorrected ours = ChanceCorrectedAgreement.GwetAc2(table, weights);
        if (table.ItemCount != 1 || expected.Raw(key).ValueKind == JsonValueKind.Number)
        {
            expected.Equal(key, ours.Value);
            return;
        }

        // The library divides by n (n - 1) = 0 in its standard error. The value needs none: with one pair (c, k) the observed agreement is
        // its weight, and chance is the sum of weights / (q (q - 1)) times 1/2 1/2 + 1/2 1/2 where the two differ, 0 where they do not.
        expected.Take(key);
        Assert.False(ours.StandardError.IsDefined);
        int q = table.Categories.Length, c = table.CodesOf(0)[0], k = table.CodesOf(0)[1];
        if (q > 1)
        {
            double[] matrix = [.. weights.Matrix(table.Categories)];
            double chance = c == k ? 0 : matrix.Sum() / (q * (q - 1)) / 2;
            Assert.Equal((matrix[(c * q) + k] - chance) / (1 - chance), ours.Value.Value, 12);
        }

        expected.Count();
    }

    private static void Classification(ConfusionMatrix matrix, PairTable pairs, ExpectedValues expected)
    {
        (string Key, Estimate Ours)[] measures =
        [
            ("mcc", ClassificationMeasures.MatthewsCorrelation(matrix)),
            ("accuracy", ClassificationMeasures.Accuracy(matrix)),
            ("balanced_accuracy_truth_a", ClassificationMeasures.BalancedAccuracy(matrix)),
            ("f1_macro_truth_a", ClassificationMeasures.F1(matrix, ClassAverage.Macro, UndefinedClass.Zero)),
            ("f1_weighted_truth_a", ClassificationMeasures.F1(matrix, ClassAverage.Weighted, UndefinedClass.Zero)),
        ];

        // Where a rater is constant, the correlation is 0/0; the library calls it 0.
        bool constant = pairs.X.ToArray().Distinct().Count() < 2 || pairs.Y.ToArray().Distinct().Count() < 2;
        foreach ((string key, Estimate ours) in measures.Where(m => expected.Has(m.Key)))
        {
            if (key == "mcc" && constant)
            {
                Assert.Equal(0, expected.Take(key).GetDouble());
                Assert.False(ours.IsDefined);
                expected.Count();
            }
            else
            {
                expected.Equal(key, ours);
            }
        }
    }
}
