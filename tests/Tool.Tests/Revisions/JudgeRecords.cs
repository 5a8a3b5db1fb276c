using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary>Whole records, as a run leaves them.</summary>
internal static class JudgeRecords
{
    /// <summary>The record of the judge that was accepted.</summary>
    public static AlignmentRecord Of(BaselineRecord baseline, AnnotatedDataset dataset)
    {
        AlignmentOptions options = new() { Baselines = false };
        VerdictSet verdicts = baseline.Baseline.Verdicts;
        return new AlignmentRecord
        {
            Suite = baseline.Suite,
            Case = baseline.Case,
            Test = baseline.Test,
            Dataset = baseline.Dataset,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Card = DatasetCard.Of(dataset),
            Options = options,
            Alignment = new AlignmentBasis(dataset, options).Align(verdicts),
            Items = RecordedItem.All(dataset, verdicts),
        };
    }
}
