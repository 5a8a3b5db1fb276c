using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>What only the user can mend before an alignment can be computed.</summary>
internal static class AlignmentErrors
{
    public static JudgeEvalException UnknownReferenceAnnotator(AnnotatedDataset dataset, string annotator) => Error(
        "JE1701",
        $"the dataset '{dataset.Info.Name}' has no annotator '{annotator}'",
        $"the reference names an annotator, and the dataset's are {Listed(dataset.Annotators.Select(a => a.Id))}",
        "name one of them, or use majority, median or mean");

    public static JudgeEvalException UnknownItems(AnnotatedDataset dataset, VerdictSet verdicts, IReadOnlyCollection<string> items) => Error(
        "JE1702",
        string.Create(CultureInfo.InvariantCulture, $"the verdicts of '{verdicts.Judge.Name}' name {items.Count} item{(items.Count == 1 ? "" : "s")} that the dataset '{dataset.Info.Name}' does not have: {Listed(items)}"),
        "the verdicts are of another dataset, or items were removed since",
        "judge the dataset again with 'judgeeval run', or align against the dataset that was judged",
        verdicts);

    public static JudgeEvalException OtherDataset(AnnotatedDataset dataset, VerdictSet verdicts) => Error(
        "JE1703",
        $"the verdicts of '{verdicts.Judge.Name}' are of the dataset content {verdicts.DatasetHash}, and '{dataset.Info.Name}' has the content {dataset.Identity.Hash}",
        "items or labels changed after the judge ran, or the verdicts are of another dataset",
        "judge the dataset again with 'judgeeval run'",
        verdicts);

    public static JudgeEvalException OtherDatasetName(AnnotatedDataset dataset, VerdictSet verdicts) => Error(
        "JE1703",
        $"the verdicts of '{verdicts.Judge.Name}' are of the dataset '{verdicts.Dataset}', and this one is '{dataset.Info.Name}'",
        "the verdicts are of another dataset, or the dataset was renamed after the judge ran",
        "align against the dataset that was judged, or judge this one with 'judgeeval run'",
        verdicts);

    public static JudgeEvalException UnknownProbabilities(AnnotatedDataset dataset, LabelScale scale, VerdictSet verdicts, IReadOnlyCollection<string> labels) => Error(
        "JE1706",
        $"the verdicts of '{verdicts.Judge.Name}' give a probability to what is no label of {(ReferenceEquals(scale, dataset.Scale) ? $"'{dataset.Info.Name}'" : "their scale")}: {Listed(labels)}",
        $"the scale is {scale}, and a share of the distribution would be lost",
        "spell the labels as the scale does, or leave the others out of 'probabilities'",
        verdicts);

    public static JudgeEvalException ReferenceNeedsOrder(AnnotatedDataset dataset, Reference reference) => Error(
        "JE1704",
        $"the reference '{reference}' needs an order, and the scale of '{dataset.Info.Name}' is {dataset.Scale}",
        "categories without order have neither median nor mean",
        "use the majority or a named annotator, or declare an ordered scale in dataset.yaml");

    public static JudgeEvalException LevelNeedsNumbers(AnnotatedDataset dataset, string level) => Error(
        "JE1705",
        $"the level '{level}' does not fit the scale of '{dataset.Info.Name}', which is {dataset.Scale}",
        "labels that are compared as quantities must be ordered",
        "leave the level to the dataset, or declare an ordered scale in dataset.yaml");

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string shown = string.Join(", ", all.Take(5).Select(n => $"'{n}'"));
        return all.Length <= 5 ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} and {all.Length - 5} more");
    }

    private static JudgeEvalException Error(string code, string what, string why, string remedy, VerdictSet? verdicts = null) =>
        new(new Diagnostic(code, what, why, remedy, verdicts?.Path is string path ? SourceLocation.InFile(path) : SourceLocation.None));
}
