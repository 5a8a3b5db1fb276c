using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>McNemar's test, by statsmodels; the mid-p by its formula.</summary>
internal sealed class McNemarGroup : IReferenceGroup
{
    private static readonly (string Key, McNemarMethod Method)[] Keys =
    [
        ("exact", McNemarMethod.Exact),
        ("asymptotic", McNemarMethod.Asymptotic),
        ("asymptotic_corrected", McNemarMethod.AsymptoticCorrected),
    ];

    public string Name => "mcnemar";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        JsonElement table = input.GetProperty("table");
        int b = table[0][1].GetInt32(), c = table[1][0].GetInt32();
        foreach ((string key, McNemarMethod method) in Keys)
        {
            TestResult result = McNemarTest.Run(b, c, method);
            if (expected.Has(key))
            {
                // The library raises.
                expected.Equal(key, result.IsDefined ? result.PValue : null, reason: result.UndefinedReason);
                continue;
            }

            if (!expected.Has($"{key}.statistic"))
            {
                continue;
            }

            bool divisionByZero = expected.Raw($"{key}.statistic").ValueKind == JsonValueKind.String;
            expected.Equal($"{key}.statistic", result.IsDefined ? result.Statistic : null, reason: result.UndefinedReason);
            if (divisionByZero && expected.Raw($"{key}.p").ValueKind == JsonValueKind.Number)
            {
                Assert.False(result.IsDefined);
                expected.Exclude($"{key}.p", "The statistic is (0 - 1)² / 0, infinite by division by zero; its p of 0 would reject on no discordant pair.");
            }
            else
            {
                expected.Equal($"{key}.p", result.IsDefined ? result.PValue : null, reason: result.UndefinedReason);
            }
        }

        if (expected.Has("mid_p_formula"))
        {
            TestResult midP = McNemarTest.Run(b, c);
            expected.Equal("mid_p_formula", midP.IsDefined ? midP.PValue : null, reason: midP.UndefinedReason);
        }
    }
}
