using System.Collections.Concurrent;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Xunit;

/// <summary>Aligns the judges of cases. Cases over the same labels with the same options share what does not depend on a judge, as the baselines.</summary>
internal static class CaseAlignments
{
    private static readonly ConcurrentDictionary<(string Place, DatasetIdentity Identity, AlignmentOptions Options), Lazy<AlignmentBasis>> Bases = new();

    /// <summary>Aligns the judge of a case.</summary>
    /// <param name="place">Where the dataset stands; its content is compared too, so a file that was edited is another dataset.</param>
    /// <param name="dataset">People's labels.</param>
    /// <param name="verdicts">The judge's verdicts.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="JudgeEvalException">The verdicts do not fit the dataset, or the options do not fit its scale.</exception>
    public static AlignedJudge Compute(string place, AnnotatedDataset dataset, VerdictSet verdicts, AlignmentOptions options) =>
        Bases.GetOrAdd((place, dataset.Identity, options), _ => new Lazy<AlignmentBasis>(() => new AlignmentBasis(dataset, options))).Value.Examine(verdicts);
}
