using System.Globalization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates;

/// <summary>Results that rest on no bound of an interval, and words that several gates share.</summary>
internal static class GateResults
{
    /// <summary>A gate that cannot be tested as it is stated, or whose figure has no value.</summary>
    public static GateResult Undefined(string gate, string code, double threshold, string reason, GateDecision decision = GateDecision.Failed) => new()
    {
        Code = code,
        Gate = gate,
        Decision = decision,
        Reason = reason,
        Threshold = threshold,
        Estimate = Estimate.Undefined(reason, 0),
    };

    /// <summary>A figure with three decimals and its interval, or that it is undefined.</summary>
    public static string Figure(Estimate estimate) => !estimate.IsDefined ? $"undefined: {estimate.UndefinedReason}"
        : string.Create(CultureInfo.InvariantCulture, $"{estimate.Value:0.000}{(estimate.Interval is { } i ? string.Create(CultureInfo.InvariantCulture, $" [{i.Lower:0.000}, {i.Upper:0.000}]") : "")}");

    /// <summary>A number with three decimals.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>A number as it was stated, so that it is read back as the same.</summary>
    public static string Stated(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A p-value.</summary>
    public static string P(double p) => p < 0.0001 ? "below 0.0001" : p.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A margin is at least 0.</summary>
    public static double CheckMargin(double margin, string name) => double.IsFinite(margin) && margin >= 0
        ? margin
        : throw new ArgumentOutOfRangeException(name, margin, "A margin is a finite number, at least 0.");
}
