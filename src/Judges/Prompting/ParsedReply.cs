namespace JudgeEval.Judges;

/// <summary>What a reply says: a label, or why it says none.</summary>
internal readonly record struct ParsedReply(Label? Label, FailureKind Failure, string Detail, string? Rationale)
{
    public static ParsedReply Of(Label label, string? rationale) =>
        new(label, default, "", string.IsNullOrWhiteSpace(rationale) ? null : rationale.Trim());

    public static ParsedReply Unparsable(string detail) => new(null, FailureKind.Unparsable, detail, null);

    public static ParsedReply OffScale(string said, AnswerScale answers) =>
        new(null, FailureKind.OutOfScale, $"the reply's label '{said}' is not on the scale ({answers.Describe()})", null);

    public static ParsedReply From(LabelMatch match, Label label, string said, AnswerScale answers, string? rationale) => match switch
    {
        LabelMatch.Label => Of(label, rationale),
        LabelMatch.OffScale => OffScale(said, answers),
        _ => Unparsable($"'{said}' is not one label"),
    };
}
