namespace JudgeEval.Judges.Tests.Text;

public class NearestNameTests
{
    [Theory]
    [InlineData("levl", "level")]
    [InlineData("leevl", "level")]
    [InlineData("Level", "level")]
    [InlineData("bootstrp", "bootstrap")]
    [InlineData("zzz", null)]
    public void Of_Slip_IsMended(string typed, string? expected) => Assert.Equal(
        expected, new NearestName().Of(typed, ["seed", "level", "bootstrap"]));
}
