using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace JudgeEval.Judges;

/// <summary>Makes baselines of examples. The same examples, in whatever order, and the same seed make the same judge on any machine.</summary>
public static class Baselines
{
    /// <summary>The output contract of every baseline, with its version.</summary>
    public const string OutputContract = "baseline/1";

    /// <summary>Every kind, in the order in which ties are broken and reports name them.</summary>
    public static ImmutableArray<BaselineKind> All { get; } = [.. Enum.GetValues<BaselineKind>()];

    /// <summary>The kind's name in files and on the command line, for example <c>longer</c>.</summary>
    /// <param name="kind">A kind.</param>
    public static string Name(this BaselineKind kind) => CamelCase.Of(kind);

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">A name as <see cref="Name"/> gives it.</param>
    /// <param name="kind">The kind.</param>
    public static bool TryParse(string name, out BaselineKind kind)
    {
        int at = All.Select(Name).ToImmutableArray().IndexOf(name, StringComparer.Ordinal);
        kind = at < 0 ? default : All[at];
        return at >= 0;
    }

    /// <summary>Makes a baseline.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="examples">Items with people's labels, each item once. Those without a reference teach the linear model alone.</param>
    /// <param name="scale">The scale of the labels.</param>
    /// <param name="shape">Single responses or pairs.</param>
    /// <param name="seed">The seed of <see cref="BaselineKind.Random"/> and of the folds of <see cref="BaselineKind.Linear"/>.</param>
    /// <returns>A judge named <c>baseline/majority</c> and so on. It is safe for use by several threads at once.</returns>
    /// <exception cref="JudgeEvalException"><c>JE2701</c>: the baseline does not apply to these examples, for example because they have no texts.</exception>
    /// <exception cref="ArgumentException">An item stands twice, a reference is not on the scale, or a mean is not finite.</exception>
    public static IJudge Create(BaselineKind kind, IEnumerable<BaselineExample> examples, LabelScale scale, TaskShape shape, ulong seed = 1) =>
        Create(kind, new BaselineExamples(examples, scale, shape, seed));

    /// <summary>Makes a baseline of examples that several baselines share.</summary>
    /// <exception cref="JudgeEvalException"><c>JE2701</c>: the baseline does not apply to these examples.</exception>
    internal static IJudge Create(BaselineKind kind, BaselineExamples examples) =>
        TryCreate(kind, examples, out BaselineJudge? judge, out string? reason)
            ? judge
            : throw new JudgeEvalException(new Diagnostic(
                "JE2701",
                $"the baseline '{Name(kind)}' does not apply to these items",
                reason,
                "take another baseline; majority and random need no more than items with one label from people",
                SourceLocation.None));

    /// <summary>Makes a baseline where it applies.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="examples">Items with people's labels, each item once.</param>
    /// <param name="scale">The scale of the labels.</param>
    /// <param name="shape">Single responses or pairs.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="reason">Why it does not apply, in words, without a full stop.</param>
    /// <exception cref="ArgumentException">An item stands twice, a reference is not on the scale, or a mean is not finite.</exception>
    public static bool TryCreate(
        BaselineKind kind,
        IEnumerable<BaselineExample> examples,
        LabelScale scale,
        TaskShape shape,
        ulong seed,
        [NotNullWhen(true)] out IJudge? judge,
        [NotNullWhen(false)] out string? reason)
    {
        bool made = TryCreate(kind, new BaselineExamples(examples, scale, shape, seed), out BaselineJudge? baseline, out reason);
        judge = baseline;
        return made;
    }

    /// <summary>Makes a baseline of examples that several baselines share.</summary>
    internal static bool TryCreate(
        BaselineKind kind, BaselineExamples examples, [NotNullWhen(true)] out BaselineJudge? judge, [NotNullWhen(false)] out string? reason)
    {
        reason = examples.Marginal.IsEmpty ? "no item has a single label from people" : kind switch
        {
            BaselineKind.Longer => ScoreBaseline.WhyNot(examples, needsContext: false),
            BaselineKind.Overlap => ScoreBaseline.WhyNot(examples, needsContext: true),
            BaselineKind.Linear => LinearBaseline.WhyNot(examples),
            _ => null,
        };
        judge = reason is not null ? null : kind switch
        {
            BaselineKind.Majority => new MajorityBaseline(examples),
            BaselineKind.Random => new RandomBaseline(examples),
            BaselineKind.Longer => new ScoreBaseline(kind, examples, static (_, response) => response.AsSpan().Trim().Length),
            BaselineKind.Overlap => new ScoreBaseline(kind, examples, static (context, response) => WordOverlap.Count(context, response)),
            BaselineKind.Linear => new LinearBaseline(examples),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such baseline."),
        };
        return judge is not null;
    }
}
