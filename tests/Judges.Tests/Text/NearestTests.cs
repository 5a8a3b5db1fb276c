namespace JudgeEval.Judges.Tests.Text;

public class NearestTests
{
    private static readonly string[] Words = ["name", "task", "output", "temperature"];

    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("NAME", "name")]
    [InlineData("outputs", "output")]
    [InlineData("temprature", "temperature")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void Of_Word_IsTheNearestWithinAThirdOfItsLength(string word, string? expected) => Assert.Equal(expected, Nearest.Of(word, Words));
}
