using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>Places of errors that concern a dataset as a whole: the rules of datasets do not know the source.</summary>
internal static class ImportPlaces
{
    /// <summary>The errors, those of no file in the source.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="path">The source.</param>
    public static ImmutableArray<Diagnostic> In(IEnumerable<Diagnostic> errors, string path) =>
        [.. errors.Select(e => e.Location.File is null ? e with { Location = SourceLocation.InFile(path) } : e)];
}
