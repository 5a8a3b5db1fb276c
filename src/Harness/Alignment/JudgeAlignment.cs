using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Alignment;

/// <summary>Holds judges' verdicts against people's labels.</summary>
public static class JudgeAlignment
{
    /// <summary>Aligns one judge.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The judge's verdicts on items of the dataset.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, the verdicts are of another dataset, or the options do not fit the scale.</exception>
    public static AlignmentResult Compute(AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions options) =>
        Compute(dataset, [verdicts], options)[0];

    /// <summary>Aligns several judges; what people reach among themselves is computed once.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="judges">Each judge's verdicts on items of the dataset.</param>
    /// <param name="options">How to compute.</param>
    /// <returns>The results in the order of <paramref name="judges"/>.</returns>
    /// <exception cref="JudgeEvalException">A verdict is on an item the dataset does not have, the verdicts are of another dataset, or the options do not fit the scale.</exception>
    public static ImmutableArray<AlignmentResult> Compute(AnnotatedDataset dataset, IReadOnlyList<VerdictSet> judges, AlignmentOptions options)
    {
        AlignmentBasis basis = new(dataset, options);
        return [.. judges.Select(basis.Align)];
    }

    internal static ReferenceLabel[] References(AlignmentPlan plan)
    {
        ReferenceCalculator calculator = new(plan.Dataset, plan.Reference, plan.Ordered);
        ReferenceLabel[] references = new ReferenceLabel[plan.Dataset.Items.Length];
        for (int item = 0; item < references.Length; item++)
        {
            references[item] = calculator.Of(plan.Dataset.AnnotationsOf(item));
        }

        return references;
    }
}
