using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>The alternative annotator test, by its authors' code.</summary>
internal sealed class AltTestGroup : IReferenceGroup
{
    public string Name => "alt_test";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        RatingTable ratings = ReferenceInput.Ratings(input.GetProperty("ratings"));
        double?[] judge = ReferenceInput.Numbers(input.GetProperty("llm"));
        foreach (string epsilon in expected.Open.Select(path => path.Contains("epsilon", StringComparison.Ordinal) ? EpsilonOf(path) : path).Distinct().ToArray())
        {
            AltTestOptions options = new()
            {
                Epsilon = double.Parse(epsilon["epsilon".Length..], CultureInfo.InvariantCulture),
                Scoring = input.GetProperty("scoring").GetString() == "accuracy" ? AltTestScoring.Accuracy : AltTestScoring.NegativeRmse,
                FalseDiscoveryRate = input.GetProperty("q_fdr").GetDouble(),
                SmallestItem = input.GetProperty("min_humans_per_instance").GetInt32(),
                SmallestAnnotator = input.GetProperty("min_instances_per_human").GetInt32(),
            };
            AltTestResult? result = AlternativeAnnotatorTest.Run(ratings, judge, options, out string? undefined);
            if (expected.Has(epsilon))
            {
                // The library raises.
                expected.Equal(epsilon, result?.WinningRate, reason: undefined);
                continue;
            }

            Assert.NotNull(result);
            expected.Equal($"{epsilon}.winning_rate", result.WinningRate);
            expected.Equal($"{epsilon}.advantage_probability", result.AdvantageProbability);

            // Without variance and exactly at the margin the t-test has no p-value; it is no evidence, so 1.
            double?[] pValues = ReferenceInput.Numbers(expected.Take($"{epsilon}.p_values"));
            Assert.Equal(pValues.Length, result.Comparisons.Length);
            for (int i = 0; i < pValues.Length; i++)
            {
                Assert.Equal(pValues[i] ?? 1, result.Comparisons[i].PValue, expected.Tolerance);
                expected.Count();
            }
        }
    }

    /// <summary>"epsilon0.15" of "epsilon0.15.p_values"; the number has a point of its own.</summary>
    private static string EpsilonOf(string path) => path.LastIndexOf('.') is int dot && char.IsAsciiDigit(path[dot + 1]) ? path : path[..path.LastIndexOf('.')];
}
