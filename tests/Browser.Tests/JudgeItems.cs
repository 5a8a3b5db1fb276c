using System.Collections.Immutable;

namespace JudgeEval.Browser.Tests;

/// <summary>Sorted tables in short.</summary>
internal static class JudgeItems
{
    public static ImmutableSortedDictionary<string, string> Tag(string name, string value) => ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(name, value);

    public static ImmutableSortedDictionary<string, double> Shares(params (string Label, double Share)[] shares) =>
        shares.ToImmutableSortedDictionary(s => s.Label, s => s.Share, StringComparer.Ordinal);
}
