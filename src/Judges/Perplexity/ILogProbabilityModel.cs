namespace JudgeEval.Judges;

/// <summary>A language model that says how probable a text is. Chat clients cannot: they only answer.</summary>
public interface ILogProbabilityModel
{
    /// <summary>The model's id; not empty. Models of the same id give the same numbers.</summary>
    string Model { get; }

    /// <summary>How probable a text is after another.</summary>
    /// <param name="context">What stands before; may be empty.</param>
    /// <param name="continuation">The text whose tokens are scored.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The sum over the continuation's tokens, or a typed failure.</returns>
    ValueTask<LogProbability> ScoreAsync(string context, string continuation, CancellationToken cancellationToken = default);
}
