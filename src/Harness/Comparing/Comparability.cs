using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Comparing;

/// <summary>Refuses what is not comparable.</summary>
internal static class Comparability
{
    /// <summary>The items that can be compared.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="baseline">The baseline.</param>
    /// <exception cref="JudgeEvalException">There is none, or no label can be held against another (<c>JE4007</c>).</exception>
    public static CommonItems Check(AlignedJudge candidate, JudgeBaseline baseline)
    {
        AnnotatedDataset dataset = candidate.Dataset;
        bool predicts = candidate.Verdicts.Judge.DifficultyScale is not null, predicted = baseline.Verdicts.Judge.DifficultyScale is not null;
        if (predicts || predicted)
        {
            throw ComparingErrors.Difficulty(baseline, predicts, predicted);
        }

        if (baseline.Scale is { } scale && scale != dataset.Scale.ToString())
        {
            throw ComparingErrors.OtherScale(baseline, dataset);
        }

        if (baseline is { Items: null, Verdicts.Dataset: { } name } && name != dataset.Info.Name)
        {
            throw ComparingErrors.OtherDataset(baseline, dataset);
        }

        CheckLabels(baseline, dataset);
        CommonItems common = CommonItems.Of(baseline, dataset);
        return common.IsEmpty ? throw ComparingErrors.NothingInCommon(baseline, dataset, common) : common;
    }

    private static void CheckLabels(JudgeBaseline baseline, AnnotatedDataset dataset)
    {
        string[] people = Unknown(dataset, (baseline.Items?.Values ?? []).SelectMany(item => item.Labels.Values));
        if (people.Length > 0)
        {
            throw ComparingErrors.UnknownLabels(baseline, dataset, people, people: true);
        }

        // A judge may leave the scale here and there, which is its failure; one that never keeps to it answered another question.
        string[] unknown = Unknown(dataset, baseline.Verdicts.Judgements.Select(j => j.Verdict.Label).OfType<string>());
        if (unknown.Length > 0 && !baseline.Verdicts.Judgements.Any(IsOnScale))
        {
            throw ComparingErrors.UnknownLabels(baseline, dataset, unknown, people: false);
        }

        bool IsOnScale(Judgement judgement) => judgement.Verdict.Label is { } label && dataset.Scale.TryParse(label, out _);
    }

    private static string[] Unknown(AnnotatedDataset dataset, IEnumerable<string> labels) =>
        [.. labels.Distinct(StringComparer.Ordinal).Where(label => !dataset.Scale.TryParse(label, out _)).Order(StringComparer.Ordinal)];
}
