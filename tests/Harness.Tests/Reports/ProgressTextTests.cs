using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reports;

public sealed class ProgressTextTests
{
    [Fact]
    public void Line_NothingSpecial_SaysOnlyWhatThereIs() =>
        Assert.Equal("judged 3 of 10, 0 failed", ProgressText.Line(new RunProgress { Done = 3, Total = 10 }, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Line_EverythingAtOnce_SaysItInOrder()
    {
        // Of 120 done, 20 were taken over and 50 recorded: 50 took 100 s, so the 80 that are left take 160 s, which is 3 min rounded up.
        var progress = new RunProgress { Done = 120, Failed = 2, Resumed = 20, Total = 200, Calls = new CallTotals(55, 50, 5, 4, 1_000_000, 234_567, 0.4321m) };

        Assert.Equal(
            "judged 120 of 200, 20 taken over, 50 recorded, 2 failed, 4 × 429, 1.2 M tokens, 0.43 spent, 3 min left",
            ProgressText.Line(progress, TimeSpan.FromSeconds(100)));
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(100, 95)]
    [InlineData(100, 0, 100)]
    public void Left_TooFewAtPaceOrDone_IsNotGuessed(int done, int resumed, int total = 1000) =>
        Assert.Null(ProgressText.Left(new RunProgress { Done = done, Resumed = resumed, Total = total }, TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData(1, "1 token")]
    [InlineData(999, "999 tokens")]
    [InlineData(1000, "1.0 k tokens")]
    [InlineData(999_949, "999.9 k tokens")]
    [InlineData(999_950, "1.0 M tokens")]
    public void Tokens_Count_IsShort(long count, string expected) => Assert.Equal(expected, ProgressText.Tokens(count));

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("12.345", "12.35")]
    [InlineData("0.05", "0.05")]
    [InlineData("0.004", "0.0040")]
    [InlineData("0.00123", "0.0012")]
    public void Money_Sum_IsNeverRoundedToNothing(string cost, string expected) =>
        Assert.Equal(expected, ProgressText.Money(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59.5, "1 min")]
    [InlineData(61, "2 min")]
    [InlineData(7500, "2 h 5 min")]
    public void Duration_Time_IsRoundedUp(double seconds, string expected) => Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));
}
