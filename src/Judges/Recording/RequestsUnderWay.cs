using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// The requests that are asked at this moment and not yet in the store, by their content. Items of the same content that are judged at once wait
/// for one reply in place of asking one each: what is the same is paid for once, and all of them get the label that the recording will hold,
/// however many are judged at once.
/// </summary>
internal sealed class RequestsUnderWay
{
    private readonly ConcurrentDictionary<ContentKey, TaskCompletionSource<ChatResponse?>> _asked = new();

    /// <summary>Begins a request, unless one of the same content is under way.</summary>
    /// <param name="key">The content.</param>
    /// <param name="reply">The reply, which <see langword="null"/> stands for where there came none.</param>
    /// <returns><see langword="true"/> when the caller is to ask, and to call <see cref="Answer"/> and <see cref="End"/>.</returns>
    public bool TryBegin(in ContentKey key, out Task<ChatResponse?> reply)
    {
        // Who waits goes on elsewhere: not within the caller that brings the answer.
        var own = new TaskCompletionSource<ChatResponse?>(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<ChatResponse?> asked = _asked.GetOrAdd(key, own);
        reply = asked.Task;
        return ReferenceEquals(asked, own);
    }

    /// <summary>Hands the reply to all who wait; it is there for others too until the request is ended.</summary>
    public void Answer(in ContentKey key, ChatResponse reply) => _asked[key].TrySetResult(reply);

    /// <summary>Ends a request: the reply is in the store, or nobody shall have it. Who still waits for one asks for itself.</summary>
    public void End(in ContentKey key)
    {
        if (_asked.TryRemove(key, out TaskCompletionSource<ChatResponse?>? asked))
        {
            asked.TrySetResult(null);
        }
    }
}
