using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Clients;

public class TokenEstimateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("abcd", 1)]
    [InlineData("abcde", 2)]
    [InlineData("\U0001F600\U0001F600", 1)]
    public void OfText_Text_IsAQuarterOfItsCodeUnitsRoundedUp(string text, long tokens)
    {
        Assert.Equal(tokens, TokenEstimate.OfText(text));
        Assert.Equal(tokens, TokenEstimate.OfMessages([new ChatMessage(ChatRole.User, text)]));
    }

    // 3 + 2 + 4 code units: 9 / 4 rounded up once for the request, whatever kind of sequence it is.
    [Fact]
    public void OfMessages_SeveralMessagesAndContents_AreOneText()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "abc"),
            new(ChatRole.User, [new TextContent("de"), new TextContent(null), new ErrorContent("not sent"), new TextContent("fghi")]),
        ];
        Assert.Equal(3, TokenEstimate.OfMessages(messages));
        Assert.Equal(3, TokenEstimate.OfMessages(messages.Where(_ => true)));
        Assert.Equal(0, TokenEstimate.OfMessages([]));
    }

    // Requests of 1 and 2 tokens, 100 expected for each reply; 3 * 2 / 10^6 + 200 * 10 / 10^6 = 0.002006.
    [Fact]
    public void OfRun_Requests_AreAddedUp()
    {
        TokenEstimate run = TokenEstimate.OfRun([FakeServer.Question("abcd"), FakeServer.Question("abcde")], outputTokensPerCall: 100);
        Assert.Equal(new TokenEstimate(2, 3, 200), run);
        Assert.Equal(0.002006m, run.Cost(new TokenPrice(2, 10)));
        Assert.Equal(new TokenEstimate(4, 6, 400), run + run);
        Assert.Equal(new TokenEstimate(2, 14, 200), TokenEstimate.OfRun([FakeServer.Question(), FakeServer.Question()], 100, _ => 7));
        Assert.Equal(default, TokenEstimate.OfRun([], 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenEstimate.OfRun([], -1));
    }

    // The estimate of a run is what a budget reserves for its calls, one by one.
    [Fact]
    public async Task OfRun_Requests_IsTheBudgetThatTheyNeed()
    {
        ChatMessage[][] requests = [FakeServer.Question("abcd"), FakeServer.Question("abcdefgh")];
        TokenEstimate run = TokenEstimate.OfRun(requests, outputTokensPerCall: 9);
        var server = new FakeServer((_, _) => Task.FromResult(FakeServer.Reply(null, null)));
        var client = new BudgetChatClient(server, new BudgetChatClientOptions { MaxTokens = run.InputTokens + run.OutputTokens, ExpectedOutputTokens = 9 });
        await client.GetResponseAsync(requests[0]);
        await client.GetResponseAsync(requests[1]);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => client.GetResponseAsync([]));
    }

    [Fact]
    public void Of_ExtremeTokens_DoesNotOverflow()
    {
        var price = new TokenPrice(1_000_000_000, 1_000_000_000);
        Assert.Equal(long.MaxValue * 1000m * 2, price.Of(long.MaxValue, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenPrice(-0.01m, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenPrice(0, 1_000_000_001));
        Assert.Throws<ArgumentOutOfRangeException>(() => price.Of(-1, 0));
        Assert.Throws<OverflowException>(() => new TokenEstimate(1, long.MaxValue, 0) + new TokenEstimate(1, 1, 0));
    }
}
