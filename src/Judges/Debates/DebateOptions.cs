using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>Options of a <see cref="DebateJudge"/>.</summary>
public sealed record DebateOptions
{
    /// <summary>How often each debater speaks; with 0 the judge alone is asked.</summary>
    /// <value>The default value is 2.</value>
    [Range(0, int.MaxValue)]
    public int Rounds { get; init; } = 2;
}
