using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>Values of options that are numbers, or name a metric.</summary>
internal static class OptionNumbers
{
    /// <summary>A whole number.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="text">What was typed, or nothing.</param>
    /// <param name="least">The smallest that will do.</param>
    /// <param name="byDefault">What is taken when nothing was typed.</param>
    /// <exception cref="UsageException">It is none, or too small.</exception>
    public static int Whole(string option, string? text, int least, int byDefault) => text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least ? value
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a whole number from {least}, not '{text}'"));

    /// <summary>A number between two others, without them.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="text">What was typed, or nothing.</param>
    /// <param name="above">What it lies above.</param>
    /// <param name="below">What it lies below; infinite for no bound.</param>
    /// <param name="example">A good value.</param>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public static double? Between(string option, string? text, double above, double below, string example) => text is null ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double value) && value > above && value < below ? value
        : throw new UsageException(string.Create(
            CultureInfo.InvariantCulture,
            $"{option} takes a number {(double.IsInfinity(below) ? $"above {above}" : $"between {above} and {below}")}, for example {example}, not '{text}'"));

    /// <summary>A metric.</summary>
    /// <param name="name">What was typed, or nothing.</param>
    /// <exception cref="UsageException">There is no such metric.</exception>
    public static AlignmentMetric? Metric(string? name) => name is null ? null
        : AlignmentMetrics.TryParse(name, out AlignmentMetric metric) ? metric
        : throw new UsageException($"unknown metric '{name}'{UsageHint.For(name, [.. AlignmentMetrics.All.Select(m => m.Name())])}");
}
