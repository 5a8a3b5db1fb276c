using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>Labels that the scale declares and nobody gave; with the largest share that they may have all the same.</summary>
internal static class UnusedLabels
{
    public static IEnumerable<LintFinding> Find(LintData data)
    {
        if (data.Dataset.Scale.IsNumeric || data.Count == 0)
        {
            yield break;
        }

        bool[] used = new bool[data.LabelCount];
        for (int i = 0; i < data.Count; i++)
        {
            used[data.Codes[i]] = true;
        }

        string[] unused = [.. data.Dataset.Scale.Labels.Where((_, c) => !used[c])];
        if (unused.Length == 0)
        {
            yield break;
        }

        // The tie of pairs is part of every scale of preferences; it cannot be taken out, and many tasks forbid it.
        bool onlyTie = data.Dataset.Scale is { Level: ScaleLevel.Preference } scale && unused is [var one] && one == scale.Labels[scale.Labels.Length / 2];
        double most = Proportion.Interval(0, data.Count, 0.9, ProportionInterval.ClopperPearson)!.Upper;
        yield return new LintFinding
        {
            Rule = LintRules.UnusedLabel,
            Severity = onlyTie ? LintSeverity.Note : LintSeverity.Warning,
            What = FormattableString.Invariant($"nobody gave {string.Join(", ", unused.Select(l => $"'{l}'"))} in {data.Count} annotations; with 95 % confidence a label nobody gave has a share below {most * 100:0.##} %"),
            Consequence = "what a judge does with such a label is tested by no item, and a judge that gives it is never right",
            Remedy = onlyTie ? "nothing where people had to choose; otherwise add pairs that are alike" : "add items for it, or take it out of the scale in dataset.yaml; look also whether it is a spelling of another label",
            Location = data.FileOf(DatasetFiles.Head),
            Subjects = [.. unused],
            Evidence = [new("unusedLabels", unused.Length), new("annotations", data.Count), new("largestShare", most)],
        };
    }
}
