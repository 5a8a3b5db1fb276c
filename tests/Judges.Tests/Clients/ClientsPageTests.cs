using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

/// <summary>The code and the figures of docs/clients.md.</summary>
public class ClientsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs", "clients.md"));

    [Fact]
    public void Page_Code_IsTheCodeRunHere()
    {
        string code = Page.Split("```csharp\n")[1].Split("```")[0];
        string[] source = [.. File.ReadLines(Path.Combine(TestFolders.Repository, "tests/Judges.Tests/Clients/ClientsPageTests.cs")).Select(l => l.Trim()).Where(l => l.Length > 0)];
        string[] wanted = [.. code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

        int at = Array.IndexOf(source, wanted[0]);

        Assert.True(at >= 0, "The first line of the page's code is not here.");
        Assert.Equal(wanted, source.Skip(at).Take(wanted.Length));
    }

    [Fact]
    public async Task Code_Run_JudgesAndCounts()
    {
        IChatClient provider = new FakeServer((n, _) =>
            n == 1 ? Task.FromException<ChatResponse>(FakeServer.Error(500)) : Task.FromResult(ScriptedChatClient.Reply("4")));
        PromptFile prompt = Sample.Prompt();
        const string model = "m";
        JudgeTask task = Sample.Task();
        ChatMessage[][] requests = [FakeServer.Question(new string('x', 400)), FakeServer.Question(new string('x', 402))];

        // The names that the page uses, for a clock and a console of the test.
        var TimeProvider = new { System = new ManualTime() };
        var Console = new StringWriter();
        Task passing = PassAsync(TimeProvider.System);

        // What the run will come to, before anything is sent.
        TokenPrice price = new(InputPerMillion: 0.15m, OutputPerMillion: 0.60m);
        TokenEstimate estimate = TokenEstimate.OfRun(requests, outputTokensPerCall: 20);
        Console.WriteLine($"{estimate.Calls} calls, about {estimate.InputTokens} tokens in, {estimate.OutputTokens} out, {estimate.Cost(price)} dollars");

        // Any IChatClient, for example new OpenAIChatClient(endpoint, model, apiKey).
        CallLedger ledger = new();
        using IChatClient client = ClientPipeline.Compose(provider, TimeProvider.System, ledger, seed: 1, new ClientPipelineOptions
        {
            Budget = new BudgetChatClientOptions { MaxCost = 5, Price = price, ExpectedOutputTokens = 20 },
            Retry = new RetryingChatClientOptions { MaxAttempts = 4 },
            Concurrency = new ConcurrencyLimiterOptions { Initial = 4, Maximum = 32 },
            Timeout = new TimeoutChatClientOptions { Timeout = TimeSpan.FromMinutes(2) },
        });

        PromptJudge judge = new(prompt, client, model);
        Verdict verdict = await judge.JudgeAsync(task);

        // What it came to, and how many requests the server takes at once now.
        CallTotals totals = ledger.Totals;
        int limit = client.GetService<AdaptiveConcurrencyChatClient>()!.Limiter.CurrentLimit;
        Console.WriteLine($"{totals.Sent} sent, {totals.Retried} of them again, {totals.Cost} dollars, up to {limit} at once");

        await passing;
        Assert.True(verdict.HasLabel);

        // 201 tokens in and 40 out: 201 * 0.15 / 10^6 + 40 * 0.60 / 10^6 = 0.00005415; then 11 in and 3 out: 0.00000345. 4 is halved by the 500.
        Assert.Equal(
            ["2 calls, about 201 tokens in, 40 out, 0.00005415 dollars", "2 sent, 1 of them again, 0.00000345 dollars, up to 2 at once"],
            Console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));
    }

    [Fact]
    public void Page_Defaults_AreThoseOfTheOptions()
    {
        var retry = new RetryingChatClientOptions();
        var limiter = new ConcurrencyLimiterOptions();
        string[] said =
        [
            $"no limit; {new BudgetChatClientOptions().ExpectedOutputTokens} tokens expected of a reply",
            $"{retry.MaxAttempts} attempts; {retry.BaseDelay.TotalSeconds} s doubled up to {retry.MaxDelay.TotalSeconds} s; `Retry-After` up to {retry.MaxRetryAfter.TotalSeconds} s; "
                + $"{retry.MaxRetriesWithoutSuccess} retries without a success",
            $"{limiter.Initial} at the start, between {limiter.Minimum} and {limiter.Maximum}; halved; pauses up to {limiter.MaxPause.TotalSeconds} s",
            $"{new TimeoutChatClientOptions().Timeout.TotalMinutes} minutes",
        ];
        Assert.All(said, text => Assert.Contains($"| {text} |", Page, StringComparison.Ordinal));
        Assert.Equal(0.5, limiter.DecreaseFactor);
        Assert.Equal(new BudgetChatClientOptions { ExpectedOutputTokens = 256 }, new BudgetChatClientOptions());
    }

    // The first wait is the attempt's time-out, which is not to pass; the second is the wait after the failure.
    private static async Task PassAsync(ManualTime time)
    {
        await time.WaitsAsync(2);
        time.Advance(TimeSpan.FromSeconds(1));
    }
}
