using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint.Rules;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Lint;

/// <summary>
/// Looks for what makes figures of a dataset misleading: careless, copied or inverted annotators, duplicates, pools of people that must not be averaged, items that
/// were chosen for disagreement, attention checks and practice rounds, drift. It only reports; nothing is mended or left out.
/// </summary>
/// <remarks>
/// Statistical rules are tests, corrected by Holm for all people or pairs they look at, at the level of <see cref="LintOptions.Level"/>. Time is linear in annotations,
/// and in the pairs of people on an item up to <see cref="LintOptions.MostPairs"/>. The same dataset gives the same report.
/// </remarks>
public static class DatasetLint
{
    /// <summary>Looks at a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="judges">Judges on it by name, to be looked at too; by default none.</param>
    /// <param name="options">The thresholds; <see langword="null"/> for the defaults.</param>
    public static LintReport Of(AnnotatedDataset dataset, IEnumerable<(string Name, VerdictSet Verdicts)>? judges = null, LintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        LintOptions chosen = options ?? new LintOptions();
        LintData data = new(dataset);
        AttentionChecks attention = new(dataset, chosen);
        LintFinding[] findings =
        [
            .. new InvertedPolarity(data, chosen).OfPeople(),
            .. SelectedItems.Find(data, chosen),
            .. DisagreeingPools.Find(data),
            .. SeparateBlocks.Find(data, chosen),
            .. ConstantAnnotators.Find(data, chosen),
            .. CopiedAnnotators.Find(data, chosen),
            .. AnnotatorDrift.Find(data, chosen),
            .. attention.Find(data),
            .. DuplicateItems.Find(data),
            .. UnusedLabels.Find(data),
            .. judges is null ? [] : new JudgeRules(data, chosen).Find([.. judges]),
        ];
        return new LintReport([.. findings.OrderBy(f => LintRules.All.IndexOf(f.Rule))], [.. attention.Exclusions]);
    }
}
