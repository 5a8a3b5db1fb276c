using System.CommandLine;

namespace JudgeEval.Tool.Commands;

/// <summary>Options that several commands have, spelled and described once.</summary>
internal static class CommonOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print one JSON object instead of text" };

    /// <summary><c>--no-baselines</c>.</summary>
    public static Option<bool> NoBaselines() => new("--no-baselines") { Description = "leave out what simple rules reach beside a judge" };

    /// <summary><c>--labels</c>.</summary>
    public static Option<string?> Labels() =>
        Text("--labels", "the labels of a table from low to high, separated by commas", "LOW,…,HIGH");

    /// <summary><c>--exclude</c>.</summary>
    public static Option<string?> Exclude() =>
        Text("--exclude", "leave out the annotations of this exclusion log, as 'judgeeval lint DATASET --log FILE' writes it", "FILE");

    /// <summary>An option with one text.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="value">What its value is called in the help.</param>
    public static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    /// <summary>A comma-separated list of column names.</summary>
    /// <param name="text">The option's value, or nothing.</param>
    public static string[] List(string? text) =>
        text is null ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
