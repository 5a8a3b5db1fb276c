namespace JudgeEval.Xunit.Tests.Running;

public sealed class SuiteModeTests
{
    [Theory]
    [InlineData(null, SuiteMode.Replay)]
    [InlineData("", SuiteMode.Replay)]
    [InlineData("replay", SuiteMode.Replay)]
    [InlineData("Record", SuiteMode.Record)]
    [InlineData(" live ", SuiteMode.Live)]
    internal void Parse_KnownMode_IsTheMode(string? value, SuiteMode expected) => Assert.Equal(expected, SuiteModes.Parse(value));

    [Fact]
    public void Parse_UnknownMode_IsRefused()
    {
        var refused = Assert.Throws<JudgeEvalException>(() => SuiteModes.Parse("online"));

        Assert.Equal(
            "judgeeval: error JE2908: JUDGEEVAL_MODE is 'online'; the modes are replay (the default), record and live; "
            + "set the environment variable to one of them, or unset it",
            refused.Message);
    }
}
