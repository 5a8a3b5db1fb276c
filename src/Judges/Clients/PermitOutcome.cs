namespace JudgeEval.Judges;

/// <summary>What a request that has ended says of the server.</summary>
internal enum PermitOutcome
{
    /// <summary>Nothing: it was cancelled, or it was wrong.</summary>
    Neutral,

    /// <summary>The server could serve it.</summary>
    Succeeded,

    /// <summary>The server has more to do than it can.</summary>
    Overloaded,
}
