using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Bootstrap intervals from given resamples, by scipy.</summary>
internal sealed class BootstrapFixedIndicesGroup : IReferenceGroup
{
    public string Name => "bootstrap_fixed_indices";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        ReferenceStatistic statistic = ReferenceStatistic.Parse(input.GetProperty("statistic").GetString()!);
        double[][] data = [.. input.GetProperty("data").EnumerateArray().Select(ReferenceInput.Complete)];
        int n = data[0].Length;
        double confidence = input.GetProperty("confidence_level").GetDouble();
        double estimate = statistic.Of(data);
        double[] replicates = [.. input.GetProperty("resample_indices").EnumerateArray()
            .Select(b => statistic.Of(Pick(data, [.. b.EnumerateArray().Select(i => i.GetInt32())])))];
        double[] leftOut = [.. Enumerable.Range(0, n).Select(i => statistic.Of(Pick(data, [.. Enumerable.Range(0, n).Where(j => j != i)])))];
        Estimate acceleration = Jackknife.Acceleration(leftOut);

        if (expected.Has("error"))
        {
            // The library has nothing for the data at all: a single item, or no statistic.
            expected.Equal("error", n < 2 ? null : Defined(estimate));
            return;
        }

        // numpy's quantile of a list with a NaN is NaN, so the library has an interval only when every resample has a value.
        string? one = n < 2 ? "a single item cannot be resampled" : null, reason = null;
        double a = acceleration.IsDefined ? acceleration.Value : double.NaN;
        ConfidenceInterval? percentile = one is null ? BootstrapInterval.Percentile(replicates, confidence, out reason, 1) : null;
        Interval(expected, "percentile", percentile, one ?? reason);
        ConfidenceInterval? basic = one is null ? BootstrapInterval.Basic(estimate, replicates, confidence, out reason, smallestDefinedShare: 1) : null;
        Interval(expected, "basic", basic, one ?? reason);
        Bca(expected, estimate, replicates, one is null ? a : double.NaN, confidence);
        Estimate error = one is null ? BootstrapInterval.StandardError(replicates, 1) : Estimate.Undefined(one, n);
        Optional(expected, "se", path => expected.Equal(path, error));
        Optional(expected, "theta", path => expected.Equal(path, Defined(estimate)));
        Optional(expected, "acceleration", path => expected.Equal(path, acceleration));
        Optional(expected, "distribution_first10", path => First(expected, path, replicates));
    }

    /// <summary>
    /// Resamples whose statistic is the estimate itself, by another sum, are above or below it by rounding in the library, which
    /// compares exactly, and equal to it in ours. So any count of them may be the library's.
    /// </summary>
    private static void Bca(ExpectedValues expected, double estimate, double[] replicates, double acceleration, double confidence)
    {
        ConfidenceInterval? bca = BootstrapInterval.Bca(estimate, replicates, acceleration, confidence, out string? reason, 1);
        if (!expected.Has("BCa") || expected.Raw("BCa").ValueKind != JsonValueKind.Array || ReferenceInput.Numbers(expected.Raw("BCa")) is not [double lower, double upper])
        {
            Interval(expected, "BCa", bca, reason);
            return;
        }

        if (replicates.Max() - replicates.Min() <= 1e-12 * Math.Abs(estimate))
        {
            expected.Exclude("BCa", "The statistic does not vary; the library's acceleration is 0/0 of rounding errors.");
            return;
        }

        int[] ties = [.. Enumerable.Range(0, replicates.Length).Where(b => Math.Abs(replicates[b] - estimate) <= 1e-12)];
        double[] moved = [.. replicates];
        for (int m = 0; m <= 2 * ties.Length && !(Near(expected, bca?.Lower, lower) && Near(expected, bca?.Upper, upper)); m++)
        {
            for (int t = 0; t < ties.Length; t++)
            {
                moved[ties[t]] = estimate + (Math.Sign((2 * t) + 1 - m) * 1e-11);
            }

            bca = BootstrapInterval.Bca(estimate, moved, acceleration, confidence, out reason, 1);
        }

        Interval(expected, "BCa", bca, reason);
    }

    private static bool Near(ExpectedValues expected, double? actual, double value) => actual is double a && Math.Abs(a - value) <= expected.Tolerance * Math.Max(1, Math.Abs(value));

    private static double[][] Pick(double[][] data, int[] indices) => [.. data.Select(sample => indices.Select(i => sample[i]).ToArray())];

    private static double? Defined(double value) => double.IsNaN(value) ? null : value;

    private static void Optional(ExpectedValues expected, string path, Action<string> compare)
    {
        if (expected.Has(path))
        {
            compare(path);
        }
    }

    /// <summary>Both ends of an interval, or none where the library has NaN or an error.</summary>
    private static void Interval(ExpectedValues expected, string path, ConfidenceInterval? actual, string? reason) => Optional(expected, path, p =>
    {
        JsonElement value = expected.Raw(p);
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number))
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                Assert.True(actual is not null, $"{p}: expected {value}, but ours is undefined: {reason}.");
                expected.Equal(p, actual);
            }
            else
            {
                expected.Equal(p, actual?.Lower, reason: reason);
            }

            return;
        }

        expected.Take(p);
        Assert.True(actual is null, $"{p}: the library has no interval ({value}), ours is {actual}.");
        expected.Count(2);
    });

    private static void First(ExpectedValues expected, string path, double[] replicates)
    {
        double?[] first = ReferenceInput.Numbers(expected.Take(path));
        for (int b = 0; b < first.Length; b++)
        {
            Assert.True(
                first[b] is double value
                    ? Math.Abs(replicates[b] - value) <= expected.Tolerance * Math.Max(1, Math.Abs(value))
                    : double.IsNaN(replicates[b]),
                FormattableString.Invariant($"{path}[{b}]: expected {first[b]:R}, got {replicates[b]:R}."));
            expected.Count();
        }
    }
}
