using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>What a prompt sends for a task, for callers that are no <see cref="PromptJudge"/>, such as debaters.</summary>
internal static class PromptText
{
    /// <summary>The messages: the instructions, where there are any, and the question.</summary>
    /// <exception cref="JudgeEvalException">The prompt does not fit the task, or shows something that the task does not bring.</exception>
    public static ChatMessage[] Messages(PromptFile prompt, JudgeTask task)
    {
        ImmutableArray<Diagnostic> misfits = PromptFit.Check(prompt, task.Shape, task.Scale);
        if (!misfits.IsEmpty)
        {
            throw new JudgeEvalException(misfits);
        }

        var renderer = new PromptRenderer(prompt, AnswerScale.Of(prompt, task.Scale));
        return [.. renderer.Instructions(task), renderer.Question(task)];
    }

    /// <summary>The options, always a fresh object.</summary>
    public static ChatOptions Options(PromptFile prompt, string model, ChatResponseFormat? format = null) => new()
    {
        ModelId = model,
        Temperature = prompt.Temperature,
        TopP = prompt.TopP,
        Seed = prompt.Seed,
        MaxOutputTokens = prompt.MaxOutputTokens,
        ResponseFormat = format,
    };

    /// <summary>What the reply says beside its reasoning, or why it says nothing that counts.</summary>
    public static bool TryRead(ChatResponse response, out string said, out JudgeFailure? failure) => ReplyGuard.TryRead(response, out said, out failure);
}
