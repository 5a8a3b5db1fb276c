namespace JudgeEval.Judges;

/// <summary>The simple rules that a judge must beat before its agreement with people means anything.</summary>
public enum BaselineKind
{
    /// <summary>Always the same label, the one that agrees with people most often.</summary>
    Majority,

    /// <summary>A label drawn from people's own frequencies, by a hash of the seed and the item's id.</summary>
    Random,

    /// <summary>The longer response; of single responses, the longer the higher.</summary>
    Longer,

    /// <summary>The response that repeats more of the context's words; of single responses, the more the higher.</summary>
    Overlap,

    /// <summary>A linear model on words, pairs of words and what meets the eye, which never saw the part of the data it labels.</summary>
    Linear,
}
