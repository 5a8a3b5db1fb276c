using System.Globalization;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Comparing;

/// <summary>Why a candidate cannot be compared with a baseline: <c>JE4007</c>, one cause each.</summary>
internal static class ComparingErrors
{
    private const string Anew = "take today's judge as the new baseline: run the suite and 'judgeeval accept', or name the verdicts of another judge on this dataset";

    public static JudgeEvalException OtherScale(JudgeBaseline baseline, AnnotatedDataset dataset) => Error(
        baseline, $"the baseline's labels are on the scale {baseline.Scale}, and '{dataset.Info.Name}' has the scale {dataset.Scale}", "labels of two scales cannot be held against each other", Anew);

    public static JudgeEvalException UnknownLabels(JudgeBaseline baseline, AnnotatedDataset dataset, IReadOnlyList<string> labels, bool people) => Error(
        baseline,
        $"{(people ? "people's labels in the baseline" : "the baseline's verdicts")} are not on the scale of '{dataset.Info.Name}', {dataset.Scale}: {Listed(labels)}",
        "the scale was changed since, or the baseline is of another task",
        Anew);

    public static JudgeEvalException Difficulty(JudgeBaseline baseline, bool candidate, bool before) => Error(
        baseline,
        candidate && before ? "both judges predict how hard items are, and give no labels"
            : candidate ? "the candidate predicts how hard items are, and the baseline labels them"
            : "the baseline predicts how hard items are, and the candidate labels them",
        "a comparison is of labels on the same items",
        candidate && before ? "compare their correlations with people's disagreement, which 'judgeeval align' prints" : "name a baseline of the same kind");

    public static JudgeEvalException OtherDataset(JudgeBaseline baseline, AnnotatedDataset dataset) => Error(
        baseline,
        $"the baseline's verdicts are of the dataset '{baseline.Verdicts.Dataset}', and this one is '{dataset.Info.Name}'",
        "a verdict file knows its items by their ids alone, and the same ids may be other items",
        "state the dataset of the baseline's verdicts with --baseline-dataset, so that items of the same content are found");

    public static JudgeEvalException NothingInCommon(JudgeBaseline baseline, AnnotatedDataset dataset, CommonItems common) => Error(
        baseline,
        $"the baseline and '{dataset.Info.Name}' have no item in common",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{common.OnlyBaseline} items are the baseline's alone, {common.OnlyCandidate} the dataset's alone, and {common.OtherContent} have the same id and another content"),
        Anew);

    private static string Listed(IReadOnlyList<string> labels) => string.Join(", ", labels.Take(5).Select(l => $"'{l}'"))
        + (labels.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {labels.Count - 5} more") : "");

    private static JudgeEvalException Error(JudgeBaseline baseline, string what, string why, string remedy) => new(
        new Diagnostic("JE4007", what, why, remedy, baseline.Path is { } path ? SourceLocation.InFile(path) : SourceLocation.None));
}
