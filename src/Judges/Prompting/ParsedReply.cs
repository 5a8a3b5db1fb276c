using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>What a reply says: a label, or why it says none.</summary>
/// <param name="Label">The label.</param>
/// <param name="Failure">Why there is no label.</param>
/// <param name="Detail">The same in words.</param>
/// <param name="Rationale">What the reply says beside the label.</param>
/// <param name="Said">The label that is off the scale.</param>
internal readonly record struct ParsedReply(Label? Label, FailureKind Failure, string Detail, string? Rationale, string? Said = null)
{
    private const int LongestQuote = 80;

    /// <summary>The labels that the reply cannot decide among, the best guess first; null where it was not asked for them.</summary>
    public ImmutableArray<Label>? Candidates { get; init; }

    public static ParsedReply Of(Label label, string? rationale) =>
        new(label, default, "", string.IsNullOrWhiteSpace(rationale) ? null : rationale.Trim());

    public static ParsedReply Unparsable(string detail) => new(null, FailureKind.Unparsable, detail, null);

    public static ParsedReply OffScale(string said, AnswerScale answers) =>
        new(null, FailureKind.OutOfScale, $"the reply's label '{Short(said)}' is not on the scale ({answers.Describe()})", null, Short(said));

    public static ParsedReply From(LabelMatch match, Label label, string said, AnswerScale answers, string? rationale) => match switch
    {
        LabelMatch.Label => Of(label, rationale),
        LabelMatch.OffScale => OffScale(said, answers),
        _ => Unparsable($"'{Short(said)}' is not one label"),
    };

    public static string Short(string said) => said.Length <= LongestQuote ? said : Beginning(said, LongestQuote) + "…";

    /// <summary>At most so many characters of a text, without cutting one in two.</summary>
    public static string Beginning(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
