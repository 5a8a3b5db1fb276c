using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

public class PairwiseCategoricalReferenceTests
{
    private static readonly (string Key, PairStatistic Statistic, MeasurementLevel Level, bool ByIndex)[] OfPairs =
    [
        ("percent_agreement", PairStatistic.PercentAgreement, MeasurementLevel.Nominal, false),
        ("cohen_kappa", PairStatistic.CohenKappa, MeasurementLevel.Nominal, false),

        // The library's weights act on the position of a label, ours on its value: give it the positions.
        ("cohen_kappa_linear", PairStatistic.CohenKappaLinear, MeasurementLevel.Nominal, true),
        ("cohen_kappa_quadratic", PairStatistic.CohenKappaQuadratic, MeasurementLevel.Nominal, true),
        ("scott_pi", PairStatistic.ScottPi, MeasurementLevel.Nominal, false),
        ("krippendorff_nominal", PairStatistic.KrippendorffAlpha, MeasurementLevel.Nominal, false),
        ("krippendorff_ordinal", PairStatistic.KrippendorffAlpha, MeasurementLevel.Ordinal, false),
        ("krippendorff_interval", PairStatistic.KrippendorffAlpha, MeasurementLevel.Interval, false),
    ];

    private static readonly (string Key, GroupStatistic Statistic, MeasurementLevel Level)[] OfGroups =
    [
        ("percent_agreement", GroupStatistic.PercentAgreement, MeasurementLevel.Nominal),
        ("gwet_ac1", GroupStatistic.GwetAc1, MeasurementLevel.Nominal),
        ("gwet_ac2_quadratic", GroupStatistic.GwetAc2, MeasurementLevel.Nominal),
        ("krippendorff_nominal", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Nominal),
        ("krippendorff_ordinal", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Ordinal),
        ("krippendorff_interval", GroupStatistic.KrippendorffAlpha, MeasurementLevel.Interval),
    ];

    [SkippableFact]
    public void PairStatistics_EveryCase_EqualTheLibraries()
    {
        JsonElement group = TestFolders.ReferenceJson("pairwise_categorical");
        double tolerance = group.GetProperty("tolerance").GetDouble();
        int asserted = 0;
        foreach (JsonElement testCase in group.GetProperty("cases").EnumerateArray())
        {
            (double[] a, double[] b, double[] labels) = Input(testCase);
            JsonElement expected = testCase.GetProperty("expected");
            foreach ((string key, PairStatistic statistic, MeasurementLevel level, bool byIndex) in OfPairs)
            {
                if (!ReferenceVectors.TryExpected(expected, key, out double? value))
                {
                    continue;
                }

                PairTable table = byIndex
                    ? PairTable.Create([.. a.Select(v => (double)Array.IndexOf(labels, v))], [.. b.Select(v => (double)Array.IndexOf(labels, v))])
                    : PairTable.Create(a, b);
                ReferenceVectors.AssertClose(value, PairStatistics.Compute(table, statistic, level), tolerance, $"{testCase.GetProperty("id")} {key}");
                asserted++;
            }
        }

        Assert.True(asserted >= 150, $"Only {asserted} values were asserted.");
    }

    [SkippableFact]
    public void GroupStatistics_EveryCaseOfTwoRaters_EqualTheLibraries()
    {
        JsonElement group = TestFolders.ReferenceJson("pairwise_categorical");
        double tolerance = group.GetProperty("tolerance").GetDouble();
        int asserted = 0;
        foreach (JsonElement testCase in group.GetProperty("cases").EnumerateArray())
        {
            (double[] a, double[] b, double[] labels) = Input(testCase);
            RatingTable table = RatingTable.FromRows([.. a.Select((v, i) => (IReadOnlyList<double?>)[v, b[i]])], labels);
            JsonElement expected = testCase.GetProperty("expected");
            foreach ((string key, GroupStatistic statistic, MeasurementLevel level) in OfGroups)
            {
                // On one item the library divides by zero in its standard error; the closed form of the value stands beside it.
                // These cases have two categories, on which quadratic weights are no weights and AC2 is AC1.
                bool formula = expected.TryGetProperty("gwet_ac1_formula", out _) && key.StartsWith("gwet", StringComparison.Ordinal);
                string present = formula ? "gwet_ac1_formula" : key;
                if (ReferenceVectors.TryExpected(expected, present, out double? value))
                {
                    ReferenceVectors.AssertClose(value, GroupStatistics.Compute(table, statistic, level), tolerance, $"{testCase.GetProperty("id")} {key}");
                    asserted++;
                }
            }
        }

        Assert.True(asserted >= 100, $"Only {asserted} values were asserted.");
    }

    private static (double[] A, double[] B, double[] Labels) Input(JsonElement testCase)
    {
        JsonElement input = testCase.GetProperty("input");
        double?[] a = Numbers(input.GetProperty("a")), b = Numbers(input.GetProperty("b"));
        int[] complete = [.. Enumerable.Range(0, a.Length).Where(i => a[i] is not null && b[i] is not null)];
        double[] labels = [.. Numbers(testCase.GetProperty("expected").GetProperty("labels_used")).Select(v => v!.Value)];
        return ([.. complete.Select(i => a[i]!.Value)], [.. complete.Select(i => b[i]!.Value)], labels);
    }

    private static double?[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? (double?)null : e.GetDouble())];
}
