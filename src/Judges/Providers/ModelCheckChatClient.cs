using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Fails where another model replied than the one that was asked. A dated edition of it (<c>gpt-4o</c> and <c>gpt-4o-2024-08-06</c>) and
/// Ollama's <c>:latest</c> are the same model; a reply that names no model is none that can be trusted to be it.
/// </summary>
internal sealed partial class ModelCheckChatClient(IChatClient innerClient, string model) : DelegatingChatClient(innerClient)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        return IsAsked(response.ModelId)
            ? response
            : throw new ProviderException(
                response.ModelId is { Length: > 0 } other
                    ? $"the model '{TransportErrors.Redact(other)}' replied, but '{model}' was asked: correct 'model', or set 'checkModel: false'"
                    : $"the reply does not say which model made it, but '{model}' was asked: set 'checkModel: false' for a server that never does",
                HttpStatusCode.OK,
                retryAfter: null);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Which model replies is known when the reply is there.
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    private bool IsAsked(string? replied) =>
        replied is not null && replied.StartsWith(model, StringComparison.Ordinal) && Edition().IsMatch(replied[model.Length..]);

    [GeneratedRegex("^(|:latest|-[0-9]{8}|-[0-9]{4}-[0-9]{2}-[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Edition();
}
