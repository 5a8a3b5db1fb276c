using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A request for which there is no recording.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Order">The order in which a pair is shown.</param>
/// <param name="Prompt">The prompt's name.</param>
/// <param name="PromptPath">The prompt's path as the user gave it, where it is known.</param>
/// <param name="Model">The model id.</param>
/// <param name="Folder">The folder of the recordings, as the user gave it.</param>
public sealed record RecordingMiss(
    string Item, int Repeat, PresentationOrder Order, string Prompt, string? PromptPath, string Model, string Folder);

/// <summary>What a <see cref="ReplayingChatClient"/> says when a recording is missing.</summary>
public sealed record ReplayOptions
{
    /// <summary>The dataset's folder, for the default command.</summary>
    /// <value>The default value is <c>DATASET</c>.</value>
    public string Dataset { get; init; } = "DATASET";

    /// <summary>The verdict file that the default command writes.</summary>
    /// <value>The default value is <c>OUT.verdicts.jsonl</c>.</value>
    public string Output { get; init; } = "OUT.verdicts.jsonl";

    /// <summary>Makes the command that records a missing reply.</summary>
    /// <value>The default value is <see langword="null"/>: <c>judgeeval run</c> with the dataset, prompt, model and folder.</value>
    public Func<RecordingMiss, string>? Command { get; init; }
}

/// <summary>
/// Answers from recordings alone: no key, no network, no model. A miss is an error that names the item, the reason and the command
/// that records it: never recorded (<c>JE3011</c>), the prompt changed (<c>JE3012</c>), the model changed (<c>JE3013</c>), the item
/// changed (<c>JE3014</c>), the request's options changed (<c>JE3015</c>). Safe for concurrent use.
/// </summary>
public sealed class ReplayingChatClient : RecordedChatClient
{
    private readonly MissDiagnosis _diagnosis;

    /// <summary>Creates the client.</summary>
    /// <param name="store">The recordings; nothing is written to it.</param>
    /// <param name="options">What to say when a recording is missing.</param>
    /// <param name="ledger">Where the replies are counted.</param>
    public ReplayingChatClient(RecordingStore store, ReplayOptions? options = null, CallLedger? ledger = null)
        : base(new NoChatClient(), store, ledger) => _diagnosis = new(store, options ?? new ReplayOptions());

    private protected override void Hit(in RequestKey key, RecordingContext context)
    {
        // Nothing to commit: a replay writes nothing.
    }

    private protected override Task<ChatResponse> MissAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RequestKey key, RecordingContext context, CancellationToken cancellationToken) =>
        Task.FromException<ChatResponse>(new JudgeEvalException(_diagnosis.Of(key.Content(), context)));

    private sealed class NoChatClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("A replay asks no model.");

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("A replay asks no model.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // There is nothing to dispose of.
        }
    }
}
