namespace JudgeEval.Judges;

/// <summary>A recorded reply.</summary>
/// <param name="Text">What the model said.</param>
/// <param name="Finish">Why it stopped, as far as the provider said.</param>
/// <param name="Usage">The tokens, as far as the provider said.</param>
internal readonly record struct RecordedReply(string Text, string? Finish, TokenUsage? Usage);
