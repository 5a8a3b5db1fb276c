namespace JudgeEval.Harness.Reviews;

/// <summary>
/// Why labels disagree: the six sources of unreliable labels in Data-centric alignment (2024), <see href="https://doi.org/10.48550/arXiv.2410.01957">arXiv:2410.01957</see>.
/// </summary>
public enum DisagreementSource
{
    /// <summary>A label was given by mistake.</summary>
    LabellingError,

    /// <summary>Taste: both labels are defensible.</summary>
    SubjectivePreference,

    /// <summary>The labels were given by different criteria.</summary>
    DifferentCriteria,

    /// <summary>The criteria are the same, the thresholds are not.</summary>
    DifferentThresholds,

    /// <summary>Both responses are harmful.</summary>
    BothHarmful,

    /// <summary>Both responses hold misinformation.</summary>
    BothMisinformation,
}
