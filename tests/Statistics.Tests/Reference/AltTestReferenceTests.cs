using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

public class AltTestReferenceTests
{
    [SkippableFact]
    public void AlternativeAnnotatorTest_EveryCaseAndEpsilon_EqualsTheAuthorsCode()
    {
        JsonElement group = TestFolders.ReferenceJson("alt_test");
        double tolerance = group.GetProperty("tolerance").GetDouble();
        int asserted = 0;
        foreach (JsonElement testCase in group.GetProperty("cases").EnumerateArray())
        {
            JsonElement input = testCase.GetProperty("input");
            RatingTable table = RatingTable.FromRows(
            [
                .. input.GetProperty("ratings").EnumerateArray().Select(row => (IReadOnlyList<double?>)[.. row.EnumerateArray().Select(Optional)]),
            ]);
            double?[] judge = [.. input.GetProperty("llm").EnumerateArray().Select(Optional)];
            foreach (JsonProperty epsilon in testCase.GetProperty("expected").EnumerateObject())
            {
                AltTestOptions options = new()
                {
                    Epsilon = double.Parse(epsilon.Name["epsilon".Length..], CultureInfo.InvariantCulture),
                    Scoring = input.GetProperty("scoring").GetString() == "accuracy" ? AltTestScoring.Accuracy : AltTestScoring.NegativeRmse,
                    FalseDiscoveryRate = input.GetProperty("q_fdr").GetDouble(),
                    SmallestItem = input.GetProperty("min_humans_per_instance").GetInt32(),
                    SmallestAnnotator = input.GetProperty("min_instances_per_human").GetInt32(),
                };
                AltTestResult? result = AlternativeAnnotatorTest.Run(table, judge, options, out string? undefined);
                string what = $"{testCase.GetProperty("id")} {epsilon.Name}";
                if (epsilon.Value.TryGetProperty("error", out _))
                {
                    Assert.Null(result);
                    Assert.NotNull(undefined);
                    asserted++;
                    continue;
                }

                Assert.NotNull(result);
                ReferenceVectors.AssertClose(epsilon.Value.GetProperty("winning_rate").GetDouble(), result.WinningRate, tolerance, what);
                ReferenceVectors.AssertClose(epsilon.Value.GetProperty("advantage_probability").GetDouble(), result.AdvantageProbability, tolerance, what);
                double?[] pValues = [.. epsilon.Value.GetProperty("p_values").EnumerateArray().Select(Optional)];
                Assert.Equal(pValues.Length, result.Comparisons.Length);
                for (int i = 0; i < pValues.Length; i++)
                {
                    // Without variance and exactly at the margin the t-test has no p-value; it is no evidence, so 1.
                    ReferenceVectors.AssertClose(pValues[i] ?? 1, result.Comparisons[i].PValue, tolerance, what);
                }

                asserted += 2 + pValues.Length;
            }
        }

        Assert.True(asserted >= 100, $"Only {asserted} values were asserted.");
    }

    private static double? Optional(JsonElement e) => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : null;
}
