using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

/// <summary>Items of the same content that are judged at once, by a model that never answers alike.</summary>
public class SharedRequestTests
{
    [Fact]
    public async Task JudgeAsync_SameContentAtOnce_IsAskedOnceAndReplaysAlike()
    {
        using var folder = new TemporaryFolder();
        using var model = new HeldChatClient();
        var ledger = new CallLedger();
        Verdict[] verdicts;
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(model, store, ledger), "gpt");
            Task<Verdict>[] asked = [.. new[] { "c", "a", "b" }.Select(id => judge.JudgeAsync(Sample.Task(id: id)).AsTask())];

            Assert.Equal(1, model.Asked);
            model.Answer(0, "4");
            verdicts = await Task.WhenAll(asked);
        }

        Assert.Equal(["4", "4", "4"], verdicts.Select(v => v.Label?.Text));
        Assert.Equal(2, ledger.Totals.Replayed);
        Assert.Equal(verdicts[0], await Recordings.ReplayAsync(folder.Path, Sample.Task(id: "b")));

        // As when they come one after the other: one line, which names the first of them.
        string line = Assert.Single(await File.ReadAllLinesAsync(Directory.GetFiles(folder.Path).Single()));
        Assert.Contains("\"item\":\"a\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JudgeAsync_RepeatsAtOnce_AreAskedEach()
    {
        using var folder = new TemporaryFolder();
        using var model = new HeldChatClient();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(model, store), "gpt");

        Task<Verdict> first = judge.JudgeAsync(Sample.Task()).AsTask();
        Task<Verdict> second = judge.JudgeAsync(Sample.Task() with { Repeat = 1 }).AsTask();
        model.Answer(1, "2");
        model.Answer(0, "4");

        Assert.Equal("4", (await first).Label?.Text);
        Assert.Equal("2", (await second).Label?.Text);
    }

    [Fact]
    public async Task JudgeAsync_FirstIsNotReached_AsksForTheNext()
    {
        using var folder = new TemporaryFolder();
        using var model = new HeldChatClient();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(model, store), "gpt");

        Task<Verdict> first = judge.JudgeAsync(Sample.Task(id: "a")).AsTask();
        Task<Verdict> second = judge.JudgeAsync(Sample.Task(id: "b")).AsTask();
        model.Fail(0, new HttpRequestException("Connection refused"));
        await model.WhenAskedAsync(2);
        model.Answer(1, "3");

        Assert.Equal(FailureKind.Transport, (await first).Failure?.Kind);
        Assert.Equal("3", (await second).Label?.Text);
    }

    [Fact]
    public async Task JudgeAsync_FirstIsCancelled_AsksForTheNext()
    {
        using var folder = new TemporaryFolder();
        using var model = new HeldChatClient();
        using var cancellation = new CancellationTokenSource();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(model, store), "gpt");

        Task<Verdict> first = judge.JudgeAsync(Sample.Task(id: "a"), cancellation.Token).AsTask();
        Task<Verdict> second = judge.JudgeAsync(Sample.Task(id: "b")).AsTask();
        await cancellation.CancelAsync();
        await model.WhenAskedAsync(2);
        model.Answer(1, "3");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("3", (await second).Label?.Text);
    }

    [Fact]
    public async Task JudgeAsync_ReplyThatIsNoLabel_IsSharedAtOnceAndAskedAnewLater()
    {
        using var folder = new TemporaryFolder();
        using var model = new HeldChatClient();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var judge = new PromptJudge(Sample.Prompt(), new RecordingChatClient(model, store), "gpt");

        Task<Verdict> first = judge.JudgeAsync(Sample.Task(id: "a")).AsTask();
        Task<Verdict> second = judge.JudgeAsync(Sample.Task(id: "b")).AsTask();
        Assert.Equal(1, model.Asked);
        model.Answer(0, "I cannot say");
        Assert.Equal(FailureKind.Unparsable, (await first).Failure?.Kind);
        Assert.Equal(FailureKind.Unparsable, (await second).Failure?.Kind);

        Task<Verdict> later = judge.JudgeAsync(Sample.Task(id: "a")).AsTask();
        model.Answer(1, "5");

        Assert.Equal("5", (await later).Label?.Text);
        Assert.Equal(1, store.Count);
    }

    /// <summary>A model that answers each request only when the test says so.</summary>
    private sealed class HeldChatClient : IChatClient
    {
        private readonly Lock _lock = new();
        private readonly List<TaskCompletionSource<ChatResponse>> _requests = [];
        private readonly Dictionary<int, TaskCompletionSource> _awaited = [];

        public int Asked
        {
            get
            {
                lock (_lock)
                {
                    return _requests.Count;
                }
            }
        }

        public void Answer(int request, string reply) => Request(request).SetResult(ScriptedChatClient.Reply(reply));

        public void Fail(int request, Exception exception) => Request(request).SetException(exception);

        public Task WhenAskedAsync(int requests)
        {
            lock (_lock)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited[requests] = reached;
                if (_requests.Count >= requests)
                {
                    reached.SetResult();
                }

                return reached.Task;
            }
        }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                var request = new TaskCompletionSource<ChatResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
                _requests.Add(request);
                _awaited.GetValueOrDefault(_requests.Count)?.TrySetResult();
                return request.Task.WaitAsync(cancellationToken);
            }
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private TaskCompletionSource<ChatResponse> Request(int request)
        {
            lock (_lock)
            {
                return _requests[request];
            }
        }
    }
}
