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

    /// <summary>
    /// Finds an expected value. An absent key, null, and a value that depends on rounding in the library are not to be asserted.
    /// </summary>
    /// <param name="expected">The expected values of a case.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The number; <see langword="null"/> where ours must be undefined.</param>
    /// <param name="inner">The key within the value, where the library gives several.</param>
    public static bool TryExpected(JsonElement expected, string key, out double? value, string inner = "")
    {
        value = null;
        if (!expected.TryGetProperty(key, out JsonElement element) || element.ValueKind == JsonValueKind.Null
            || (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("undefined", out _)))
        {
            return false;
        }

        bool nested = inner.Length > 0 && element.ValueKind == JsonValueKind.Object && element.TryGetProperty(inner, out _);
        value = Number(nested ? element.GetProperty(inner) : element);
        return true;
    }

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
