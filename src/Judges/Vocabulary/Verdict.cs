using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Why a judge gave no label.</summary>
public enum FailureKind
{
    /// <summary>The model declined to answer.</summary>
    Refused,

    /// <summary>The reply does not follow the output contract.</summary>
    Unparsable,

    /// <summary>The reply follows the output contract, but its label is not on the scale.</summary>
    OutOfScale,

    /// <summary>The model could not be reached, or broke off.</summary>
    Transport,

    /// <summary>The budget was used up before this item.</summary>
    Budget,
}

/// <summary>A judge's failure to give a label. It is never a default label, is never recorded, and counts against coverage.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">For people: what exactly happened.</param>
/// <param name="RawReply">The reply as it came, where there was one.</param>
public sealed record JudgeFailure(FailureKind Kind, string Detail, string? RawReply = null)
{
    /// <summary>The label the judge gave, where it is off the scale; <see langword="null"/> elsewhere, or where the source does not say.</summary>
    public string? Value { get; init; }
}

/// <summary>What a call used.</summary>
/// <param name="InputTokens">Tokens sent, or <see langword="null"/> when the provider does not say.</param>
/// <param name="OutputTokens">Tokens received, or <see langword="null"/> when the provider does not say.</param>
public sealed record TokenUsage(long? InputTokens, long? OutputTokens);

/// <summary>What a judge said of one item: a label on the scale, or a typed failure; never both and never neither.</summary>
public sealed record Verdict
{
    private Verdict(Label? label, JudgeFailure? failure)
    {
        Label = label;
        Failure = failure;
    }

    /// <summary>The label; <see langword="null"/> when the judge failed.</summary>
    public Label? Label { get; }

    /// <summary>The failure; <see langword="null"/> when there is a label.</summary>
    public JudgeFailure? Failure { get; }

    /// <summary>Whether there is a label.</summary>
    public bool HasLabel => Label is not null;

    /// <summary>The judge's reason in words, where it gave one.</summary>
    public string? Rationale { get; init; }

    /// <summary>A finer score than the label, where the judge gives one.</summary>
    public double? Score { get; init; }

    /// <summary>The probability of each label, where the judge gives them; they sum to 1.</summary>
    public ImmutableSortedDictionary<string, double>? Probabilities { get; init; }

    /// <summary>
    /// The labels among which the judge could not decide, its best guess first, so that the first is <see cref="Label"/>;
    /// empty where the judge names one label and is not asked for candidates.
    /// </summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>The label of each member of a committee, by the member's name; <see langword="null"/> for any other judge. A member that failed is absent.</summary>
    public ImmutableSortedDictionary<string, string>? Votes { get; init; }

    /// <summary>What the call used, over all calls that the verdict took.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>A label on the scale.</summary>
    /// <param name="label">The label.</param>
    public static Verdict Of(Label label) => new(label, null);

    /// <summary>A failure.</summary>
    /// <param name="failure">Why, and what exactly happened.</param>
    public static Verdict Failed(JudgeFailure failure) => new(null, failure);

    /// <summary>A failure.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="detail">What exactly happened.</param>
    /// <param name="rawReply">The reply as it came.</param>
    public static Verdict Failed(FailureKind kind, string detail, string? rawReply = null) => new(null, new JudgeFailure(kind, detail, rawReply));
}
