using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests;

/// <summary>A chat client that answers by a function and remembers what it was asked.</summary>
internal sealed class ScriptedChatClient(Func<ChatMessage[], ChatOptions?, ChatResponse> answer) : IChatClient
{
    public List<(ChatMessage[] Messages, ChatOptions? Options)> Calls { get; } = [];

    public static ScriptedChatClient Saying(string reply) => new((_, _) => Reply(reply));

    public static ScriptedChatClient Throwing(Exception exception) => new((_, _) => throw exception);

    public static ChatResponse Reply(string text, ChatFinishReason? finish = null) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = finish ?? ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 11, OutputTokenCount = 3 },
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChatMessage[] list = [.. messages];
        lock (Calls)
        {
            Calls.Add((list, options));
        }

        return Task.FromResult(answer(list, options));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>Prompts and tasks for the tests.</summary>
internal static class Sample
{
    public const string Single = """
        ---
        name: quality
        task: single
        temperature: 0
        ---
        ## system
        You grade answers with one of {{labels}}.
        ## user
        <context>{{context}}</context>
        <response>{{response}}</response>
        """;

    public const string Pair = """
        ---
        name: better
        task: preference
        labels: [first, tie, second]
        ---
        ## user
        <context>{{context}}</context>
        <a>{{responseA}}</a>
        <b>{{responseB}}</b>
        """;

    public static readonly LabelScale Stars = LabelScale.Ordinal(1, 5);

    public static readonly LabelScale Choice = LabelScale.Preference(withMagnitude: false);

    public static PromptFile Prompt(string text = Single) => PromptFile.Parse(text, "prompts/p.md");

    public static string WithOutput(string output) => Single.Replace("temperature: 0", $"output: {output}", StringComparison.Ordinal);

    public static JudgeTask Task(string response = "It is blue.", string id = "i1", LabelScale? scale = null) => new()
    {
        Item = new JudgeItem { Id = id, Context = "Why is the sky blue?", Response = response },
        Scale = scale ?? Stars,
        Shape = TaskShape.Single,
    };

    public static JudgeTask PairTask(PresentationOrder order) => new()
    {
        Item = new JudgeItem { Id = "p1", Context = "Which?", ResponseA = "alpha", ResponseB = "beta" },
        Scale = Choice,
        Shape = TaskShape.Preference,
        Order = order,
    };
}

/// <summary>A folder that is removed after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("judgeeval-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
