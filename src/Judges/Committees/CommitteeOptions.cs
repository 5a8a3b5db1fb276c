using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>How the votes of a committee become one label. The ties of each rule are stated at <see cref="CommitteeJudge"/>.</summary>
public enum CommitteeRule
{
    /// <summary>The label with the most votes.</summary>
    Majority,

    /// <summary>The mean of the votes' values, and the label nearest to it; not for a nominal scale.</summary>
    Mean,

    /// <summary>The mean of the members' probabilities, and the label with the most of it; a member that gives none puts all on its label.</summary>
    Soft,
}

/// <summary>Options of a <see cref="CommitteeJudge"/>.</summary>
public sealed record CommitteeOptions
{
    /// <summary>How many members must answer for the committee to have a label; at most as many as there are members.</summary>
    /// <value>The default value is <see langword="null"/>: more than half of them.</value>
    [Range(1, int.MaxValue)]
    public int? Quorum { get; init; }
}
