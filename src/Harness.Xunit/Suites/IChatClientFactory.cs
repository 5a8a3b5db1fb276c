using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit;

/// <summary>
/// Makes the chat clients of a suite that records or judges live. Suites that replay, as they do by default, never call it,
/// so it may need a key and a network.
/// </summary>
public interface IChatClientFactory
{
    /// <summary>A client for a model; the suite disposes of it.</summary>
    /// <param name="model">The model as the suite spells it.</param>
    IChatClient Create(string model);
}
