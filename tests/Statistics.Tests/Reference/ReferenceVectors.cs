using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>
/// Golden vectors made by other libraries. They stand outside the repository, in the folder that <c>JUDGEEVAL_REFERENCE</c>
/// names, by default <c>../shared/reference</c> beside the repository.
/// </summary>
internal static class ReferenceVectors
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("JUDGEEVAL_REFERENCE") is { Length: > 0 } set
        ? set
        : Path.Combine(RepositoryRoot(), "..", "shared", "reference");

    public static JsonElement Read(string group)
    {
        string path = Path.Combine(Folder, group + ".json");
        Skip.IfNot(File.Exists(path), $"The reference vectors are absent: {path}. Set JUDGEEVAL_REFERENCE to their folder.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

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

    private static string RepositoryRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "JudgeEval.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
