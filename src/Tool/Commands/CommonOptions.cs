using System.CommandLine;

namespace JudgeEval.Tool.Commands;

/// <summary>Options that several commands have, spelled and described once.</summary>
internal static class CommonOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print one JSON object instead of text" };

    /// <summary><c>--labels</c>.</summary>
    public static Option<string?> Labels() => new("--labels") { Description = "the labels of a table from low to high, separated by commas", HelpName = "LOW,…,HIGH" };

    /// <summary>A comma-separated list of column names.</summary>
    /// <param name="text">The option's value, or nothing.</param>
    public static string[] List(string? text) =>
        text is null ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
