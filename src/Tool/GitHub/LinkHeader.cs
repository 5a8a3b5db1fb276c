using System.Text.RegularExpressions;

namespace JudgeEval.Tool.GitHub;

/// <summary>The header that names the pages around a page.</summary>
internal static partial class LinkHeader
{
    /// <summary>The address of the next page; <see langword="null"/> on the last.</summary>
    /// <param name="values">The header's values.</param>
    public static string? Next(IEnumerable<string> values) => values
        .SelectMany(value => Link().Matches(value))
        .Where(link => link.Groups["rel"].Value == "next")
        .Select(link => link.Groups["target"].Value)
        .FirstOrDefault();

    [GeneratedRegex("<(?<target>[^>]*)>\\s*;\\s*rel=\"(?<rel>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
