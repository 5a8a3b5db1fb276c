namespace JudgeEval.Judges;

/// <summary>What only the user can mend of a committee.</summary>
internal static class CommitteeErrors
{
    public static JudgeEvalException MeanOfCategories(string committee, LabelScale scale) => new(new Diagnostic(
        "JE2301",
        $"the committee '{committee}' takes the mean of its votes, but the scale ({scale}) has categories without order",
        "categories have no mean",
        "write 'rule: majority' or 'rule: soft'",
        SourceLocation.None));

    public static JudgeEvalException NoDistribution(string committee, string member, string item, string why) => new(new Diagnostic(
        "JE2302",
        $"the member '{member}' of the committee '{committee}' gives no distribution over the labels for item '{item}'",
        why,
        "correct the member's probabilities: each at least 0, of labels of the scale, with a sum of 1",
        SourceLocation.None));
}
