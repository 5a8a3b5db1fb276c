using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>Comparisons of verdicts made in memory.</summary>
internal static class Compared
{
    public static readonly AlignmentOptions Options = new() { Resamples = 200, Baselines = false };

    public static readonly LabelScale YesNo = LabelScale.Nominal(["no", "yes"], "yes");

    /// <summary>A dataset of one person's labels, a sign for each item.</summary>
    public static AnnotatedDataset People(LabelScale scale, string labels) => Sample.Dataset(scale, [.. labels.Select(l => new[] { Text(l) })]);

    /// <summary>Verdicts, a sign for each item: <c>y</c>, <c>n</c> or a digit; <c>-</c> for a failure.</summary>
    public static VerdictSet Verdicts(string labels, JudgeIdentity? judge = null) =>
        new(judge ?? new JudgeIdentity { Name = "judge" }, "sample", null, Sample.Verdicts([.. labels.Select(Text)]).Judgements);

    /// <summary>Verdicts with repeats, those of an item as one text: <c>yyn</c>.</summary>
    public static VerdictSet Repeated(params string[] items) => new(new JudgeIdentity { Name = "judge" }, "sample", null, items.SelectMany((repeats, i) =>
        repeats.Select((label, r) => new Judgement(Sample.Id(i), r, PresentationOrder.Original, label == '-'
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Refused, "") }
            : new RecordedVerdict { Label = Text(label) }))));

    public static AlignedJudge Align(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions? options = null) =>
        new AlignmentBasis(dataset, options ?? Options).Examine(verdicts);

    /// <summary>A candidate beside a baseline of the same dataset.</summary>
    public static JudgeComparison Compare(AnnotatedDataset dataset, VerdictSet baseline, VerdictSet candidate, AlignmentMetric? metric = null, AlignmentOptions? options = null) =>
        JudgeComparer.Compare(Align(dataset, candidate, options), JudgeBaseline.Of(baseline, dataset), metric);

    private static string Text(char label) => label switch
    {
        'y' => "yes",
        'n' => "no",
        '-' => "",
        _ => label.ToString(),
    };
}

/// <summary>Datasets as others with one thing changed.</summary>
internal static class DatasetEdits
{
    /// <summary>With another label, or a new one.</summary>
    public static AnnotatedDataset With(this AnnotatedDataset dataset, string item, string annotator, string label) =>
        Rebuild(dataset, i => i, (i, a, l) => i == item && a == annotator ? null : l, [(item, annotator, label)]);

    /// <summary>With items changed, or left out.</summary>
    public static AnnotatedDataset Items(this AnnotatedDataset dataset, Func<JudgeItem, JudgeItem?> change) => Rebuild(dataset, change, (_, _, l) => l, []);

    private static AnnotatedDataset Rebuild(
        AnnotatedDataset dataset, Func<JudgeItem, JudgeItem?> change, Func<string, string, string, string?> relabel, (string Item, string Annotator, string Label)[] added)
    {
        DatasetBuilder builder = new(dataset.Info, dataset.Shape, dataset.Scale, dataset.Subjectivity);
        for (int i = 0; i < dataset.Items.Length; i++)
        {
            if (change(dataset.Items[i]) is not { } item)
            {
                continue;
            }

            builder.AddItem(item);
            foreach (Annotation annotation in dataset.AnnotationsOf(i))
            {
                string annotator = dataset.Annotators[annotation.Annotator].Id;
                if (relabel(item.Id, annotator, dataset.LabelOf(annotation).Text) is { } label)
                {
                    builder.AddAnnotation(item.Id, annotator, label);
                }
            }
        }

        foreach ((string item, string annotator, string label) in added)
        {
            builder.AddAnnotation(item, annotator, label);
        }

        return builder.Build();
    }
}
