using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>Small datasets and verdicts made in memory.</summary>
internal static class Sample
{
    /// <summary>A dataset from rows of labels: item i is <c>i001</c>…, annotator j is <c>a1</c>…; an empty label is missing.</summary>
    public static AnnotatedDataset Clustered(LabelScale scale, string?[] clusters, params string[][] rows)
    {
        ImmutableArray<JudgeItem>.Builder items = ImmutableArray.CreateBuilder<JudgeItem>();
        List<Annotation> annotations = [];
        List<int> offsets = [0];
        for (int i = 0; i < rows.Length; i++)
        {
            items.Add(new JudgeItem { Id = Id(i), Context = "question", Response = "answer", Cluster = clusters.Length == 0 ? null : clusters[i] });
            for (int a = 0; a < rows[i].Length; a++)
            {
                if (rows[i][a].Length > 0)
                {
                    Assert.True(scale.TryParse(rows[i][a], out Label label), $"'{rows[i][a]}' is not on the scale.");
                    annotations.Add(new Annotation(a, scale.Labels.IndexOf(label.Text), label.Value));
                }
            }

            offsets.Add(annotations.Count);
        }

        int people = rows.Max(r => r.Length);
        return new AnnotatedDataset(
            new DatasetInfo { Name = "sample" },
            scale.Level == ScaleLevel.Preference ? TaskShape.Preference : TaskShape.Single,
            scale,
            Subjectivity.LatentPattern,
            items.ToImmutable(),
            [.. Enumerable.Range(1, people).Select(a => new Annotator($"a{a}", ImmutableSortedDictionary<string, string>.Empty))],
            [.. offsets],
            [.. annotations],
            ImmutableDictionary<int, string>.Empty,
            new DatasetIdentity("hash", "items", "labels"),
            null,
            []);
    }

    public static AnnotatedDataset Dataset(LabelScale scale, params string[][] rows) => Clustered(scale, [], rows);

    /// <summary>One verdict per item; an empty label is a transport failure.</summary>
    public static VerdictSet Verdicts(params string[] labels) => new(
        new JudgeIdentity { Name = "judge" },
        "sample",
        "hash",
        labels.Select((label, i) => new Judgement(Id(i), 0, PresentationOrder.Original, label.Length == 0
            ? new RecordedVerdict { Failure = new JudgeFailure(FailureKind.Transport, "connection refused") }
            : new RecordedVerdict { Label = label })));

    public static string Id(int item) => $"i{item + 1:000}";
}
