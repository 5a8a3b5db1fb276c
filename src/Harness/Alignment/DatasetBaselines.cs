using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Alignment;

/// <summary>Baselines as judges of their own, made of the people's labels that alignments hold judges against.</summary>
public static class DatasetBaselines
{
    /// <summary>Makes a baseline of a dataset, with the dataset's default reference labels.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="kind">Which baseline.</param>
    /// <param name="seed">The seed of those that draw.</param>
    /// <exception cref="JudgeEvalException">The baseline does not apply, for example because the items have no texts (<c>JE2701</c>).</exception>
    public static IJudge Create(AnnotatedDataset dataset, BaselineKind kind, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        AlignmentPlan plan = AlignmentPlan.Create(dataset, new AlignmentOptions { Resamples = 0 });
        ReferenceLabel[] references = JudgeAlignment.References(plan);
        return Baselines.Create(kind, BaselineCalculator.Examples(plan, references, seed, out _));
    }
}
