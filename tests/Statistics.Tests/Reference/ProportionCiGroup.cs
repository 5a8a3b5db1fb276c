using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Intervals of a proportion, by statsmodels.</summary>
internal sealed class ProportionCiGroup : IReferenceGroup
{
    private static readonly (string Key, ProportionInterval Method)[] Keys =
    [
        ("wilson", ProportionInterval.Wilson),
        ("clopper_pearson", ProportionInterval.ClopperPearson),
        ("agresti_coull", ProportionInterval.AgrestiCoull),
        ("jeffreys", ProportionInterval.Jeffreys),
        ("normal", ProportionInterval.Wald),
    ];

    public string Name => "proportion_ci";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        int successes = input.GetProperty("successes").GetInt32(), n = input.GetProperty("n").GetInt32();
        double confidence = 1 - input.GetProperty("alpha").GetDouble();
        foreach ((string key, ProportionInterval method) in Keys)
        {
            if (!expected.Has(key))
            {
                continue;
            }

            ConfidenceInterval? interval = Proportion.Interval(successes, n, confidence, method);
            if (IsUndefined(expected.Raw(key)))
            {
                expected.Take(key);
                Assert.True(interval is null, $"{key}: the library has no interval, ours is {interval}.");
                expected.Count(2);
            }
            else
            {
                expected.Equal(key, interval);
            }
        }
    }

    /// <summary>An error, or two bounds that are no numbers.</summary>
    private static bool IsUndefined(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().All(bound => bound.ValueKind == JsonValueKind.String)
        : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("error", out _);
}
