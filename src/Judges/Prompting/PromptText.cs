using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A request as it goes to the model.</summary>
/// <param name="Messages">The messages in their order.</param>
/// <param name="Options">The options; the model's id is not among them.</param>
/// <param name="Contract">The output contract with its version.</param>
internal sealed record RenderedPrompt(ImmutableArray<ChatMessage> Messages, ChatOptions Options, string Contract);

/// <summary>What a prompt sends for a task, for callers that are no <see cref="PromptJudge"/>, such as debaters.</summary>
internal static class PromptText
{
    /// <summary>The messages: the instructions, where there are any, and the question.</summary>
    /// <exception cref="JudgeEvalException">The prompt does not fit the task, or shows something that the task does not bring.</exception>
    public static ChatMessage[] Messages(PromptFile prompt, JudgeTask task) => Bind(prompt, task, []).Messages(task);

    /// <summary>All of the request.</summary>
    /// <exception cref="JudgeEvalException">The prompt does not fit the task, or shows something that the task does not bring.</exception>
    public static RenderedPrompt Render(PromptFile prompt, JudgeTask task, ImmutableArray<PromptExample> examples)
    {
        PromptBinding binding = Bind(prompt, task, examples);
        return new RenderedPrompt([.. binding.Messages(task)], binding.Options(model: ""), Contract(prompt));
    }

    /// <summary>The output contract with its version.</summary>
    public static string Contract(PromptFile prompt) => prompt.Output switch
    {
        PromptOutput.Choice => prompt.Structured ? "choice-json/1" : "choice/1",
        PromptOutput.Number => prompt.Structured ? "number-json/1" : "number/1",
        PromptOutput.Candidates => "candidates/1",
        PromptOutput.Text => "text/1",
        _ => "json/1",
    };

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
    public static bool TryRead(ChatResponse response, out string said, out JudgeFailure? failure) =>
        ReplyReading.TryRead(response, isObject: false, out said, out failure);

    /// <exception cref="JudgeEvalException">The prompt does not fit the task.</exception>
    public static PromptBinding Bind(PromptFile prompt, JudgeTask task, ImmutableArray<PromptExample> examples)
    {
        ImmutableArray<Diagnostic> misfits = PromptFit.Check(prompt, task.Shape, task.Scale);
        return misfits.IsEmpty ? new PromptBinding(prompt, task.Shape, task.Scale, examples) : throw new JudgeEvalException(misfits);
    }
}
