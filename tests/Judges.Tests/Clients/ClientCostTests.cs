using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>What the pipeline itself takes; in the collection of the telemetry's tests, so that nobody listens meanwhile.</summary>
[Collection(nameof(TelemetryChatClient))]
public sealed class ClientCostTests
{
    // An optimized build takes 480 bytes when the reply is there at once; an unoptimized one has its state machines on the heap as well.
    [Fact]
    public void GetResponseAsync_NothingToWaitFor_AllocatesLittle()
    {
        Task<ChatResponse> reply = Task.FromResult(FakeServer.Reply());
        IChatClient client = ClientPipeline.Compose(new FakeServer((_, _) => reply), TimeProvider.System, new CallLedger(), seed: 1);
        ChatMessage[] question = FakeServer.Question();
        var options = new ChatOptions { ModelId = "m" };
        Ask(client, question, options, times: 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask(client, question, options, times: 1000);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 3000);
    }

    private static void Ask(IChatClient client, ChatMessage[] question, ChatOptions options, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.True(client.GetResponseAsync(question, options).IsCompletedSuccessfully);
        }
    }
}
