using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Agreement of several annotators, by irrCAC, statsmodels and fast-krippendorff.</summary>
internal sealed class MultiRaterGroup : IReferenceGroup
{
    /// <summary>
    /// scipy 1.10's quantile of Student's t, which the intervals of irrCAC rest on, is right to about 2e-9 of its value (0.975 with 49
    /// degrees of freedom: 1.3e-9 too small).
    /// </summary>
    private const double QuantileError = 5e-9;

    private static readonly (string Suffix, CategoryWeights Weights)[] Weightings =
    [
        (string.Empty, CategoryWeights.Identity),
        ("_linear", CategoryWeights.Linear),
        ("_quadratic", CategoryWeights.Quadratic),
        ("_ordinal", CategoryWeights.Ordinal),
    ];

    private static readonly (string Key, MeasurementLevel Level)[] Alphas =
    [
        ("krippendorff_nominal", MeasurementLevel.Nominal),
        ("krippendorff_ordinal", MeasurementLevel.Ordinal),
        ("krippendorff_interval", MeasurementLevel.Interval),
        ("krippendorff_ratio", MeasurementLevel.Ratio),
    ];

    public string Name => "multi_rater";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        RatingTable table = ReferenceInput.Ratings(input.GetProperty("ratings"));
        int[] pairable = [.. Enumerable.Range(0, table.ItemCount).Where(i => table.CodesOf(i).Length > 1)];
        expected.Equal("n_items", table.ItemCount);
        expected.Equal("n_items_pairable", pairable.Length);
        expected.Equal("n_ratings", table.RatingCount);
        expected.Equal("categories", table.Categories.AsSpan());

        bool oneCategoryInPairs = pairable.SelectMany(i => table.CodesOf(i).ToArray()).Distinct().Count() < 2;
        foreach ((string suffix, CategoryWeights weights) in Weightings)
        {
            string gwet = suffix.Length == 0 ? "gwet_ac1" : $"gwet_ac2{suffix}";
            Coefficient(expected, gwet, ChanceCorrectedAgreement.GwetAc2(table, weights));
            Coefficient(expected, $"fleiss_kappa{suffix}", ChanceCorrectedAgreement.FleissKappa(table, weights));
            Coefficient(expected, $"conger_kappa{suffix}", ChanceCorrectedAgreement.CongerKappa(table, weights));
            Coefficient(expected, $"brennan_prediger{suffix}", ChanceCorrectedAgreement.BrennanPrediger(table, weights));
            Coefficient(expected, $"irrcac_alpha{suffix}", ChanceCorrectedAgreement.KrippendorffAlpha(table, weights), oneCategoryInPairs);
        }

        foreach ((string key, MeasurementLevel level) in Alphas.Where(a => expected.Has(a.Key)))
        {
            expected.Equal(key, GroupStatistics.Compute(table, GroupStatistic.KrippendorffAlpha, level));
        }

        // statsmodels takes complete tables only; there its formulas are these.
        foreach ((string key, Estimate ours) in new[]
        {
            ("fleiss_kappa_statsmodels", ChanceCorrectedAgreement.FleissKappa(table).Value),
            ("randolph_kappa_statsmodels", ChanceCorrectedAgreement.RandolphKappa(table).Value),
            ("percent_agreement_item_mean", ChanceCorrectedAgreement.PercentAgreement(table).Value),
            ("percent_agreement_pooled_pairs", ChanceCorrectedAgreement.PooledPercentAgreement(table)),
        }.Where(k => expected.Has(k.Item1)))
        {
            expected.Equal(key, ours);
        }
    }

    private static void Coefficient(ExpectedValues expected, string key, ChanceCorrected ours, bool isZeroByZero = false)
    {
        if (expected.Has(key))
        {
            // An error, or 0/0, for all of it.
            expected.Equal(key, ours.Value);
            return;
        }

        if (!expected.Has($"{key}.value"))
        {
            return;
        }

        expected.Equal($"{key}.pa", ours.Observed);
        expected.Equal($"{key}.pe", ours.Expected);
        if (expected.Has($"{key}.from"))
        {
            expected.Take($"{key}.from");
        }

        if (isZeroByZero)
        {
            // The items with two ratings show one category, so 1 - pe is 0 and what the library divides by is rounding.
            Assert.False(ours.Value.IsDefined || ours.StandardError.IsDefined);
            expected.Take($"{key}.value");
            expected.Take($"{key}.se");
            expected.Take($"{key}.ci95");
            expected.Count(3);
            return;
        }

        double tolerance = Tolerance(expected, ours);
        expected.Equal($"{key}.value", ours.Value, tolerance);
        JsonElement error = expected.Raw($"{key}.se"), interval = expected.Raw($"{key}.ci95");
        if (error.ValueKind == JsonValueKind.Number)
        {
            expected.Equal($"{key}.se", ours.StandardError, tolerance);
            double reach = ours.Value.Value - ours.Value.Interval!.Lower;
            expected.Equal($"{key}.ci95", ours.Value.Interval, tolerance + (QuantileError * reach));
        }
        else
        {
            // Null for one item, NaN without a value; the upper end of the interval is then only the cap at 1.
            Assert.Equal(JsonValueKind.String, interval.ValueKind == JsonValueKind.Null ? JsonValueKind.String : interval[0].ValueKind);
            Assert.False(ours.StandardError.IsDefined, $"{key}.se: the library has none, ours is defined.");
            Assert.Null(ours.Value.Interval);
            expected.Take($"{key}.se");
            expected.Take($"{key}.ci95");
            expected.Count(2);
        }
    }

    /// <summary>
    /// The library adds n shares one by one, which loses up to n units of the last place, and divides by 1 - pe, which makes more of the
    /// loss the more certain chance agreement is. Both together only pass the file's tolerance where n / (1 - pe) is above 450,000.
    /// </summary>
    private static double Tolerance(ExpectedValues expected, ChanceCorrected ours) => ours.Value.IsDefined
        ? Math.Max(expected.Tolerance, Math.Max(64, ours.Expected.N) * 2.220446049250313e-16 / (1 - ours.Expected.Value))
        : expected.Tolerance;
}
