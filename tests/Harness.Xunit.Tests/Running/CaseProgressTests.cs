using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Xunit.Tests.Running;

public sealed class CaseProgressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-progress-").FullName;
    private readonly ManualTime _time = new();

    private string File => Path.Combine(_folder, "case" + CaseProgressFile.Extension);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Report_WithinTheFirstHalfSecond_LeavesNothing()
    {
        using var progress = new CaseProgress("a · q · m", File, _time);

        _time.Advance(TimeSpan.FromMilliseconds(499));
        progress.Report(new RunProgress { Done = 5, Total = 9 });

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Report_Later_LeavesOneLineAtMostTwiceASecondAndTakesItAway()
    {
        using (var progress = new CaseProgress("a · q · m", File, _time))
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            progress.Report(new RunProgress { Done = 5, Total = 9 });
            _time.Advance(TimeSpan.FromMilliseconds(499));
            progress.Report(new RunProgress { Done = 6, Total = 9 });
            Assert.Equal(["a · q · m: judged 5 of 9, 0 failed"], CaseProgressFile.ReadAll(_folder));

            _time.Advance(TimeSpan.FromMilliseconds(1));
            progress.Report(new RunProgress { Done = 7, Failed = 1, Total = 9 });
            Assert.Equal(["a · q · m: judged 7 of 9, 1 failed"], CaseProgressFile.ReadAll(_folder));
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Report_CallsOfTheLedger_AreInTheLine()
    {
        using var progress = new CaseProgress("a · q · m", File, _time);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        progress.Report(new RunProgress { Done = 5, Total = 9, Calls = new CallTotals(4, 1, 1, 1, 900, 100, 0.25m) });

        Assert.Equal(["a · q · m: judged 5 of 9, 1 recorded, 0 failed, 1 × 429, 1.0 k tokens, 0.25 spent"], CaseProgressFile.ReadAll(_folder));
    }
}
