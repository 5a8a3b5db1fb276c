using System.Globalization;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports;

/// <summary>Numbers as reports write them: invariant culture, three decimals, never NaN.</summary>
public static class NumberText
{
    /// <summary>What stands for an undefined statistic.</summary>
    public const string Undefined = "undefined";

    /// <summary>A number with three decimals; a value that rounds to zero has no sign.</summary>
    /// <param name="value">A finite number.</param>
    public static string Of(double value) => value.ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>A number with three decimals and its sign.</summary>
    /// <param name="value">A finite number.</param>
    public static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>A whole number without separators.</summary>
    /// <param name="value">A whole number.</param>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number as it was stated, for example a threshold: at most six decimals.</summary>
    /// <param name="value">A finite number.</param>
    public static string Stated(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The value, or <c>undefined</c>.</summary>
    /// <param name="estimate">A statistic.</param>
    public static string ValueOf(Estimate estimate) => estimate.IsDefined ? Of(estimate.Value) : Undefined;

    /// <summary>The interval <c>[0.661, 0.812]</c>; empty where there is none.</summary>
    /// <param name="estimate">A statistic.</param>
    public static string IntervalOf(Estimate estimate) =>
        estimate is { IsDefined: true, Interval: { } interval } ? $"[{Of(interval.Lower)}, {Of(interval.Upper)}]" : "";

    /// <summary>The value with its interval where there is one: <c>0.742 [0.661, 0.812]</c>, or <c>undefined</c>.</summary>
    /// <param name="estimate">A statistic.</param>
    public static string WithInterval(Estimate estimate) => (ValueOf(estimate) + " " + IntervalOf(estimate)).TrimEnd();

    /// <summary>Why a statistic has no value; <see langword="null"/> when it has one.</summary>
    /// <param name="estimate">A statistic.</param>
    public static string? ReasonOf(Estimate estimate) => estimate.IsDefined ? null : estimate.UndefinedReason ?? "no data";

    /// <summary>A p-value: <c>p = 0.0123</c>, or <c>p &lt; 0.0001</c>.</summary>
    /// <param name="value">The p-value, 0..1.</param>
    internal static string P(double value) => value < 0.0001 ? "p < 0.0001" : "p = " + value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 item</c>, <c>2 items</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="singular">The noun for one.</param>
    /// <param name="plural">The noun for any other number; by default the singular with an s.</param>
    public static string Count(int count, string singular, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? singular : plural ?? singular + "s")}");
}
