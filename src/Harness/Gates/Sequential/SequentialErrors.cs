using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>What cannot be decided item by item.</summary>
internal static class SequentialErrors
{
    public static JudgeEvalException NoMean(AlignmentMetric metric) => Error(
        "JE4060",
        $"{metric.Name()} cannot be decided item by item",
        "a sequential gate adds up a score of each item, and this metric is no mean over items",
        $"take {string.Join(", ", SequentialDemand.Metrics.Select(m => m.Name()))}; or judge all items and use an ordinary gate",
        SourceLocation.None);

    public static JudgeEvalException Unlawful(AnnotatedDataset dataset, AlignmentMetric metric, string why) => Error(
        "JE4061", $"the dataset '{dataset.Info.Name}' has no {metric.Name()}", why, "take another metric", Of(dataset));

    public static JudgeEvalException Unbounded(AnnotatedDataset dataset) => Error(
        "JE4062",
        $"the scale of '{dataset.Info.Name}' is open, so an item's error has no largest value",
        "without one no number of items rules out that the next changes everything",
        "state 'min' and 'max' of the scale in dataset.yaml, or take percentAgreement",
        Of(dataset));

    public static JudgeEvalException OutOfReach(SequentialDemand demand, double smallest, double largest) => Error(
        "JE4063",
        string.Create(CultureInfo.InvariantCulture, $"'{demand.Name}' is decided before the first item"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(demand.Baseline is null ? demand.Metric.Name() : $"the difference in {demand.Metric.Name()}")} lies between {smallest} and {largest}, and at or beyond these bounds there is nothing to show"),
        "state a threshold or a margin that lies between them",
        SourceLocation.None);

    public static JudgeEvalException Nothing(AnnotatedDataset dataset, SequentialDemand demand) => Error(
        "JE4064",
        $"no item of '{dataset.Info.Name}' can be scored by '{demand.Name}'",
        demand.Baseline is null ? "no item has one reference label from people" : "no item has both a reference from people and a verdict of the baseline",
        "label items, or give a baseline of this dataset",
        Of(dataset));

    private static SourceLocation Of(AnnotatedDataset dataset) => dataset.Folder is null ? SourceLocation.None : SourceLocation.InFile(dataset.Folder);

    private static JudgeEvalException Error(string code, string what, string why, string remedy, SourceLocation at) => new(new Diagnostic(code, what, why, remedy, at));
}
