using System.Globalization;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Tells a reply that says something from one that was refused, cut off or never came out of its reasoning.</summary>
internal static class ReplyReading
{
    private const int LongestKeptReply = 4000;

    public static bool TryRead(ChatResponse response, bool isObject, out string said, out JudgeFailure? failure)
    {
        // The text is that of the text contents alone: reasoning that the provider tells apart is no part of it.
        string reply = response.Text;
        failure = IsRefusal(response) ? new JudgeFailure(FailureKind.Refused, "the provider reports a refusal", Kept(reply))
            : response.FinishReason == ChatFinishReason.Length
                ? new JudgeFailure(FailureKind.Unparsable, "the reply was cut off at the token limit", Kept(reply))
            : null;
        if (failure is null && !ReasoningText.TryRemove(reply, isObject, out reply))
        {
            const string Unclosed = "the reply's reasoning is not closed, so that no verdict follows it";
            failure = new JudgeFailure(FailureKind.Unparsable, Unclosed, Kept(response.Text));
        }

        said = failure is null ? reply : "";
        return failure is null;
    }

    /// <summary>A failed reply as it is kept: enough to see what went wrong, however long a model ran on.</summary>
    public static string Kept(string reply) => reply.Length <= LongestKeptReply
        ? reply
        : string.Create(CultureInfo.InvariantCulture, $"{ParsedReply.Beginning(reply, LongestKeptReply)}… ({reply.Length} characters)");

    private static bool IsRefusal(ChatResponse response) =>
        response.FinishReason == ChatFinishReason.ContentFilter
        || response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().Any(e => e.ErrorCode == "Refusal");
}
