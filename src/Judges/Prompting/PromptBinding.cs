using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A prompt bound to a task's shape and scale: makes the request and reads the reply.</summary>
internal sealed class PromptBinding
{
    private readonly PromptFile _prompt;
    private readonly AnswerScale _answers;
    private readonly string[] _blocks;
    private readonly ChatResponseFormat? _format;
    private readonly WordReply _words;

    public PromptBinding(PromptFile prompt, TaskShape shape, LabelScale scale)
    {
        _prompt = prompt;
        Shape = shape;
        Scale = scale;
        _answers = new AnswerScale(scale, prompt.Labels);
        _blocks = [.. prompt.User.Blocks.Concat(prompt.System?.Blocks ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
        _format = prompt.Output == PromptOutput.Json ? ReplySchema.For(_answers) : null;
        _words = new WordReply(_answers, prompt.Output == PromptOutput.Number);
    }

    public TaskShape Shape { get; }

    public LabelScale Scale { get; }

    public ChatMessage[] Messages(JudgeTask task)
    {
        string ValueOf(string placeholder) => Value(placeholder, task);
        var user = new ChatMessage(ChatRole.User, _prompt.User.Render(ValueOf, _blocks));
        return _prompt.System is { IsEmpty: false } system
            ? [new ChatMessage(ChatRole.System, system.Render(ValueOf, _blocks)), user]
            : [user];
    }

    /// <summary>The options, always a fresh object.</summary>
    public ChatOptions Options(string model) => new()
    {
        ModelId = model,
        Temperature = _prompt.Temperature,
        TopP = _prompt.TopP,
        Seed = _prompt.Seed,
        MaxOutputTokens = _prompt.MaxOutputTokens,
        ResponseFormat = _format,
    };

    public ParsedReply Parse(string reply) =>
        _prompt.Output == PromptOutput.Json ? JsonReply.Parse(reply, _answers) : _words.Parse(reply);

    private string Value(string placeholder, JudgeTask task)
    {
        bool swapped = task.Order == PresentationOrder.Swapped;
        string? value = placeholder switch
        {
            "context" => task.Item.Context,
            "response" => task.Item.Response,
            "responseA" => swapped ? task.Item.ResponseB : task.Item.ResponseA,
            "responseB" => swapped ? task.Item.ResponseA : task.Item.ResponseB,
            "criteria" => task.Criteria ?? _prompt.Criteria,
            "group" => task.Group,
            "side" => task.Side,
            "transcript" => task.Transcript,
            "labels" => _answers.Describe(),
            _ => throw new InvalidOperationException($"The placeholder '{placeholder}' passed the parser."),
        };
        return value ?? (placeholder is "criteria" or "group" or "side" or "transcript"
            ? throw new JudgeEvalException(PromptFit.Absent(_prompt, placeholder))
            : throw new ArgumentException($"The item '{task.Item.Id}' has no {placeholder}.", nameof(task)));
    }
}
