using System.ComponentModel.DataAnnotations;

namespace JudgeEval.Judges;

/// <summary>How a completions server is asked for the log-probabilities of the prompt's own tokens.</summary>
public enum PromptScoring
{
    /// <summary>
    /// <c>echo: true, logprobs: 1</c>: the prompt comes back with its tokens, as OpenAI's first completions protocol has it (vLLM from 0.5.2, llama-cpp-python started with
    /// <c>logits_all</c>).
    /// </summary>
    Echo,

    /// <summary><c>prompt_logprobs: 0</c>: vLLM's own field (vLLM from 0.5.5).</summary>
    PromptLogProbabilities,
}

/// <summary>Options of a <see cref="CompletionsModel"/>.</summary>
public sealed record CompletionsOptions
{
    /// <summary>How the server is asked.</summary>
    /// <value>The default value is <see cref="PromptScoring.Echo"/>.</value>
    public PromptScoring Scoring { get; init; }

    /// <summary>How many tokens the server is asked to write after the prompt; they are not scored. Some servers, vLLM among them, refuse 0 in some versions.</summary>
    /// <value>The default value is 1.</value>
    [Range(0, 1)]
    public int MaxTokens { get; init; } = 1;
}
