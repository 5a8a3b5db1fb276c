using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Comparison with golden vectors made by other libraries.</summary>
internal static class ReferenceVectors
{
    /// <summary>The number, or <see langword="null"/> where the library has none: NaN, an error, or 0/0 that depends on rounding.</summary>
    public static double? Number(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Number => expected.GetDouble(),
        JsonValueKind.Object when expected.TryGetProperty("value", out JsonElement value) => Number(value),
        _ => null,
    };

    public static void AssertClose(double? expected, Estimate actual, double tolerance, string what)
    {
        if (expected is not double value)
        {
            Assert.False(actual.IsDefined, $"{what}: the library has no value, we have {(actual.IsDefined ? actual.Value : 0).ToString("R", CultureInfo.InvariantCulture)}.");
            return;
        }

        Assert.True(actual.IsDefined, $"{what}: expected {value.ToString("R", CultureInfo.InvariantCulture)}, but it is undefined: {actual.UndefinedReason}.");
        AssertClose(value, actual.Value, tolerance, what);
    }

    public static void AssertClose(double expected, double actual, double tolerance, string what) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)),
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}."));
}
