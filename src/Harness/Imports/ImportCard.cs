using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>Fields of a dataset card.</summary>
internal static class ImportCard
{
    /// <summary>The fields, sorted by name.</summary>
    /// <param name="fields">Names and texts.</param>
    public static ImmutableSortedDictionary<string, string> Of(params (string Name, string Text)[] fields) =>
        fields.ToImmutableSortedDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);
}
