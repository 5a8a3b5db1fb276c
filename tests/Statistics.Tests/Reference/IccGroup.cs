using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>Intraclass correlations, by psych::ICC.</summary>
internal sealed class IccGroup : IReferenceGroup
{
    public string Name => "icc";

    public void Check(JsonElement input, ExpectedValues expected)
    {
        IntraclassCorrelations ours = IntraclassCorrelation.Compute(ReferenceInput.Ratings(input.GetProperty("ratings")));
        (string Key, IntraclassCoefficient Form)[] forms =
        [
            ("ICC1", ours.OneWaySingle), ("ICC2", ours.TwoWayRandomSingle), ("ICC3", ours.TwoWayMixedSingle),
            ("ICC1k", ours.OneWayAverage), ("ICC2k", ours.TwoWayRandomAverage), ("ICC3k", ours.TwoWayMixedAverage),
        ];
        foreach ((string key, IntraclassCoefficient form) in forms)
        {
            if (expected.Has(key))
            {
                expected.Equal(key, form.Estimate);
            }
            else if (expected.Has($"{key}.value"))
            {
                Value($"{key}.value", form, expected);
                Test(key, form, expected);
                Interval($"{key}.ci95", form, expected);
            }
        }

        // Where the library raises on the whole table, nothing of ours is defined.
        foreach (string key in new[] { "error", "mean_squares" }.Where(expected.Has))
        {
            expected.Take(key);
            Assert.False(ours.OneWaySingle.Estimate.IsDefined, $"{key}: the library raises, ours is defined.");
            expected.Count();
        }

        (string Key, Estimate Square)[] squares =
            [("MSB", ours.MeanSquares.Items), ("MSW", ours.MeanSquares.Within), ("MSJ", ours.MeanSquares.Annotators), ("MSE", ours.MeanSquares.Residual)];
        foreach ((string key, Estimate square) in squares)
        {
            if (expected.Has($"mean_squares.{key}"))
            {
                expected.Equal($"mean_squares.{key}", square);
            }
        }
    }

    private static void Value(string path, IntraclassCoefficient form, ExpectedValues expected)
    {
        JsonElement value = expected.Raw(path);
        bool noVariance = value.ValueKind == JsonValueKind.Number && (value.GetDouble() > 1 + 1e-9 || value.GetDouble() < -1e12 || Math.Abs(Square("MSB", expected)) < 1e-20);
        if (noVariance && !form.Estimate.IsDefined)
        {
            expected.Exclude(path, "the library divides by a variance that is 0 but for rounding, or negative; a reliability above 1 is none");
            return;
        }

        expected.Equal(path, form.Estimate);
    }

    private static void Test(string key, IntraclassCoefficient form, ExpectedValues expected)
    {
        JsonElement f = expected.Raw($"{key}.F");
        if (form.Test.IsDefined || f.ValueKind != JsonValueKind.Number)
        {
            expected.Equal($"{key}.F", form.Test.IsDefined ? form.Test.Statistic : null, reason: form.Test.UndefinedReason);
        }
        else
        {
            double denominator = Square(key is "ICC1" or "ICC1k" ? "MSW" : "MSE", expected);
            Assert.True(f.GetDouble() > 1e20 || denominator < 1e-20, $"{key}: ours has no F ({form.Test.UndefinedReason}), the library's is {f}.");
            expected.Exclude($"{key}.F", "without residuals the library's F is a quotient by rounding noise");
        }

        if (!form.Test.IsDefined && expected.Raw($"{key}.p").ValueKind == JsonValueKind.Number)
        {
            expected.Exclude($"{key}.p", "without residuals the library's p-value is that of rounding noise");
        }
        else
        {
            expected.Equal($"{key}.p", form.Test.IsDefined ? form.Test.PValue : null, reason: form.Test.UndefinedReason);
        }

        Degrees($"{key}.df1", form.NumeratorDegrees, expected);
        Degrees($"{key}.df2", form.DenominatorDegrees, expected);
    }

    private static double Square(string key, ExpectedValues expected) => expected.Raw($"mean_squares.{key}").GetDouble();

    private static void Degrees(string path, int ours, ExpectedValues expected) => expected.Equal(path, ours == 0 ? null : ours);

    private static void Interval(string path, IntraclassCoefficient form, ExpectedValues expected)
    {
        JsonElement[] bounds = [.. expected.Raw(path).EnumerateArray()];
        if (form.Estimate.Interval is not null && bounds.All(bound => bound.ValueKind == JsonValueKind.Number))
        {
            expected.Equal(path, form.Estimate.Interval);
        }
        else if (form.Estimate.Interval is null && bounds.All(bound => bound.ValueKind == JsonValueKind.Number))
        {
            Assert.True(
                bounds[0].GetDouble() > bounds[1].GetDouble() || !form.Estimate.IsDefined || Math.Abs(Square("MSB", expected)) < 1e-20,
                $"{path}: ours has no interval, the library's is {bounds[0]}..{bounds[1]}.");
            expected.Exclude(path, "the library steps past the pole of the Spearman-Brown formula or divides by a variance of 0");
        }
        else if (form.Estimate.Interval is null)
        {
            expected.Take(path);
            expected.Count(bounds.Length);
        }
        else
        {
            Assert.False(form.Test.IsDefined, $"{path}: the library has no interval, ours has {form.Estimate.Interval}.");
            expected.Exclude(path, "without residuals the library's bounds are inf / inf; ours are their limit");
        }
    }
}
