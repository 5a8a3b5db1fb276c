using System.Globalization;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// The scoring of a text in the form of a chat, so that the clients around chats (recordings, budget, retries, concurrency, time-out, telemetry)
/// serve it too: the context is the user's message, the text that is scored the assistant's, and the reply is the sum and the number of tokens.
/// </summary>
internal static class LogProbabilityRequest
{
    /// <summary>The name under which scores are recorded, in place of a prompt's.</summary>
    public const string Prompt = "log-probability";

    /// <summary>The code of a reply that says why there is no score.</summary>
    public const string NoScore = "NoScore";

    /// <summary>Stands for the version of this form, as a prompt's hash does for its text.</summary>
    public static readonly string PromptHash = Sha256Hex.Of(Prompt + "/1");

    public static ChatMessage[] Messages(string context, string continuation) => [new(ChatRole.User, context), new(ChatRole.Assistant, continuation)];

    public static ChatResponse Reply(LogProbability score)
    {
        AIContent content = score.Failure is { } failure
            ? new ErrorContent(failure.Detail) { ErrorCode = NoScore }
            : new TextContent(string.Create(CultureInfo.InvariantCulture, $"{score.Sum:R} {score.Tokens}"));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [content]))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = score.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.InputTokens, OutputTokenCount = usage.OutputTokens } : null,
        };
    }

    public static LogProbability Read(ChatResponse response)
    {
        TokenUsage? usage = response.Usage is { } used ? new TokenUsage(used.InputTokenCount, used.OutputTokenCount) : null;
        if (response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault(e => e.ErrorCode == NoScore) is { } error)
        {
            return LogProbability.Failed(FailureKind.Unparsable, error.Message) with { Usage = usage };
        }

        string[] parts = response.Text.Split(' ');
        return parts.Length == 2 && FiniteNumber.TryRead(parts[0], out double sum) && sum <= 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int tokens) && tokens > 0
                ? LogProbability.Of(sum, tokens) with { Usage = usage }
                : LogProbability.Failed(FailureKind.Unparsable, "the reply is not a sum of log-probabilities and a number of tokens") with { Usage = usage };
    }
}
