using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>Values of options that several commands have: numbers, metrics, references.</summary>
internal static class OptionValues
{
    private static readonly string[] ReferenceRules = ["majority", "median", "mean"];

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

    /// <summary>What a judge is held against.</summary>
    /// <param name="name">What was typed, or nothing.</param>
    /// <param name="dataset">The dataset, whose annotators may be named.</param>
    /// <exception cref="UsageException">There is no such rule or annotator.</exception>
    public static Reference? Reference(string? name, AnnotatedDataset dataset) => name switch
    {
        null => null,
        "majority" => new Reference(ReferenceRule.Majority),
        "median" => new Reference(ReferenceRule.Median),
        "mean" => new Reference(ReferenceRule.Mean),
        _ when dataset.Annotators.Any(a => a.Id == name) => new Reference(ReferenceRule.Annotator, name),
        _ => throw new UsageException($"unknown reference '{name}'{ReferenceHint(name, dataset)}"),
    };

    private static string ReferenceHint(string name, AnnotatedDataset dataset) =>
        Nearest.Of(name, ReferenceRules.Concat(dataset.Annotators.Select(a => a.Id))) is { } near
            ? $"; did you mean '{near}'?"
            : "; it is majority, median, mean or the id of an annotator";
}
