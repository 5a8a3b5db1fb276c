using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>
/// The libraries' values of one case, by dotted path. Each is compared once with ours or set aside with a reason; one that is
/// forgotten, or a new one, fails the test. Arrays are one value each, compared element by element in row-major order.
/// </summary>
internal sealed class ExpectedValues
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly string _case;

    public ExpectedValues(string caseId, JsonElement expected, double tolerance)
    {
        _case = caseId;
        Tolerance = tolerance;
        Collect(string.Empty, expected);
    }

    /// <summary>The tolerance of the file: |x - y| is at most this times max(1, |y|).</summary>
    public double Tolerance { get; }

    /// <summary>How many numbers were asserted.</summary>
    public int Asserted { get; private set; }

    /// <summary>How many values were set aside with a reason.</summary>
    public int SetAside { get; private set; }

    /// <summary>The paths that no comparison has taken yet, in the order of the file.</summary>
    public string[] Open => [.. _values.Keys.Where(_open.Contains)];

    public bool Has(string path) => _values.ContainsKey(path);

    /// <summary>The value as it stands in the file; it does not count as compared.</summary>
    public JsonElement Raw(string path) => _values.TryGetValue(path, out JsonElement value) ? value : throw new KeyNotFoundException($"{_case} has no {path}.");

    /// <summary>
    /// Compares a number. NaN, an infinity and an error of the library must be undefined in ours; null and 0/0 that depends on
    /// rounding are set aside.
    /// </summary>
    public void Equal(string path, Estimate actual, double? tolerance = null) =>
        Equal(path, actual.IsDefined ? actual.Value : null, tolerance, actual.UndefinedReason);

    /// <inheritdoc cref="Equal(string, Estimate, double?)"/>
    /// <param name="path">The path of the value.</param>
    /// <param name="actual">Our number, null when undefined.</param>
    /// <param name="tolerance">A tolerance other than the file's.</param>
    /// <param name="reason">Why ours is undefined.</param>
    public void Equal(string path, double? actual, double? tolerance = null, string? reason = null)
    {
        JsonElement expected = Take(path);
        if (HasNoValueToAssert(expected))
        {
            SetAside++;
        }
        else if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.True(actual is not null, $"{_case} {path}: expected {expected}, but ours is undefined: {reason}.");
            Close(path, expected.GetDouble(), actual.Value, tolerance);
        }
        else
        {
            Assert.True(actual is null, string.Create(CultureInfo.InvariantCulture, $"{_case} {path}: the library has no value ({expected}), ours is {actual:R}."));
            Asserted++;
        }
    }

    /// <summary>Compares an array of any depth, element by element; both ends of an interval, for example.</summary>
    public void Equal(string path, ReadOnlySpan<double> actual, double? tolerance = null)
    {
        JsonElement expected = Take(path);
        if (HasNoValueToAssert(expected))
        {
            SetAside++;
            return;
        }

        JsonElement[] flat = [.. Flatten(expected)];
        Assert.True(flat.Length == actual.Length, $"{_case} {path}: expected {flat.Length} values, got {actual.Length}.");
        for (int i = 0; i < flat.Length; i++)
        {
            Assert.True(flat[i].ValueKind == JsonValueKind.Number, $"{_case} {path}[{i}]: the library has no number ({flat[i]}); compare this value by itself.");
            Close($"{path}[{i}]", flat[i].GetDouble(), actual[i], tolerance);
        }
    }

    public void Equal(string path, ConfidenceInterval? actual, double? tolerance = null)
    {
        if (HasNoValueToAssert(Raw(path)))
        {
            SetAside++;
            _open.Remove(path);
            return;
        }

        Assert.True(actual is not null, $"{_case} {path}: expected an interval, ours is undefined.");
        Equal(path, [actual.Lower, actual.Upper], tolerance);
    }

    public void Equal(string path, ReadOnlySpan<int> actual)
    {
        double[] numbers = new double[actual.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = actual[i];
        }

        Equal(path, numbers, 0);
    }

    public void Equal(string path, ReadOnlySpan<bool> actual)
    {
        JsonElement[] flat = [.. Flatten(Take(path))];
        Assert.True(flat.Length == actual.Length, $"{_case} {path}: expected {flat.Length} values, got {actual.Length}.");
        for (int i = 0; i < flat.Length; i++)
        {
            Assert.True(flat[i].GetBoolean() == actual[i], $"{_case} {path}[{i}]: expected {flat[i]}, got {actual[i]}.");
            Asserted++;
        }
    }

    /// <summary>Takes a value out of the comparison, with the reason why ours may differ. For the exception, not the rule.</summary>
    public void Exclude(string path, string reason)
    {
        Assert.False(string.IsNullOrWhiteSpace(reason));
        Take(path);
        SetAside++;
    }

    /// <summary>Counts an assertion that the comparison made itself on a value it took with <see cref="Take"/>.</summary>
    public void Count(int values = 1) => Asserted += values;

    /// <summary>The value, which then counts as compared; the caller asserts and counts.</summary>
    public JsonElement Take(string path)
    {
        JsonElement value = Raw(path);
        _open.Remove(path);
        return value;
    }

    /// <summary>Fails when a value was not compared.</summary>
    public void AssertNothingForgotten() => Assert.True(_open.Count == 0, $"{_case}: no comparison is written for {string.Join(", ", Open)}.");

    private static bool HasNoValueToAssert(JsonElement expected) =>
        expected.ValueKind == JsonValueKind.Null || (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("undefined", out _));

    private static bool IsValue(JsonElement element) =>
        element.ValueKind != JsonValueKind.Object || element.TryGetProperty("error", out _) || element.TryGetProperty("undefined", out _);

    private static IEnumerable<JsonElement> Flatten(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flatten) : [element];

    private void Close(string path, double expected, double actual, double? tolerance)
    {
        Assert.True(
            Math.Abs(actual - expected) <= (tolerance ?? Tolerance) * Math.Max(1, Math.Abs(expected)),
            string.Create(CultureInfo.InvariantCulture, $"{_case} {path}: expected {expected:R}, got {actual:R}."));
        Asserted++;
    }

    private void Collect(string path, JsonElement element)
    {
        if (path.Length > 0 && IsValue(element))
        {
            _values.Add(path, element);
            _open.Add(path);
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            Collect(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
        }
    }
}
