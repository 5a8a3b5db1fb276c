using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>A judge as <c>judgeeval.yaml</c> defines it: one of the records that derive from this one.</summary>
public abstract record JudgeDefinition
{
    private protected JudgeDefinition()
    {
    }

    /// <summary>The judge's name; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the judges that this one is made of, in the order of the file.</summary>
    internal virtual ImmutableArray<string> Parts => [];
}

/// <summary>A prompt with a model.</summary>
public sealed record PromptJudgeDefinition : JudgeDefinition
{
    /// <summary>The path of the prompt file, joined to the folder of <c>judgeeval.yaml</c>.</summary>
    public required string Prompt { get; init; }

    /// <summary>The name of the provider.</summary>
    public required string Provider { get; init; }
}

/// <summary>Several judges that vote.</summary>
public sealed record CommitteeJudgeDefinition : JudgeDefinition
{
    /// <summary>The names of the judges that vote, two or more, each once.</summary>
    public required ImmutableArray<string> Members { get; init; }

    /// <summary>How the votes become one label.</summary>
    /// <value>The default value is <see cref="CommitteeRule.Majority"/>.</value>
    public CommitteeRule Rule { get; init; }

    internal override ImmutableArray<string> Parts => Members;
}

/// <summary>A judge that reads a debate about the item before it labels it.</summary>
public sealed record DebateJudgeDefinition : JudgeDefinition
{
    /// <summary>The default of <see cref="Rounds"/>.</summary>
    public const int DefaultRounds = 2;

    /// <summary>The name of the judge that reads the debate.</summary>
    public required string Judge { get; init; }

    /// <summary>The path of the debaters' prompt file, joined to the folder of <c>judgeeval.yaml</c>.</summary>
    public required string Debater { get; init; }

    /// <summary>The name of the debaters' provider.</summary>
    public required string Provider { get; init; }

    /// <summary>How often each side speaks, from 1 to 20.</summary>
    /// <value>The default value is 2.</value>
    [Range(1, 20)]
    public int Rounds { get; init; } = DefaultRounds;

    internal override ImmutableArray<string> Parts => [Judge];
}

/// <summary>The perplexity that a model over the wire gives a text, by the log-probabilities of its completions.</summary>
public sealed record PerplexityJudgeDefinition : JudgeDefinition
{
    /// <summary>The name of the provider.</summary>
    public required string Provider { get; init; }
}

/// <summary>The perplexity that an n-gram model of a text gives another.</summary>
public sealed record NGramJudgeDefinition : JudgeDefinition
{
    /// <summary>The default of <see cref="Order"/>.</summary>
    public const int DefaultOrder = 3;

    /// <summary>How many words the model looks at, from 1 to 6.</summary>
    /// <value>The default value is 3.</value>
    [Range(1, 6)]
    public int Order { get; init; } = DefaultOrder;

    /// <summary>The path of the text that the model is made of, joined to the folder of <c>judgeeval.yaml</c>.</summary>
    public required string Text { get; init; }
}

/// <summary>A rule that judges without a model, for comparison.</summary>
public sealed record BaselineJudgeDefinition : JudgeDefinition
{
    /// <summary>Which.</summary>
    public required BaselineKind Kind { get; init; }

    /// <summary>The seed of <see cref="BaselineKind.Random"/> and <see cref="BaselineKind.Linear"/>.</summary>
    /// <value>The default value is 1.</value>
    public ulong Seed { get; init; } = 1;
}
