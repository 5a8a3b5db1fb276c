using System.Globalization;

namespace JudgeEval.Tool.GitHub;

/// <summary>Lines of the log that a runner takes as commands. Data in them is escaped, so that it can neither end the command nor begin another.</summary>
internal static class WorkflowCommand
{
    /// <summary>An annotation of a line.</summary>
    /// <param name="level"><c>error</c>, <c>warning</c> or <c>notice</c>.</param>
    /// <param name="title">The title.</param>
    /// <param name="message">The message.</param>
    /// <param name="file">The file, relative to the repository; <see langword="null"/> for none.</param>
    /// <param name="line">The line from 1; 0 for none.</param>
    public static string Annotation(string level, string title, string message, string? file = null, int line = 0)
    {
        string place = file is null ? "" : $"file={Property(file)},{(line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line={line},") : "")}";
        return $"::{level} {place}title={Property(title)}::{Data(message)}";
    }

    // The rules of the runner: a message is escaped for line ends, a property for its separators as well.
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
