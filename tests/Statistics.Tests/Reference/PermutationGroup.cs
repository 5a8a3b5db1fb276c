using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Permutation tests over all permutations: of means by scipy, of a kappa difference by scikit-learn's kappa.</summary>
internal sealed class PermutationGroup : IReferenceGroup
{
    public string Name => "permutation";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        if (input.GetProperty("kind").GetString() == "kappa_difference")
        {
            CheckKappas(input, expected);
            return;
        }

        double[] x = ReferenceInput.Complete(input.GetProperty("x")), y = ReferenceInput.Complete(input.GetProperty("y"));
        PermutationResult result = input.GetProperty("kind").GetString() == "paired" ? PermutationTest.Paired(x, y) : PermutationTest.Independent(x, y);
        if (expected.Has("error"))
        {
            // The library raises.
            expected.Equal("error", result.TwoSided.IsDefined ? result.TwoSided.PValue : null);
            return;
        }

        Compare(expected, "two-sided", result.Test(Alternative.TwoSided));
        Compare(expected, "less", result.Test(Alternative.Less));
        Compare(expected, "greater", result.Test(Alternative.Greater));
        CompareCount(expected, "n_permutations", result);
        ComparePValue(expected, "p_absolute_count", result.Test(Alternative.TwoSided, TwoSidedConvention.AbsoluteValue));
    }

    private static void CheckKappas(JsonElement input, ExpectedValues expected)
    {
        // The library weights by the position of a label in "labels".
        double[] labels = ReferenceInput.Complete(input.GetProperty("labels"));
        double[] a = Positions("a"), b = Positions("b"), gold = Positions("gold");
        foreach ((string key, PairStatistic statistic) in new[]
        {
            ("unweighted", PairStatistic.CohenKappa),
            ("linear", PairStatistic.CohenKappaLinear),
            ("quadratic", PairStatistic.CohenKappaQuadratic),
        })
        {
            PermutationResult result = PermutationTest.AgreementDifference(a, b, gold, statistic);
            if (expected.Has(key))
            {
                // The library raises.
                expected.Equal(key, result.Statistic);
                continue;
            }

            if (!expected.Has($"{key}.kappa_difference"))
            {
                continue;
            }

            expected.Equal($"{key}.kappa_difference", result.Statistic);
            CompareCount(expected, $"{key}.n_permutations", result);
            expected.Equal($"{key}.null_sd", result.NullStandardDeviation);
            if (result.Absolute.IsDefined)
            {
                ComparePValue(expected, $"{key}.p_two_sided_absolute", result.Absolute);
                ComparePValue(expected, $"{key}.p_greater", result.Greater);
            }
            else
            {
                const string Reason = "Kappa is 0/0 after some swap; a comparison with NaN is false, so the count behind the p-value has no meaning.";
                expected.Exclude($"{key}.p_two_sided_absolute", Reason);
                expected.Exclude($"{key}.p_greater", Reason);
            }
        }

        double[] Positions(string name) => [.. ReferenceInput.Complete(input.GetProperty(name)).Select(label => (double)Array.IndexOf(labels, label))];
    }

    private static void Compare(ExpectedValues expected, string key, TestResult test)
    {
        if (expected.Has(key))
        {
            // The library raises.
            expected.Equal(key, test.IsDefined ? test.PValue : null, reason: test.UndefinedReason);
        }
        else if (expected.Has($"{key}.p"))
        {
            expected.Equal($"{key}.statistic", test.IsDefined ? test.Statistic : null, reason: test.UndefinedReason);
            ComparePValue(expected, $"{key}.p", test);
        }
    }

    private static void ComparePValue(ExpectedValues expected, string key, TestResult test)
    {
        if (expected.Has(key))
        {
            expected.Equal(key, test.IsDefined ? test.PValue : null, reason: test.UndefinedReason);
        }
    }

    private static void CompareCount(ExpectedValues expected, string key, PermutationResult result)
    {
        if (!expected.Has(key))
        {
            return;
        }

        if (result.TwoSided.IsDefined)
        {
            Assert.True(result.IsExact, $"{key}: the test was not exact.");
            expected.Equal(key, (double)result.Permutations);
        }
        else
        {
            expected.Exclude(key, "The test is undefined, so there is no permutation to count.");
        }
    }
}
