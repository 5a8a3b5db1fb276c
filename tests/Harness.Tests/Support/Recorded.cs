using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>Whole records made in memory.</summary>
internal static class Recorded
{
    /// <summary>The record of verdicts, a sign for each item, on items that one person labelled <c>yes</c>.</summary>
    public static AlignmentRecord Of(string verdicts, string suite = "suite", string name = "case", string? text = null, GateDecision? gates = GateDecision.Passed)
    {
        AnnotatedDataset dataset = Compared.People(Compared.YesNo, new string('y', verdicts.Length - 1) + "n");
        dataset = text is null ? dataset : dataset.Items(item => item with { Response = text });
        VerdictSet judged = Compared.Verdicts(verdicts);
        return new AlignmentRecord
        {
            Suite = suite,
            Case = name,
            Test = "Evals.Suite.Align",
            Dataset = "sample",
            DatasetPath = "datasets/sample",
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            Card = DatasetCard.Of(dataset),
            Options = Compared.Options,
            Alignment = new AlignmentBasis(dataset, Compared.Options).Align(judged),
            Items = [.. RecordedItem.All(dataset, judged).Select((item, i) => item with { Line = i + 1 })],
            Gates = gates is { } decision ? new GateReport(decision, []) : null,
        };
    }

    public static CaseSet Set(params AlignmentRecord[] records) => new() { Records = [.. records] };
}
