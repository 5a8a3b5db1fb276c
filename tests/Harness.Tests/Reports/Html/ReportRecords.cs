using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reports.Html;

/// <summary>Records with a dataset behind them.</summary>
internal static class ReportRecords
{
    /// <summary>Numbers 1 to 5 by ann and bob, who often differ by one, and by a judge who is off by one on every fourth item; people's labels can be shifted, and items named otherwise.</summary>
    public static AlignmentRecord Numbers(int items, Func<int, string?>? cluster = null, int shift = 0, string prefix = "", int resamples = 30)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "numbers" }, TaskShape.Single, LabelScale.Ordinal(1, 5), Subjectivity.Manifest);
        for (int i = 0; i < items; i++)
        {
            builder.AddItem(new JudgeItem { Id = Name(i), Context = "the same question", Response = $"answer {Text(i)}", Cluster = cluster?.Invoke(i) });
            builder.AddAnnotation(Name(i), "ann", Text(1 + ((i + shift) % 4)));
            builder.AddAnnotation(Name(i), "bob", Text(1 + ((i + shift) % 4) + (i % 3 == 0 ? 1 : 0)));
        }

        string Name(int i) => prefix + Id(i);
        AnnotatedDataset dataset = builder.Build();
        AlignmentOptions options = new() { Resamples = resamples, Baselines = false };
        VerdictSet verdicts = new(
            new JudgeIdentity { Name = "judge" }, "numbers", dataset.Identity.Hash,
            Enumerable.Range(0, items).Select(i => new Judgement(Name(i), 0, PresentationOrder.Original, new RecordedVerdict { Label = Text(1 + ((i + (i % 4 == 0 ? 1 : 0)) % 4)) })));
        return new AlignmentRecord
        {
            Suite = "numbers",
            Case = "numbers",
            Dataset = "numbers",
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Options = options,
            Alignment = JudgeAlignment.Compute(dataset, verdicts, options),
            Card = DatasetCard.Of(dataset),
            Items = RecordedItem.All(dataset, verdicts),
        };
    }

    private static string Id(int i) => i.ToString("D5", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
