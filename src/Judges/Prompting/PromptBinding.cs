using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>A prompt bound to a task's shape and scale: makes the request and reads the reply.</summary>
internal sealed class PromptBinding
{
    private readonly PromptFile _prompt;
    private readonly AnswerScale _answers;
    private readonly PromptRenderer _renderer;
    private readonly ImmutableArray<PromptExample> _examples;
    private readonly ImmutableArray<string> _exampleReplies;
    private readonly ChatResponseFormat? _format;
    private readonly WordReply _words;

    public PromptBinding(PromptFile prompt, TaskShape shape, LabelScale scale, ImmutableArray<PromptExample>? examples = null)
    {
        _prompt = prompt;
        Shape = shape;
        Scale = scale;
        _answers = AnswerScale.Of(prompt, scale);
        _renderer = new PromptRenderer(prompt, _answers);
        _examples = examples ?? [];
        _exampleReplies = [.. _examples.Select(e => ExampleReply.Write(prompt, _answers, e))];
        _format = ReplySchema.For(prompt, _answers);
        _words = new WordReply(_answers, prompt.Output);
    }

    public TaskShape Shape { get; }

    public LabelScale Scale { get; }

    /// <summary>Whether the answer is to be a JSON object.</summary>
    public bool AsksForObject => _format is not null;

    /// <summary>The instructions, each example as a question and its answer, and the question; an item is never its own example.</summary>
    public ChatMessage[] Messages(JudgeTask task)
    {
        List<ChatMessage> messages = [.. _renderer.Instructions(task)];
        for (int i = 0; i < _examples.Length; i++)
        {
            if (_examples[i].Item.Id != task.Item.Id)
            {
                messages.Add(_renderer.Question(task with { Item = _examples[i].Item, Order = PresentationOrder.Original }));
                messages.Add(new ChatMessage(ChatRole.Assistant, _exampleReplies[i]));
            }
        }

        return [.. messages, _renderer.Question(task)];
    }

    /// <summary>The options, always a fresh object.</summary>
    public ChatOptions Options(string model) => PromptText.Options(_prompt, model, _format);

    public ParsedReply Parse(string reply) => _format is null ? _words.Parse(reply) : JsonReply.Parse(reply, _prompt, _answers);

    /// <summary>The label in the dataset's own naming of A and B.</summary>
    public Label Unswap(Label label, PresentationOrder order) => order == PresentationOrder.Swapped ? _answers.Swap(label) : label;
}
