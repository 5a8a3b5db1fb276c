using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>What an n-gram model counts.</summary>
public enum NGramUnit
{
    /// <summary>
    /// Words: a run of letters, digits and combining marks, an apostrophe between two of them included, in lower case. Any other character but
    /// white space is a token of its own.
    /// </summary>
    Words,

    /// <summary>Characters (Unicode scalar values), white space and letter case included.</summary>
    Characters,
}

/// <summary>Options of an <see cref="NGramModel"/>.</summary>
public sealed record NGramOptions
{
    /// <summary>The longest run of tokens that is counted.</summary>
    /// <value>The default value is 3.</value>
    [Range(1, 6)]
    public int Order { get; init; } = 3;

    /// <summary>What is counted.</summary>
    /// <value>The default value is <see cref="NGramUnit.Words"/>.</value>
    public NGramUnit Unit { get; init; }

    /// <summary>
    /// How often a token must occur in the training text to be in the vocabulary; rarer ones are counted as <c>&lt;unk&gt;</c>. Above 1, unknown words become as
    /// probable as the rare ones together, which favours a response that is full of them.
    /// </summary>
    /// <value>The default value is 1: every token that occurs.</value>
    [Range(1, int.MaxValue)]
    public int MinimumCount { get; init; } = 1;
}
