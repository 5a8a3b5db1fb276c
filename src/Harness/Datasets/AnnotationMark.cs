namespace JudgeEval.Harness.Datasets;

/// <summary>What came of an attention check.</summary>
public enum AttentionOutcome
{
    /// <summary>The annotation is no attention check.</summary>
    None,

    /// <summary>The annotator gave the label that the check expects.</summary>
    Passed,

    /// <summary>The annotator gave another label, or none.</summary>
    Failed,
}

/// <summary>
/// What <c>annotations.csv</c> says of an annotation beside its label, in the optional columns <c>phase</c> and <c>attention</c>. The default of the type
/// is an ordinary annotation.
/// </summary>
/// <param name="IsPractice">Whether it belongs to a practice round: <c>phase</c> is <c>practice</c>.</param>
/// <param name="Attention">Whether it is an attention check, and what came of it.</param>
/// <param name="Expected">The label that the check expects, where the file states it.</param>
public readonly record struct AnnotationMark(bool IsPractice, AttentionOutcome Attention = AttentionOutcome.None, string? Expected = null)
{
    /// <summary>Whether it is an ordinary annotation.</summary>
    public bool IsOrdinary => !IsPractice && Attention == AttentionOutcome.None;
}
