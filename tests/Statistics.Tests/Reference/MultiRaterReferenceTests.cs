using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

public class MultiRaterReferenceTests
{
    private static readonly (string Key, GroupStatistic Statistic, MeasurementLevel Level)[] Keys =
    [
        ("gwet_ac1", GroupStatistic.GwetAc1, MeasurementLevel.Nominal),
        ("gwet_ac2_quadratic", GroupStatistic.GwetAc2, MeasurementLevel.Nominal),
        ("fleiss_kappa", GroupStatistic.FleissKappa, MeasurementLevel.Nominal),
        ("krippendorff_nominal", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Nominal),
        ("krippendorff_ordinal", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Ordinal),
        ("krippendorff_interval", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Interval),
        ("krippendorff_ratio", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Ratio),
        ("percent_agreement_item_mean", GroupStatistic.PercentAgreement, MeasurementLevel.Nominal),
    ];

    [SkippableFact]
    public void GroupStatistics_EveryCase_EqualTheLibraries()
    {
        JsonElement group = TestFolders.ReferenceJson("multi_rater");
        double tolerance = group.GetProperty("tolerance").GetDouble();
        int asserted = 0;
        foreach (JsonElement testCase in group.GetProperty("cases").EnumerateArray())
        {
            IReadOnlyList<double?>[] rows =
            [
                .. testCase.GetProperty("input").GetProperty("ratings").EnumerateArray().Select(row =>
                    (IReadOnlyList<double?>)[.. row.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? (double?)null : e.GetDouble())]),
            ];
            RatingTable table = RatingTable.FromRows(rows);
            JsonElement expected = testCase.GetProperty("expected");
            foreach ((string key, GroupStatistic statistic, MeasurementLevel level) in Keys)
            {
                if (!ReferenceVectors.TryExpected(expected, key, out double? value))
                {
                    continue;
                }

                ReferenceVectors.AssertClose(value, GroupStatistics.Compute(table, statistic, level), tolerance, $"{testCase.GetProperty("id")} {key}");
                asserted++;
            }
        }

        Assert.True(asserted >= 150, $"Only {asserted} values were asserted.");
    }
}
