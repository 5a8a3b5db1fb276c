using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>Small datasets and verdicts made in memory.</summary>
internal static class Sample
{
    /// <summary>A dataset from rows of labels: item i is <c>i001</c>…, annotator j is <c>a1</c>…; an empty label is missing.</summary>
    public static AnnotatedDataset Clustered(LabelScale scale, string?[] clusters, params string[][] rows)
    {
        TaskShape shape = scale.Level == ScaleLevel.Preference ? TaskShape.Preference : TaskShape.Single;
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, shape, scale);
        for (int i = 0; i < rows.Length; i++)
        {
            JudgeItem item = new() { Id = Id(i), Context = "question", Cluster = clusters.Length == 0 ? null : clusters[i] };
            builder.AddItem(shape == TaskShape.Single ? item with { Response = "answer" } : item with { ResponseA = "one", ResponseB = "other" });
            for (int a = 0; a < rows[i].Length; a++)
            {
                if (rows[i][a].Length > 0)
                {
                    builder.AddAnnotation(Id(i), $"a{a + 1}", rows[i][a]);
                }
            }
        }

        return builder.Build();
    }

    public static AnnotatedDataset Dataset(LabelScale scale, params string[][] rows) => Clustered(scale, [], rows);

    /// <summary>One verdict per item; an empty label is a transport failure.</summary>
    public static VerdictSet Verdicts(params string[] labels) => new(
        new JudgeIdentity { Name = "judge" },
        "sample",
        null,
        labels.Select((label, i) => new Judgement(Id(i), 0, PresentationOrder.Original, label.Length == 0
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Transport, "connection refused") }
            : new RecordedVerdict { Label = label })));

    /// <summary>A judge under test, without a baseline.</summary>
    public static GateContext Context(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions options) =>
        new(new AlignmentBasis(dataset, options).Examine(verdicts));

    public static string Id(int item) => $"i{item + 1:000}";
}
