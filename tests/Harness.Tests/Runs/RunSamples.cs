using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Harness.Tests.Runs;

/// <summary>Datasets, judges and clients for the tests of runs.</summary>
internal static class RunSamples
{
    public const string Prompt = "---\nname: quality\ntask: single\n---\n## user\n<response>{{response}}</response>";

    public static AnnotatedDataset Single(int items) => Dataset(
        TaskShape.Single,
        LabelScale.Ordinal(1, 5),
        Enumerable.Range(0, items).Select(i => new JudgeItem { Id = Id(i), Context = "c", Response = "answer " + Id(i) }));

    public static AnnotatedDataset Pairs(int items) => Dataset(
        TaskShape.Preference,
        LabelScale.Preference(withMagnitude: false),
        Enumerable.Range(0, items).Select(i => new JudgeItem { Id = Id(i), Context = "c", ResponseA = "a", ResponseB = "b" }));

    public static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"item{i:000}");

    private static AnnotatedDataset Dataset(TaskShape shape, LabelScale scale, IEnumerable<JudgeItem> items)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "sample" }, shape, scale);
        foreach (JudgeItem item in items)
        {
            builder.AddItem(item).AddAnnotation(item.Id, "a1", scale.Labels[0]);
        }

        return builder.Build();
    }
}

/// <summary>A judge by a function.</summary>
internal sealed class FunctionJudge(Func<JudgeTask, CancellationToken, ValueTask<Verdict>> judge, string name = "function") : IJudge
{
    public FunctionJudge(Func<JudgeTask, Verdict> judge, string name = "function")
        : this((task, _) => ValueTask.FromResult(judge(task)), name)
    {
    }

    public JudgeIdentity Identity { get; } = new() { Name = name };

    public ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default) => judge(task, cancellationToken);
}

/// <summary>
/// Answers with a rating from 1 to 5 that depends on the request alone, but holds its answers back until <paramref name="together"/> requests
/// wait, and then gives them in the reverse order of arrival.
/// </summary>
internal sealed class ReversingChatClient(int together) : IChatClient
{
    private readonly Stack<TaskCompletionSource> _waiting = new();

    public int Calls { get; private set; }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        string text = string.Concat(messages.Select(m => m.Text));
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource[] released = [];
        lock (_waiting)
        {
            Calls++;
            _waiting.Push(mine);
            if (_waiting.Count == together)
            {
                released = [.. _waiting];
                _waiting.Clear();
            }
        }

        Array.ForEach(released, r => r.SetResult());
        await mine.Task.WaitAsync(cancellationToken);
        int rating = (text.Sum(c => c) % 5) + 1;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, $"Seen.\nVerdict: {rating.ToString(CultureInfo.InvariantCulture)}"))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = text.Length, OutputTokenCount = 4 },
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>A folder that is removed after the test.</summary>
internal sealed class RunFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("judgeeval-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
