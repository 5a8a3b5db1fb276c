using System.Globalization;

namespace JudgeEval.Tool.Tests.Faults;

/// <summary>A server that fails on some items: what may fail, what is said, and what the next run asks.</summary>
public class FewItemsFaultTests
{
    public static TheoryData<Route, Fault> Routes()
    {
        var data = new TheoryData<Route, Fault>();
        foreach (Route route in Enum.GetValues<Route>())
        {
            data.Add(route, Fault.ServerError);
            data.Add(route, Fault.Reset);
            data.Add(route, Fault.Refusal);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Run_OneOfAHundredFails_PassesAndNamesIt(Route route, Fault fault)
    {
        await using var run = new FaultyRun(items: 100);
        run.Server.PlanByRequest = request => FaultyRun.Asks(request, 57) ? fault : null;

        ToolResult result = await run.RunAsync(route);

        Assert.Equal(0, result.Code);
        VerdictOf failed = Assert.Single(run.Verdicts(), v => v.Failure is not null);
        Assert.Equal("i57", failed.Item);
        Assert.All(run.Verdicts().Where(v => v.Failure is null), v => Assert.Equal(FaultyRun.Label(int.Parse(v.Item[1..], CultureInfo.InvariantCulture)), v.Label));
        Assert.Contains("100 judgements by ", result.Out, StringComparison.Ordinal);
        Assert.Contains(", 1 failed; 99 newly recorded in ", result.Out, StringComparison.Ordinal);
        Assert.Contains($"\njudgeeval: 1 {(fault == Fault.Refusal ? "refused" : "not answered (transport)")}: item 'i57': {failed.Detail}\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("exit code", result.Error, StringComparison.Ordinal);
        Assert.All(run.Leftovers(), file => Assert.DoesNotContain("\"i57\"", File.ReadAllText(run.Folder[Path.Combine("runs", file)]), StringComparison.Ordinal));
        run.AssertNoKey(result);

        // The item that fails for transport is sent five times, the refused one once.
        Assert.Equal(fault == Fault.Refusal ? 100 : 104, run.Server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Run_ThreeOfAHundredFail_ExitsWith5AndTheNextRunAsksOnlyThem(Route route, Fault fault)
    {
        await using var run = new FaultyRun(items: 100);
        run.Server.PlanByRequest = request => FaultyRun.Asks(request, 3, 4, 99) ? fault : null;

        ToolResult result = await run.RunAsync(route, "--retries", "0");

        Assert.Equal(5, result.Code);
        Assert.Equal(["i3", "i4", "i99"], run.Verdicts().Where(v => v.Failure is not null).Select(v => v.Item).Order(StringComparer.Ordinal).ToArray());
        Assert.Contains("; the first: item 'i3': ", result.Error, StringComparison.Ordinal);
        Assert.Contains("judgeeval: 3 of 100 judgements failed, more than the 2 % that may: exit code 5\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(100, run.Server.Requests.Count);

        run.Server.PlanByRequest = _ => null;
        ToolResult again = await run.RunAsync(route, "--retries", "0");

        Assert.Equal(0, again.Code);
        Assert.Contains("to send: 3 calls to m1 at ", again.Error, StringComparison.Ordinal);
        Assert.Contains(", 0 failed; 3 newly recorded in ", again.Out, StringComparison.Ordinal);
        Assert.Equal(103, run.Server.Requests.Count);
        Assert.All(run.Server.Requests.Skip(100), request => Assert.True(FaultyRun.Asks(request, 3, 4, 99)));
        Assert.True((await FaultyRun.UndisturbedAsync(route, 100)).SequenceEqual(run.Bytes()));
    }

    [Fact]
    public async Task Run_TwoOfAHundredFail_IsWhatMay()
    {
        await using var run = new FaultyRun(items: 100);
        run.Server.PlanByRequest = request => FaultyRun.Asks(request, 3, 4) ? Fault.WrongSchema : null;

        Assert.Equal(0, (await run.RunAsync(Route.OpenAI)).Code);
    }
}
