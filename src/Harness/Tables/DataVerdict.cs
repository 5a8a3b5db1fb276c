using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tables;

/// <summary>
/// What a judge's labelled items can tell, and how many more would tell what they can not. An interval's half-width shrinks with the square root of the items, which is how
/// gates say it, too; with few items this is a rough number.
/// </summary>
public sealed record DataVerdict
{
    /// <summary>The half-width to which more items are counted.</summary>
    public const double Precision = 0.1;

    private const int Few = 30;

    /// <summary>How many items the metric rests on.</summary>
    public required int Items { get; init; }

    /// <summary>Whether the interval is above chance (<see langword="true"/>), below it (<see langword="false"/>), or cannot tell (<see langword="null"/>).</summary>
    public required bool? AboveChance { get; init; }

    /// <summary>How many more items would show it, if the figure stays; <see langword="null"/> where it is shown, or no number would.</summary>
    public required int? MoreForChance { get; init; }

    /// <summary>Half the interval's width; <see langword="null"/> without an interval.</summary>
    public required double? HalfWidth { get; init; }

    /// <summary>How many more items would bring the figure to ±0.1; 0 where it is there; <see langword="null"/> without an interval.</summary>
    public required int? MoreForPrecision { get; init; }

    /// <summary>The same in sentences.</summary>
    public required ImmutableArray<string> Sentences { get; init; }

    /// <summary>Whether the items are too few to conclude from.</summary>
    public bool IsWeak => AboveChance is null || HalfWidth is not <= Precision;

    /// <summary>Says what an alignment can tell.</summary>
    /// <param name="result">The alignment.</param>
    public static DataVerdict Of(AlignmentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Estimate estimate = result.Statistics[result.Metric];
        string metric = result.Metric.Name();
        if (estimate is not { IsDefined: true, Interval: { } interval })
        {
            string sentence = estimate.IsDefined
                ? FormattableString.Invariant($"{Counted(estimate.N)}: what they can tell hangs on the interval of {metric}, and none was asked for or could be had.")
                : FormattableString.Invariant($"{Counted(estimate.N)} cannot tell whether the judge agrees with people beyond chance: {metric} is undefined, {estimate.UndefinedReason ?? "there are no data"}. {Remedy(estimate)}");
            return new DataVerdict
            {
                Items = estimate.N, AboveChance = null, MoreForChance = null, HalfWidth = null, MoreForPrecision = null,
                Sentences = [sentence],
            };
        }

        double half = (interval.Upper - interval.Lower) / 2;
        bool? above = interval.Lower > 0 ? true : interval.Upper < 0 ? false : null;
        int? forChance = above is null ? BoundTest.ItemsNeeded(estimate.N, Math.Abs(estimate.Value), estimate.Value >= 0 ? estimate.Value - interval.Lower : interval.Upper - estimate.Value) : null;
        int? forPrecision = half <= Precision ? 0 : BoundTest.ItemsNeeded(estimate.N, Precision, half);
        return new DataVerdict
        {
            Items = estimate.N, AboveChance = above, MoreForChance = forChance, HalfWidth = half, MoreForPrecision = forPrecision,
            Sentences = [.. SentencesOf(metric, estimate, interval, above, forChance, forPrecision, result.BestBaseline)],
        };
    }

    private static IEnumerable<string> SentencesOf(
        string metric, Estimate estimate, ConfidenceInterval interval, bool? above, int? forChance, int? forPrecision, BaselineComparison? baseline)
    {
        string range = FormattableString.Invariant($"{metric} lies between {interval.Lower:0.00} and {interval.Upper:0.00} ({interval.Level * 100:0.##} % confidence)");
        string agreement = above switch
        {
            true => "the judge agrees with people beyond chance",
            false => "the judge contradicts people more than chance would, which looks like labels the wrong way round",
            null => "whether the judge agrees with people beyond chance is open",
        };
        yield return $"{Counted(estimate.N)}: {range}; {agreement}."
            + (above is null ? forChance is { } more ? $" About {Labelled(more)} would show it, if {metric} stays where it is." : " No number of further items like these would show it, as the figure is 0." : "");
        if (forPrecision is > 0 and { } needed)
        {
            yield return $"About {Labelled(needed)} would narrow it to ±{Precision.ToString(System.Globalization.CultureInfo.InvariantCulture)}.";
        }

        if (baseline is { Standing: BaselineStanding.Undecided, Difference: { IsDefined: true, Interval: { } difference } paired }
            && BoundTest.ItemsNeeded(paired.N, Math.Abs(paired.Value), paired.Value >= 0 ? paired.Value - difference.Lower : difference.Upper - paired.Value) is { } forBaseline)
        {
            yield return $"Whether it beats the baseline '{baseline.Name}' is open, too; about {Labelled(forBaseline)} would tell.";
        }

        if (estimate.N < Few)
        {
            yield return FormattableString.Invariant($"With fewer than {Few} items take none of these figures for more than a first look, and the numbers of further items for their order of magnitude.");
        }
    }

    private static string Remedy(Estimate estimate) => estimate.N < Few
        ? FormattableString.Invariant($"Label at least {Few - estimate.N} more items to begin with, so that both raters use more than one label.")
        : "More items help once both raters use more than one label.";

    private static string Counted(int n) => n == 1 ? "1 labelled item" : FormattableString.Invariant($"{n} labelled items");

    private static string Labelled(int more) => more == 1 ? "1 more labelled item" : FormattableString.Invariant($"{more} more labelled items");
}
