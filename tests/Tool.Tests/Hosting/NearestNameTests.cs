using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests.Hosting;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("levl", "level")]
    [InlineData("leevl", "level")]
    [InlineData("Level", "level")]
    [InlineData("bootstrp", "bootstrap")]
    [InlineData("zzz", null)]
    public void Find_Slip_IsMended(string typed, string? expected) => Assert.Equal(
        expected, NearestName.Find(typed, ["seed", "level", "bootstrap"]));
}
