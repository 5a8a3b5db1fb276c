using JudgeEval.Harness.Judging;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Running;

/// <summary>Which judge a run is of.</summary>
/// <param name="Name">The judge's name, for a file's name.</param>
internal abstract record RunJudge(string Name)
{
    /// <summary>The prompt, where the command line names one; its warnings are told.</summary>
    public virtual PromptFile? Prompt => null;

    /// <summary>Makes the judge.</summary>
    /// <param name="maker">Makes it.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    public abstract Task<IJudge> MakeAsync(JudgeMaker maker, CancellationToken cancellationToken);
}

/// <summary>A prompt with a model.</summary>
/// <param name="File">The prompt.</param>
/// <param name="Provider">Where the model is asked.</param>
internal sealed record RunPrompt(PromptFile File, ProviderSettings Provider) : RunJudge($"{File.Name}-{Provider.Model}")
{
    /// <inheritdoc/>
    public override PromptFile Prompt => File;

    /// <inheritdoc/>
    public override Task<IJudge> MakeAsync(JudgeMaker maker, CancellationToken cancellationToken) => Task.FromResult(maker.Make(File, Provider));
}

/// <summary>A baseline.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Seed">The seed of those that draw.</param>
internal sealed record RunBaseline(BaselineKind Kind, ulong Seed) : RunJudge($"baseline-{Kind.Name()}")
{
    /// <inheritdoc/>
    public override Task<IJudge> MakeAsync(JudgeMaker maker, CancellationToken cancellationToken) => Task.FromResult(maker.Make(Kind, Seed));
}

/// <summary>A judge that judgeeval.yaml defines.</summary>
/// <param name="Definition">The judge.</param>
internal sealed record RunDefined(JudgeDefinition Definition) : RunJudge(Definition.Name)
{
    /// <inheritdoc/>
    public override Task<IJudge> MakeAsync(JudgeMaker maker, CancellationToken cancellationToken) => maker.MakeAsync(Definition, cancellationToken);
}
