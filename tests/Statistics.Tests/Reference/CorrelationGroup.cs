using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Correlations and errors of two lists, by scipy and numpy.</summary>
internal sealed class CorrelationGroup : IReferenceGroup
{
    public string Name => "correlation";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        (double[] x, double[] y) = ReferenceInput.Pairs(input.GetProperty("x"), input.GetProperty("y"));
        expected.Equal("n", x.Length);
        Pearson(Correlation.Pearson(x, y), expected);
        Of("spearman", "rho", Correlation.Spearman(x, y), expected);
        Of("kendall_b_asymptotic", "tau", Correlation.KendallTauB(x, y, KendallPValue.Asymptotic), expected);
        if (expected.Open.Any(path => path.StartsWith("kendall_b_exact", StringComparison.Ordinal)))
        {
            Of("kendall_b_exact", "tau", Correlation.KendallTauB(x, y, KendallPValue.Exact), expected);
        }

        Of("kendall_c", "tau", Correlation.KendallTauC(x, y, KendallPValue.Asymptotic), expected);
        Optional("mae", ErrorMeasures.MeanAbsoluteError(x, y), expected);
        Optional("rmse", ErrorMeasures.RootMeanSquareError(x, y), expected);
        Optional("bias", ErrorMeasures.MeanSignedError(x, y), expected);
        Optional("lin_ccc_formula", Correlation.LinConcordance(x, y), expected);
    }

    private static void Pearson(CorrelationResult ours, ExpectedValues expected)
    {
        if (!expected.Has("pearson.r"))
        {
            Of("pearson", "r", ours, expected);
            return;
        }

        // With three pairs p is about sqrt(1 - r²): near a perfect line the last bit of r is eight digits of p, and the library's
        // bit need not be right ([1, 2, 3] with [2, 4, 6] has r = 0.9999999999999998 and p = 1.3e-8 there).
        bool line = ours.Estimate.N == 3 && ours.Estimate.IsDefined && Math.Abs(ours.Estimate.Value) > 1 - 1e-14;
        expected.Equal("pearson.r", ours.Estimate);
        expected.Equal("pearson.p", ours.Test.IsDefined ? ours.Test.PValue : null, line ? 1e-7 : null, ours.Test.UndefinedReason);
        if (ours.Estimate.IsDefined)
        {
            expected.Equal("pearson.ci95_fisher", ours.Estimate.Interval);
        }
        else if (expected.Raw("pearson.ci95_fisher")[0].ValueKind == JsonValueKind.Number)
        {
            expected.Exclude("pearson.ci95_fisher", "up to three pairs the library gives -1..1 even where it has no correlation; ours has no interval without an estimate");
        }
        else
        {
            Assert.All(expected.Take("pearson.ci95_fisher").EnumerateArray(), bound => Assert.Equal("NaN", bound.GetString()));
            expected.Count(2);
        }
    }

    private static void Of(string key, string coefficient, CorrelationResult ours, ExpectedValues expected)
    {
        // The whole is an error where the library raises; with ties and an exact p-value only the test has no meaning.
        Optional($"{key}.{coefficient}", ours.Estimate, expected);
        foreach (string path in new[] { key, $"{key}.p" }.Where(expected.Has))
        {
            expected.Equal(path, ours.Test.IsDefined ? ours.Test.PValue : null, reason: ours.Test.UndefinedReason);
        }
    }

    private static void Optional(string key, Estimate ours, ExpectedValues expected)
    {
        if (expected.Has(key))
        {
            expected.Equal(key, ours);
        }
    }
}
