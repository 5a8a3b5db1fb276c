using System.Collections.Immutable;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>All annotations in compressed rows: those of item <c>i</c> are <c>Offsets[i]..Offsets[i + 1]</c>, sorted by annotator.</summary>
/// <param name="Offsets">One more than there are items.</param>
/// <param name="Annotations">All annotations, sorted by item, then annotator.</param>
/// <param name="Explanations">One for each annotation, or empty when there is none at all.</param>
/// <param name="Times">One for each annotation, or empty when there is none at all.</param>
/// <param name="Missing">Rows without a label, sorted by item, then annotator.</param>
internal sealed record AnnotationTable(
    int[] Offsets, Annotation[] Annotations, string?[] Explanations, string?[] Times, ImmutableArray<MissingAnnotation> Missing)
{
    /// <summary>One for each annotation, or empty when all are ordinary.</summary>
    public AnnotationMark[] Marks { get; init; } = [];
}
