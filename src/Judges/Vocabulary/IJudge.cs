namespace JudgeEval.Judges;

/// <summary>Which judge it was: model, prompt, options and output contract. Change any, and it is another judge.</summary>
public sealed record JudgeIdentity
{
    /// <summary>The judge's name for people, for example <c>support-quality/gpt-5</c>; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The model id as the provider spells it; <see langword="null"/> for a judge without a model.</summary>
    public string? Model { get; init; }

    /// <summary>The prompt's name, as its front matter gives it.</summary>
    public string? Prompt { get; init; }

    /// <summary>SHA-256 over the prompt's canonical text, in lower-case hexadecimal.</summary>
    public string? PromptHash { get; init; }

    /// <summary>SHA-256 over the canonical model options (temperature, seed and the like), in lower-case hexadecimal.</summary>
    public string? OptionsHash { get; init; }

    /// <summary>The group in whose place the judge answered, where a run named one.</summary>
    public string? Group { get; init; }

    /// <summary>The criteria that a run named in place of the prompt's own.</summary>
    public string? Criteria { get; init; }

    /// <summary>The output contract and its version, for example <c>choice/1</c>.</summary>
    public string? OutputContract { get; init; }

    /// <summary>
    /// The scale on which the judge predicts how hard an item is for people; <see langword="null"/> for a judge that labels on the dataset's scale.
    /// Numbers grow with the difficulty; of words the first is the hardest, unless the scale's <see cref="LabelScale.Positive"/> names another.
    /// </summary>
    public LabelScale? DifficultyScale { get; init; }
}

/// <summary>Something that labels items: a prompt with a model, a rule, a recorded run.</summary>
public interface IJudge
{
    /// <summary>Which judge it is.</summary>
    JudgeIdentity Identity { get; }

    /// <summary>Judges one item.</summary>
    /// <param name="task">The item, the scale, the repeat and the order.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>A label on the task's scale, or a typed failure. In the swapped order, too, the label is in the dataset's own naming.</returns>
    /// <exception cref="JudgeEvalException">Only the user can mend it: a recording is missing, the prompt does not fit the task.</exception>
    ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default);
}
