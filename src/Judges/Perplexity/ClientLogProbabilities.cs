using System.Text;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Log-probabilities through a pipeline of clients: what was scored once is answered from recordings, and budgets, retries and limits hold as they do
/// for chats. Safe for concurrent use when the client is.
/// </summary>
/// <param name="client">A pipeline around a <see cref="CompletionsChatClient"/>, or a replaying client.</param>
/// <param name="model">The model id as the provider spells it.</param>
internal sealed class ClientLogProbabilities(IChatClient client, string model) : ILogProbabilityModel
{
    private const int IdLength = 16;

    private readonly bool _recorded = RecordedChatClient.IsIn(client);

    public string Model => model;

    public async ValueTask<LogProbability> ScoreAsync(string context, string continuation, CancellationToken cancellationToken = default)
    {
        if (continuation.Length == 0)
        {
            return LogProbability.Failed(FailureKind.Unparsable, "the text is empty, so it has no probability");
        }

        ChatOptions options = Options();
        RecordingContext? recording = _recorded ? Attach(options, context, continuation) : null;
        try
        {
            ChatResponse response = await client.GetResponseAsync(LogProbabilityRequest.Messages(context, continuation), options, cancellationToken).ConfigureAwait(false);
            LogProbability score = LogProbabilityRequest.Read(response);
            if (score.Failure is null)
            {
                recording?.Commit();
            }

            return score;
        }
        catch (BudgetExhaustedException exception)
        {
            return LogProbability.Failed(FailureKind.Budget, exception.Message);
        }
        catch (Exception exception) when (exception is not JudgeEvalException && TransportErrors.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            return LogProbability.Failed(FailureKind.Transport, TransportErrors.Describe(exception));
        }
        finally
        {
            recording?.Discard();
        }
    }

    /// <summary>What scoring a text will send: nothing where it is recorded, else one call with the tokens that it is expected to use.</summary>
    public TokenEstimate EstimateCall(string context, string continuation)
    {
        ChatMessage[] messages = LogProbabilityRequest.Messages(context, continuation);
        bool isRecorded = continuation.Length == 0
            || (client.GetService(typeof(RecordedChatClient)) is RecordedChatClient recorded && recorded.IsRecorded(messages, Options()));
        return isRecorded ? default : new TokenEstimate(1, TokenEstimate.OfMessages(messages), 1);
    }

    private ChatOptions Options() => new() { ModelId = model, Temperature = 0 };

    // A text has no id of its own; in a recording it goes by what it says.
    private static RecordingContext Attach(ChatOptions options, string context, string continuation)
    {
        var recording = new RecordingContext
        {
            Item = "text-" + Sha256Hex.Of(Encoding.UTF8.GetBytes(context + "\n\n" + continuation))[..IdLength],
            Prompt = LogProbabilityRequest.Prompt,
            PromptHash = LogProbabilityRequest.PromptHash,
        };
        options.AdditionalProperties = new AdditionalPropertiesDictionary { [RecordingContext.PropertyName] = recording };
        return recording;
    }
}
