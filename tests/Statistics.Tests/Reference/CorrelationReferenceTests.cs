using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

public class CorrelationReferenceTests
{
    private static readonly (string Key, string Inner, PairStatistic Statistic)[] Keys =
    [
        ("pearson", "r", PairStatistic.Pearson),
        ("spearman", "rho", PairStatistic.Spearman),
        ("kendall_b_asymptotic", "tau", PairStatistic.KendallTauB),
        ("mae", "", PairStatistic.MeanAbsoluteError),
    ];

    [SkippableFact]
    public void PairStatistics_EveryCase_EqualScipy()
    {
        JsonElement group = TestFolders.ReferenceJson("correlation");
        double tolerance = group.GetProperty("tolerance").GetDouble();
        int asserted = 0;
        foreach (JsonElement testCase in group.GetProperty("cases").EnumerateArray())
        {
            JsonElement input = testCase.GetProperty("input"), expected = testCase.GetProperty("expected");
            (double? X, double? Y)[] pairs =
                [.. input.GetProperty("x").EnumerateArray().Zip(input.GetProperty("y").EnumerateArray(), (x, y) => (Optional(x), Optional(y)))];
            pairs = [.. pairs.Where(p => p.X is not null && p.Y is not null)];
            PairTable table = PairTable.Create([.. pairs.Select(p => p.X!.Value)], [.. pairs.Select(p => p.Y!.Value)]);
            foreach ((string key, string inner, PairStatistic statistic) in Keys)
            {
                if (!ReferenceVectors.TryExpected(expected, key, out double? value, inner))
                {
                    continue;
                }

                ReferenceVectors.AssertClose(value, PairStatistics.Compute(table, statistic), tolerance, $"{testCase.GetProperty("id")} {key}");
                asserted++;
            }
        }

        Assert.True(asserted >= 80, $"Only {asserted} values were asserted.");
    }

    private static double? Optional(JsonElement e) => e.ValueKind == JsonValueKind.Null ? null : e.GetDouble();
}
