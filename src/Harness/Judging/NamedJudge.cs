using JudgeEval.Judges;

namespace JudgeEval.Harness.Judging;

/// <summary>A judge under the name that a file gives it.</summary>
internal sealed class NamedJudge(IJudge judge, string name) : IJudge
{
    public JudgeIdentity Identity { get; } = judge.Identity with { Name = name };

    public ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default) => judge.JudgeAsync(task, cancellationToken);
}
