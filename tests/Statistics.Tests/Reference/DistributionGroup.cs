using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Measures of one and two distributions, by scipy and closed forms.</summary>
internal sealed class DistributionGroup : IReferenceGroup
{
    public string Name => "distribution";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        double[] p = ReferenceInput.Complete(input.GetProperty("p")), q = ReferenceInput.Complete(input.GetProperty("q"));
        foreach (string key in expected.Open)
        {
            switch (key)
            {
                case "entropy_bits_p":
                    expected.Equal(key, DistributionMeasures.Entropy(p));
                    break;
                case "entropy_bits_q":
                    expected.Equal(key, DistributionMeasures.Entropy(q));
                    break;
                case "entropy_nats_p":
                    expected.Equal(key, DistributionMeasures.Entropy(p, InformationUnit.Nats));
                    break;
                case "normalized_entropy_p":
                    expected.Equal(key, DistributionMeasures.NormalizedEntropy(p));
                    break;
                case "js_divergence_bits" or "js_divergence_bits_formula":
                    JensenShannon(key, DistributionMeasures.JensenShannonDivergence(p, q), expected, 1e-12);
                    break;
                case "js_distance_base2":
                    // Where the divergence is rounding noise in the library, its root keeps half the digits.
                    Estimate distance = DistributionMeasures.JensenShannonDistance(p, q);
                    JensenShannon(key, distance, expected, distance.IsDefined ? Math.Max(expected.Tolerance, 1e-15 / Math.Max(distance.Value, 3e-8)) : null);
                    break;
                case "kl_bits_p_q":
                    expected.Equal(key, DistributionMeasures.KullbackLeiblerDivergence(p, q));
                    break;
                case "total_variation":
                    expected.Equal(key, DistributionMeasures.TotalVariation(p, q));
                    break;
                case "hellinger":
                    expected.Equal(key, DistributionMeasures.Hellinger(p, q));
                    break;
            }
        }
    }

    private static void JensenShannon(string key, Estimate ours, ExpectedValues expected, double? tolerance)
    {
        if (expected.Raw(key).ValueKind == JsonValueKind.String && ours.IsDefined && ours.Value < 1e-6)
        {
            expected.Exclude(key, "of nearly equal distributions the library's sum can round below 0, which has no root; ours is exact");
            return;
        }

        expected.Equal(key, ours, tolerance);
    }
}
