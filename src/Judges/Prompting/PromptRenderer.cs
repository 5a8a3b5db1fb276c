using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>Puts an item's texts, as data, in the places that a prompt has for them.</summary>
internal sealed class PromptRenderer(PromptFile prompt, AnswerScale answers)
{
    private readonly TagText _guard = new(
        prompt.User.Blocks.Concat(prompt.System?.Blocks ?? []).Distinct(StringComparer.OrdinalIgnoreCase));

    /// <summary>The system's message, where the prompt has one.</summary>
    public IEnumerable<ChatMessage> Instructions(JudgeTask task) => prompt.System is { IsEmpty: false } system
        ? [new ChatMessage(ChatRole.System, system.Render(placeholder => Value(placeholder, task), _guard))]
        : [];

    /// <summary>The user's message.</summary>
    public ChatMessage Question(JudgeTask task) => new(ChatRole.User, prompt.User.Render(placeholder => Value(placeholder, task), _guard));

    private string Value(string placeholder, JudgeTask task)
    {
        bool swapped = task.Order == PresentationOrder.Swapped;
        string? value = placeholder switch
        {
            "context" => task.Item.Context,
            "response" => task.Item.Response,
            "responseA" => swapped ? task.Item.ResponseB : task.Item.ResponseA,
            "responseB" => swapped ? task.Item.ResponseA : task.Item.ResponseB,
            "criteria" => task.Criteria ?? prompt.Criteria,
            "group" => task.Group,
            "side" => task.Side,
            "transcript" => task.Transcript,
            "labels" => answers.Describe(),
            _ => throw new InvalidOperationException($"The placeholder '{placeholder}' passed the parser."),
        };
        return value ?? (placeholder is "criteria" or "group" or "side" or "transcript"
            ? throw new JudgeEvalException(PromptFit.Absent(prompt, placeholder))
            : throw new ArgumentException($"The item '{task.Item.Id}' has no {placeholder}.", nameof(task)));
    }
}
