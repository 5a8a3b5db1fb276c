using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Corrections for multiple testing, by statsmodels.</summary>
internal sealed class MultipleTestingGroup : IReferenceGroup
{
    private static readonly (string Key, MultipleTestingMethod Method)[] Keys =
    [
        ("fdr_bh", MultipleTestingMethod.BenjaminiHochberg),
        ("fdr_by", MultipleTestingMethod.BenjaminiYekutieli),
        ("holm", MultipleTestingMethod.Holm),
        ("bonferroni", MultipleTestingMethod.Bonferroni),
        ("hommel", MultipleTestingMethod.Hommel),
        ("simes-hochberg", MultipleTestingMethod.Hochberg),
    ];

    public string Name => "multiple_testing";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        double[] pValues = ReferenceInput.Complete(input.GetProperty("p"));
        double alpha = input.GetProperty("alpha").GetDouble();
        if (expected.Has("error"))
        {
            // The library raises.
            MultipleTestingResult any = MultipleTesting.Adjust(pValues, MultipleTestingMethod.Holm, alpha);
            expected.Equal("error", any.IsDefined ? 0 : null, reason: any.UndefinedReason);
        }

        foreach ((string key, MultipleTestingMethod method) in Keys)
        {
            MultipleTestingResult result = MultipleTesting.Adjust(pValues, method, alpha);
            if (expected.Has(key))
            {
                // The library raises.
                expected.Equal(key, result.IsDefined ? 0 : null, reason: result.UndefinedReason);
            }
            else if (expected.Has($"{key}.adjusted"))
            {
                expected.Equal($"{key}.adjusted", result.AdjustedPValues.AsSpan());
                expected.Equal($"{key}.reject", result.Rejected.AsSpan());
            }
        }
    }
}
