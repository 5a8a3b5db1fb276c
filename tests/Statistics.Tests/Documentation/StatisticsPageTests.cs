namespace JudgeEval.Statistics.Tests.Documentation;

/// <summary>The code of docs/statistics.md.</summary>
public class StatisticsPageTests
{
    [Fact]
    public void Page_Code_IsTheCodeRunHere()
    {
        string page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs", "statistics.md"));
        string code = page.Split("```csharp\n")[1].Split("```")[0];
        string[] source = [.. File.ReadLines(Path.Combine(TestFolders.Repository, "tests/Statistics.Tests/Documentation/StatisticsPageTests.cs")).Select(l => l.Trim())];
        string[] wanted = [.. code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

        int at = Array.IndexOf(source, wanted[0]);

        Assert.True(at >= 0, "The first line of the page's code is not here.");
        Assert.Equal(wanted, source.Skip(at).Where(l => l.Length > 0).Take(wanted.Length));
    }

    // Krippendorff (2011, "Computing Krippendorff's alpha-reliability", section E): ordinal alpha .815.
    [Fact]
    public void Code_Results_AreAsThePageSays()
    {
        // Four annotators, twelve items, NaN where somebody gave no label: Krippendorff's own example.
        double none = double.NaN;
        RatingTable ratings = RatingTable.FromColumns(
            [
                1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none,
                1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3,
                none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none,
                1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none,
            ],
            annotatorCount: 4);
        Estimate alpha = KrippendorffAlpha.Compute(ratings, MeasurementLevel.Ordinal); // 0.815

        // With an interval: items are resampled, the same on any machine and number of cores.
        CountTable counts = CountTable.Create(ratings);
        GroupStatistics statistics = new(counts, [GroupStatistic.KrippendorffAlpha, GroupStatistic.GwetAc1], MeasurementLevel.Ordinal);
        ResamplingDesign items = ResamplingDesign.ByItem(counts.PatternOfItem, counts.PatternCount);
        Estimate withInterval = statistics.Estimate(items, new BootstrapOptions(Resamples: 2000, Seed: 1, Confidence: 0.95))[0];

        // Without meaning on its input a statistic says why; it is never NaN, 0 or 1.
        RatingTable same = RatingTable.FromRows([[1, 1], [1, 1]]);
        string? why = GroupStatistics.Compute(same, GroupStatistic.FleissKappa).UndefinedReason;

        Assert.Equal(0.815, alpha.Value, 0.0005);
        Assert.Equal(alpha.Value, withInterval.Value, 1e-12);
        Assert.InRange(alpha.Value, withInterval.Interval!.Lower, withInterval.Interval.Upper);
        Assert.NotNull(why);
    }
}
