using System.Collections.Immutable;

namespace JudgeEval.Xunit;

/// <summary>Diagnostics as a failing test shows them: the place and what is wrong as compilers write it, under it why, and what to do.</summary>
internal static class DiagnosticText
{
    private const string Why = "  why: ";
    private const string Remedy = "  to mend it: ";
    private const string Severity = ": error ";
    private const string Detail = "; the first: ";

    /// <summary>Three lines for each diagnostic; no line is broken, because what to do is often a command to copy.</summary>
    public static string Of(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(d => $"{d.Location}{Severity}{d.Code}: {d.What}\n{Why}{d.Why}\n{Remedy}{d.Remedy}"));

    /// <summary>A line for each diagnostic of a text that <see cref="Of"/> wrote, short enough for a table: code, what is wrong, why.</summary>
    public static ImmutableArray<string> Brief(string text)
    {
        string[] lines = text.Split('\n');
        ImmutableArray<string> brief =
        [
            .. from i in Enumerable.Range(0, lines.Length)
               let severity = lines[i].IndexOf(Severity, StringComparison.Ordinal)
               where severity >= 0 && i + 1 < lines.Length && lines[i + 1].StartsWith(Why, StringComparison.Ordinal)
               select $"{lines[i][(severity + Severity.Length)..].Split(Detail)[0]}; {lines[i + 1][Why.Length..]}",
        ];
        return brief.IsEmpty ? [lines[0]] : brief;
    }
}
