using System.Collections.Immutable;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>What could be read of <c>dataset.yaml</c>: the other files are checked against it even when parts are wrong.</summary>
/// <param name="Complete">The whole; <see langword="null"/> when anything is wrong.</param>
/// <param name="Shape">The task, where it is known.</param>
/// <param name="Scale">The scale, where it is known.</param>
/// <param name="Splits">The declared splits, as far as they are known.</param>
internal sealed record HeadParts(DatasetHead? Complete, TaskShape? Shape, LabelScale? Scale, ImmutableArray<string> Splits)
{
    public static HeadParts None { get; } = new(null, null, null, []);
}
