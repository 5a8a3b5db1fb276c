namespace JudgeEval.Tool.Hosting;

/// <summary>The command line cannot be carried out as it stands. The message is a sentence for the user, without a full stop.</summary>
/// <param name="message">What is wrong and what would be right.</param>
internal sealed class UsageException(string message) : Exception(message);
