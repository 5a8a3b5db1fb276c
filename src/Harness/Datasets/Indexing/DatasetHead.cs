using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>What <c>dataset.yaml</c> states.</summary>
internal sealed record DatasetHead(DatasetInfo Info, TaskShape Shape, LabelScale Scale, Subjectivity Subjectivity);
