using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>What is looked for in judges' verdicts: labels off the scale by value and count, one label throughout, and a scale turned round.</summary>
internal sealed class JudgeRules(LintData data, LintOptions options)
{
    private const int Named = 10;
    private const int FewestItems = 20;

    public IEnumerable<LintFinding> Find(IReadOnlyList<(string Name, VerdictSet Verdicts)> judges)
    {
        List<(string, SourceLocation, Label?[])> labels = [];

        // What a judge of difficulty says is no label.
        foreach ((string name, VerdictSet verdicts) in judges.Where(judge => judge.Verdicts.Judge.DifficultyScale is null))
        {
            JudgeLabels read = JudgeLabels.Read(data.Dataset, verdicts, OutOfScalePolicy.Exclude);
            SourceLocation at = verdicts.Path is { } path ? SourceLocation.InFile(path) : SourceLocation.None;
            Label?[] own = [.. Enumerable.Range(0, data.ItemCount).Select(item => read.OfItem[data.SourceOf(item)]?.Label)];
            labels.Add((name, at, own));

            // A counted table knows its values off the scale, with their lines; here they would be counted once for all equal rows.
            if (!read.OutOfScale.IsEmpty && data.Dataset.Counts is null)
            {
                yield return OffScale(name, verdicts.Judgements.Length, read, at);
            }

            if (Constant(name, own, at, judges.Count) is { } constant)
            {
                yield return constant;
            }
        }

        foreach (LintFinding finding in new InvertedPolarity(data, options).OfJudges(labels))
        {
            yield return finding;
        }
    }

    private static LintFinding OffScale(string name, int judgements, JudgeLabels read, SourceLocation at)
    {
        (string Value, int Count)[] values = [.. read.OutOfScale.CountBy(o => o.Value, StringComparer.Ordinal).Select(v => (v.Key, v.Value)).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal)];
        return new LintFinding
        {
            Rule = LintRules.OutOfScale,
            Severity = LintSeverity.Warning,
            What = FormattableString.Invariant($"the judge '{name}' gave {read.OutOfScale.Length} of {judgements} labels that the scale does not have: ")
                + string.Join(", ", values.Take(Named).Select(v => FormattableString.Invariant($"'{v.Value}' {v.Count}×")))
                + (values.Length > Named ? FormattableString.Invariant($" and {values.Length - Named} other values") : ""),
            Consequence = "they count as failures, or as an end of the scale with --out-of-scale clip; published figures may have done either without saying so",
            Remedy = "say in the prompt which labels there are, or in dataset.yaml (outOfScale) what is done with others",
            Location = at,
            Subjects = [name],
            Evidence = [new("outOfScale", read.OutOfScale.Length), new("judgements", judgements), new("values", values.Length)],
        };
    }

    // The chance of so many equal labels, by the share that people gave this label on these items.
    private LintFinding? Constant(string name, Label?[] labels, SourceLocation at, int tests)
    {
        int[] judged = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] is not null && data.Offsets[i] < data.Offsets[i + 1])];
        if (judged.Length < FewestItems || judged.Any(i => labels[i]!.Value.Text != labels[judged[0]]!.Value.Text))
        {
            return null;
        }

        string label = labels[judged[0]]!.Value.Text;
        double share = judged.Average(i => data.Codes[data.Offsets[i]..data.Offsets[i + 1]].Select((_, k) => data.LabelOf(data.Offsets[i] + k) == label ? 1.0 : 0).Average());
        double p = Math.Pow(((share * judged.Length) + 0.5) / (judged.Length + 1), judged.Length) * tests;
        return p >= options.Level ? null : new LintFinding
        {
            Rule = LintRules.ConstantJudge,
            Severity = LintSeverity.Warning,
            What = FormattableString.Invariant($"the judge '{name}' gave the label '{label}' to all of {judged.Length} items, on which people gave it {share * 100:0.#} % of the time"),
            Consequence = "such a judge tells nothing about the items; kappa is 0 or undefined, while percent agreement may look good",
            Remedy = "look at the replies and at how labels are read from them",
            Location = at,
            Subjects = [name],
            Evidence = [new("items", judged.Length), new("peopleShare", share), new("pAdjusted", Math.Min(1, p))],
        };
    }
}
