using System.Globalization;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Ids where an export has none.</summary>
internal static class ExportIds
{
    private const string Unnamed = "unknown-";

    /// <summary>The id of a record by its number.</summary>
    /// <param name="number">From 1.</param>
    public static string Row(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number}");

    /// <summary>A person who is not named, by the place of the answer among those of the item.</summary>
    /// <param name="number">From 1.</param>
    public static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"{Unnamed}{number}");

    /// <summary>Whether an annotator is a person who is not named.</summary>
    /// <param name="annotator">The annotator.</param>
    public static bool IsUnnamed(string annotator) => annotator.StartsWith(Unnamed, StringComparison.Ordinal);
}
