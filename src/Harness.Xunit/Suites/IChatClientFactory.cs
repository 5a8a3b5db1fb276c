using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit;

/// <summary>
/// Makes the chat clients of a suite that records or judges live. Suites that replay, as they do by default, never call it,
/// so it may need a key and a network.
/// </summary>
/// <remarks>
/// A factory goes before the providers of <c>judgeeval.yaml</c>: its client takes the place of a provider's own. The suite puts the same retries,
/// time-out, limits and counting round it; where <c>judgeeval.yaml</c> has a provider for the model, those are that provider's. A client that
/// retries by itself is therefore better told not to.
/// </remarks>
public interface IChatClientFactory
{
    /// <summary>A client for a model; the suite disposes of it.</summary>
    /// <param name="model">The model's id: that of the provider where the suite names one of <c>judgeeval.yaml</c>, else as the suite spells it.</param>
    IChatClient Create(string model);
}
