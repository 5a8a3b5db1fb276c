using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// What a judge tells the recording or replaying client in its pipeline about a request, beside the request. It travels in
/// <see cref="ChatOptions.AdditionalProperties"/> under <see cref="PropertyName"/>, is set only when such a client is in the
/// pipeline (see <see cref="RecordedChatClient.IsIn"/>), and is taken out by it before anything goes on to a provider.
/// </summary>
/// <remarks>
/// Of all this only the repeat is part of a recording's key; the rest serves diagnosis. Use one context for one request. The client
/// cannot know whether a reply can be parsed, and failures are never recorded: so it only keeps the reply ready, and the judge
/// calls <see cref="Commit"/> when the reply has become a label, and <see cref="Discard"/> when it has not. A reply that is never committed is
/// never stored; until it is committed or discarded, who asks the same is given it too.
/// </remarks>
public sealed class RecordingContext
{
    /// <summary>The name of the property that carries a context.</summary>
    public const string PropertyName = "judgeeval";

    /// <summary>The item's id.</summary>
    public required string Item { get; init; }

    /// <summary>The repeat, from 0.</summary>
    public int Repeat { get; init; }

    /// <summary>The order in which a pair is shown.</summary>
    public PresentationOrder Order { get; init; }

    /// <summary>The group in whose place the judge answers, where there is one.</summary>
    public string? Group { get; init; }

    /// <summary>The prompt's name; it also names the file.</summary>
    public required string Prompt { get; init; }

    /// <summary>The prompt's content hash.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The prompt's path as the user gave it, for the command in an error.</summary>
    public string? PromptPath { get; init; }

    private Action? Pending { get; set; }

    private Action? Settled { get; set; }

    /// <summary>Stores the reply that the recording client keeps ready. Without one (a replay, a hit) nothing happens.</summary>
    public void Commit()
    {
        Action? pending = Pending;
        Pending = null;
        try
        {
            pending?.Invoke();
        }
        finally
        {
            Discard();
        }
    }

    /// <summary>
    /// Gives up the reply that the recording client keeps ready: it became no label, and who asks the same from now on is not given it. Without one
    /// nothing happens.
    /// </summary>
    public void Discard()
    {
        Action? settled = Settled;
        Pending = null;
        Settled = null;
        settled?.Invoke();
    }

    /// <summary>Keeps a reply ready.</summary>
    /// <param name="commit">What stores it.</param>
    /// <param name="settled">What is done when it is stored or given up.</param>
    internal void Keep(Action? commit, Action? settled = null) => (Pending, Settled) = (commit, settled);
}
