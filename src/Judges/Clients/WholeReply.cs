using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A judge reads a reply whole, so a stream through the clients of a pipeline is the whole reply in one piece.</summary>
internal static class WholeReply
{
    public static async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatResponse response = await client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }
}
