using System.Collections.Immutable;

namespace JudgeEval.Judges.Tests.Committees;

/// <summary>A judge that answers by a function.</summary>
internal sealed class FixedJudge(string name, Func<JudgeTask, Verdict> answer) : IJudge
{
    public JudgeIdentity Identity { get; init; } = new() { Name = name };

    public static FixedJudge Saying(string name, string label) => new(name, Said(label));

    public static FixedJudge Saying(string name, string label, params (string Label, double P)[] probabilities) => new(
        name,
        task => Said(label)(task) with { Probabilities = probabilities.ToImmutableSortedDictionary(p => p.Label, p => p.P, StringComparer.Ordinal) });

    public static FixedJudge Failing(string name, FailureKind kind, string detail) => new(name, _ => Verdict.Failed(kind, detail));

    public ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default) => new(answer(task));

    private static Func<JudgeTask, Verdict> Said(string label) =>
        task => Verdict.Of(task.Scale.TryParse(label, out Label found) ? found : new Label(label, double.NaN));
}
