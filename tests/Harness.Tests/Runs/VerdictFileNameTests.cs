using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Tests.Runs;

public sealed class VerdictFileNameTests
{
    [Theory]
    [InlineData("gpt-5", "gpt-5")]
    [InlineData("support-quality/gpt-5", "support-quality-gpt-5")]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("/etc/passwd", "-etc-passwd")]
    [InlineData(@"C:\Windows\x", "C--Windows-x")]
    [InlineData(@"\\server\share", "--server-share")]
    [InlineData("name.", "name")]
    [InlineData("...", "unnamed")]
    [InlineData("", "unnamed")]
    [InlineData("a\0b\nc", "a-b-c")]
    [InlineData("CON", "_CON")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("lpt1", "_lpt1")]
    [InlineData("console", "console")]
    [InlineData("x:stream", "x-stream")]
    public void Safe_NamesOfAllKinds_StayInTheirFolder(string name, string safe) => Assert.Equal(safe, VerdictFileName.Safe(name));

    [Fact]
    public void Safe_LongNames_AreCutAndStayApart()
    {
        string first = VerdictFileName.Safe(new string('a', 5000) + "1");
        string second = VerdictFileName.Safe(new string('a', 5000) + "2");

        Assert.NotEqual(first, second);
        Assert.True(first.Length < 200);
    }
}
