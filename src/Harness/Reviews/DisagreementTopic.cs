namespace JudgeEval.Harness.Reviews;

/// <summary>
/// What people and judge disagree about, whatever the task: a short closed list, so that decisions can be counted. The source says why they disagree.
/// </summary>
public enum DisagreementTopic
{
    /// <summary>Whether what the response says is true.</summary>
    Facts,

    /// <summary>Whether something that was asked for is left out.</summary>
    Completeness,

    /// <summary>Whether the response does what was asked.</summary>
    Instructions,

    /// <summary>Tone, politeness or style.</summary>
    Tone,

    /// <summary>Length, layout or language.</summary>
    Form,

    /// <summary>Harm or policy.</summary>
    Safety,

    /// <summary>The item lacks what one would have to know to judge it.</summary>
    MissingContext,

    /// <summary>Something else, which the reason names.</summary>
    Other,
}
