using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>The prediction-powered mean, by its authors' library.</summary>
internal sealed partial class PpiMeanGroup : IReferenceGroup
{
    private const string RoundingNoise = "with a judge that never varies the library's tuned weight is rounding noise or 0/0";
    private const string NoSpread = "the library takes the variance of a single item as 0, ours is undefined";

    private const string Overflow = "the library's sums overflow";

    private double[] _labels = [];
    private double[] _judge = [];
    private double[] _elsewhere = [];

    public string Name => "ppi_mean";

    private bool Overflows => _labels.Concat(_judge).Concat(_elsewhere).Any(v => Math.Abs(v) > 1e150);

    private bool JudgeIsConstant => _judge.Concat(_elsewhere).Distinct().Count() == 1;

    public void Check(JsonElement input, ExpectedValues expected)
    {
        _labels = ReferenceInput.Complete(input.GetProperty("y"));
        _judge = ReferenceInput.Complete(input.GetProperty("yhat"));
        _elsewhere = ReferenceInput.Complete(input.GetProperty("yhat_unlabeled"));
        foreach (string path in expected.Open)
        {
            if (Overflows && !IsFinite(expected.Raw(path)))
            {
                expected.Exclude(path, Overflow);
            }
            else if (Interval().Match(path) is { Success: true } interval)
            {
                CheckInterval(path, interval.Groups["alpha"].Value, interval.Groups["lambda"].Value, interval.Groups["part"].Value, expected);
            }
            else if (Classical().Match(path) is { Success: true } classical)
            {
                CheckEnds(path, PredictionPoweredMean.Classical(_labels, 1 - Number(classical.Groups["alpha"].Value)).Interval, _labels.Length == 1, expected);
            }
            else if (PValue().Match(path) is { Success: true } test)
            {
                CheckPValue(path, test.Groups["null"].Value, test.Groups["alternative"].Value, test.Groups["lambda"].Value, expected);
            }
        }

        PredictionPoweredResult tuned = Compute("opt", 0.95);
        if (expected.Open.Contains("lambda_opt_library_rounding_noise"))
        {
            expected.Take("lambda_opt_library_rounding_noise");
            Assert.False(tuned.Lambda.IsDefined, RoundingNoise);
            Assert.False(tuned.OptimalLambda.IsDefined, RoundingNoise);
            expected.Count();
        }

        foreach ((string path, Estimate ours) in new[] { ("lambda_opt_clipped", tuned.Lambda), ("lambda_opt_unclipped", tuned.OptimalLambda) })
        {
            if (!expected.Open.Contains(path))
            {
                continue;
            }

            if (JudgeIsConstant && expected.Raw(path).ValueKind == JsonValueKind.Number)
            {
                expected.Exclude(path, RoundingNoise);
            }
            else
            {
                expected.Equal(path, ours);
            }
        }
    }

    private void CheckInterval(string path, string alpha, string lambda, string part, ExpectedValues expected)
    {
        PredictionPoweredResult ours = Compute(lambda, 1 - Number(alpha));
        JsonElement raw = expected.Raw(path);
        bool libraryHasNumber = raw.ValueKind == JsonValueKind.Array ? raw[0].ValueKind == JsonValueKind.Number : raw.ValueKind == JsonValueKind.Number;
        if (lambda == "opt" && JudgeIsConstant && libraryHasNumber != ours.Point.IsDefined)
        {
            expected.Exclude(path, RoundingNoise);
        }
        else if (part != "ci")
        {
            expected.Equal(path, ours.Point);
        }
        else
        {
            bool weightless = ours.Lambda.IsDefined ? ours.Lambda.Value == 0 : true;
            CheckEnds(path, ours.Point.Interval, _labels.Length == 1 || (_elsewhere.Length == 1 && !weightless), expected);
        }
    }

    private static void CheckEnds(string path, ConfidenceInterval? ours, bool single, ExpectedValues expected)
    {
        JsonElement raw = expected.Raw(path);
        bool hasNumbers = raw.ValueKind == JsonValueKind.Array && raw.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number);
        if (hasNumbers && single)
        {
            expected.Exclude(path, NoSpread);
            Assert.True(ours is null, $"{path}: {NoSpread}");
        }
        else if (hasNumbers || raw.ValueKind == JsonValueKind.Null)
        {
            expected.Equal(path, ours);
        }
        else
        {
            expected.Take(path);
            Assert.True(ours is null, $"{path}: the library has no interval ({raw}), ours is {ours}.");
            expected.Count();
        }
    }

    private void CheckPValue(string path, string nullValue, string alternative, string lambda, ExpectedValues expected)
    {
        TestResult ours = Compute(lambda, 0.95).Test(Number(nullValue), alternative switch
        {
            "larger" => Alternative.Greater,
            "smaller" => Alternative.Less,
            _ => Alternative.TwoSided,
        });
        if (!ours.IsDefined && (Overflows || _labels.Length == 1 || _elsewhere.Length == 1) && expected.Raw(path).ValueKind == JsonValueKind.Number)
        {
            expected.Exclude(path, Overflows ? Overflow : NoSpread);
        }
        else
        {
            expected.Equal(path, ours.IsDefined ? ours.PValue : null, reason: ours.UndefinedReason);
        }
    }

    private static bool IsFinite(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().All(IsFinite)
        : value.ValueKind == JsonValueKind.Number;

    private PredictionPoweredResult Compute(string lambda, double level) =>
        PredictionPoweredMean.Compute(_labels, _judge, _elsewhere, new() { Lambda = lambda == "opt" ? null : Number(lambda), Level = level });

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^alpha(?<alpha>[\d.]+)_lam(?<lambda>opt|[\d.]+?)(\.(?<part>point|ci))?$")]
    private static partial Regex Interval();

    [GeneratedRegex(@"^classical_ci_alpha(?<alpha>[\d.]+)$")]
    private static partial Regex Classical();

    [GeneratedRegex(@"^p_value_null(?<null>-?[\d.]+)_(?<alternative>larger|smaller|two-sided)_lam(?<lambda>opt|[\d.]+)$")]
    private static partial Regex PValue();
}
