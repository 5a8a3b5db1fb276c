using JudgeEval.Harness.Records;
using JudgeEval.Xunit;

namespace JudgeEval.TestLogger.Tests;

public sealed class ProgressLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-progress-").FullName;
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly ManualTime _time = new();

    private string Records => Path.Combine(_folder, CaseProblem.Folder);

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Update_OnABuildServer_WritesALineAtMostEveryTenSeconds()
    {
        ProgressLine line = Watched(terminal: false);

        Say("a", "a: judged 1 of 9, 0 failed");
        line.Update();
        line.Update();
        _time.Advance(TimeSpan.FromSeconds(9));
        Say("a", "a: judged 5 of 9, 0 failed");
        line.Update();
        _time.Advance(TimeSpan.FromSeconds(1));
        line.Update();

        Assert.Equal("a: judged 1 of 9, 0 failed\na: judged 5 of 9, 0 failed\n", _output.ToString());
    }

    [Fact]
    public void Update_OnATerminal_WritesOverTheLineAndTakesItAwayAtTheEnd()
    {
        ProgressLine line = Watched(terminal: true);

        Say("a", "a: judged 10 of 90");
        line.Update();
        Say("a", "a: judged 9");
        line.Update();
        line.Clear(keepWatching: false);

        // The second line is shorter: blanks cover what stood there. At the end blanks cover all, and the cursor is at the start.
        Assert.Equal("\ra: judged 10 of 90\ra: judged 9       \r           \r", _output.ToString());
    }

    // One column stays free, or the cursor would stand on the next line. 'support · quality · m: ' has 23 characters, the figures 15.
    [Theory]
    [InlineData(39, "support · quality · m: judged 10 of 90")]
    [InlineData(38, "support · quality ·…: judged 10 of 90")]
    [InlineData(28, "support ·…: judged 10 of 90")]
    [InlineData(26, "judged 10 of 90")]
    [InlineData(10, "judged 10")]
    public void Update_LineWiderThanTheTerminal_LosesItsNameBeforeItsFigures(int width, string expected)
    {
        ProgressLine line = Watched(terminal: true, width);

        Say("a", "support · quality · m: judged 10 of 90");
        line.Update();

        Assert.Equal("\r" + expected, _output.ToString());
    }

    [Fact]
    public void Update_SeveralCases_NamesOneAndCountsTheOthers()
    {
        ProgressLine line = Watched(terminal: false);

        Say("b", "b: judged 1 of 2");
        Say("a", "a: judged 1 of 2");
        line.Update();

        Assert.Equal("a: judged 1 of 2 (and 1 more under way)\n", _output.ToString());
    }

    [Fact]
    public void Update_NoCaseUnderWayOrNoFolder_WritesNothing()
    {
        ProgressLine line = Watched(terminal: false);

        line.Update();
        line.Clear(keepWatching: true);

        Assert.Equal("", _output.ToString());
    }

    private ProgressLine Watched(bool terminal, int width = 120)
    {
        var line = new ProgressLine(_output, terminal, width, _time);
        line.Watch([Path.Combine(_folder, "Suites.dll"), Path.Combine(_folder, "Suites.dll")]);
        return line;
    }

    private void Say(string file, string text)
    {
        Directory.CreateDirectory(Records);
        CaseProgressFile.Write(Path.Combine(Records, file + CaseProgressFile.Extension), text);
    }
}
