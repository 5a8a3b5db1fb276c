using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// Chooses the scale of a source that declares none. Labels that are not all numbers are nominal; whole numbers are
/// ordinal; other numbers are interval. Whatever was not stated is told in <see cref="InferredScale.Assumption"/>.
/// </summary>
internal static class ScaleInference
{
    /// <summary>Chooses.</summary>
    /// <param name="labels">People's labels, each with the place where it first stands.</param>
    /// <param name="request">What the user says.</param>
    /// <param name="judgeLabels">
    /// Judges' labels: those within the range of people's numbers belong to an ordinal scale, too; an interval or ratio scale, of which
    /// the source tells no ends, goes as far as people's and judges' numbers do.
    /// </param>
    /// <exception cref="JudgeEvalException">The labels do not fit the level or the list of labels.</exception>
    public static InferredScale Infer(
        IReadOnlyDictionary<string, SourceLocation> labels, ScaleRequest request, IEnumerable<string>? judgeLabels = null)
    {
        bool numbers = labels.Count > 0 && labels.Keys.All(l => FiniteNumber.TryRead(l, out _));
        if (!request.Labels.IsDefaultOrEmpty)
        {
            return Listed(labels, request, numbers);
        }

        ScaleLevel level = request.Level ?? Assume(labels.Keys, numbers);
        RequireFit(labels, level, numbers);
        string? assumption = request.Level is null ? Explain(level, labels.Keys, numbers) : null;
        if (!numbers)
        {
            return new(LabelScale.Observed(level, labels.Keys.Order(StringComparer.Ordinal)), assumption, NumbersAreCanonical: false);
        }

        double[] values = [.. labels.Keys.Select(Number).Distinct().Order()];
        double[] all = [.. (judgeLabels ?? []).Where(l => FiniteNumber.TryRead(l, out _)).Select(Number).Concat(values).Distinct().Order()];
        LabelScale scale = level switch
        {
            ScaleLevel.Nominal => LabelScale.Observed(level, values.Select(LabelText.Of)),
            ScaleLevel.Interval => LabelScale.Interval(all[0], Above(all)),
            ScaleLevel.Ratio => LabelScale.Ratio(0, all[^1] > 0 ? all[^1] : 1),
            _ => LabelScale.Observed(level, all.Where(v => v >= values[0] && v <= values[^1]).Select(LabelText.Of)),
        };
        return new(scale, assumption, NumbersAreCanonical: true);
    }

    /// <summary>Whether a label is a whole number.</summary>
    /// <param name="label">The label.</param>
    public static bool IsWhole(string label) => FiniteNumber.TryRead(label, out double number) && number == Math.Floor(number);

    private static InferredScale Listed(IReadOnlyDictionary<string, SourceLocation> labels, ScaleRequest request, bool numbers)
    {
        var errors = new ImportErrors();
        bool canonical = numbers && request.Labels.All(l => FiniteNumber.TryRead(l, out _));
        ImmutableArray<string> list = canonical ? [.. request.Labels.Select(LabelText.Canonical)] : request.Labels;
        foreach ((string label, SourceLocation location) in labels)
        {
            if (!list.Contains(canonical ? LabelText.Canonical(label) : label, StringComparer.Ordinal))
            {
                errors.Add(
                    "JE1607", location, $"'{label}' is not one of the labels {string.Join(", ", list)}",
                    "the list of labels does not name it", "add it to the list or mend the cell");
            }
        }

        errors.ThrowIfAny();
        ScaleLevel level = request.Level ?? ScaleLevel.Ordinal;
        LabelScale scale = level == ScaleLevel.Nominal ? LabelScale.Nominal(list) : LabelScale.Ordinal(list);
        string? assumption = request.Level is null
            ? "level ordinal is assumed, because the labels are listed in an order; --level nominal takes the order away"
            : null;
        return new(scale, assumption, canonical);
    }

    private static ScaleLevel Assume(IEnumerable<string> labels, bool numbers) =>
        !numbers ? ScaleLevel.Nominal : labels.All(IsWhole) ? ScaleLevel.Ordinal : ScaleLevel.Interval;

    private static string Explain(ScaleLevel level, IEnumerable<string> labels, bool numbers)
    {
        string because = numbers
            ? level == ScaleLevel.Ordinal ? "every label is a whole number" : $"every label is a number and '{labels.First(l => !IsWhole(l))}' is not whole"
            : labels.FirstOrDefault(l => !FiniteNumber.TryRead(l, out _)) is { } text ? $"the label '{text}' is not a number" : "there are no labels";
        string choose = numbers
            ? "--level nominal, ordinal, interval or ratio chooses another"
            : "--level ordinal with --labels LOW,…,HIGH gives the labels an order";
        return $"level {level.ToString().ToLowerInvariant()} is assumed, because {because}; {choose}";
    }

    private static void RequireFit(IReadOnlyDictionary<string, SourceLocation> labels, ScaleLevel level, bool numbers)
    {
        var errors = new ImportErrors();
        string name = level.ToString().ToLowerInvariant();
        if (level != ScaleLevel.Nominal && !numbers)
        {
            foreach ((string label, SourceLocation location) in labels.Where(l => !FiniteNumber.TryRead(l.Key, out _)))
            {
                errors.Add(
                    "JE1604", location, $"'{label}' is not a number, as level {name} needs", "the labels carry no order of their own",
                    level == ScaleLevel.Ordinal
                        ? "list them from low to high with --labels, or choose --level nominal"
                        : "choose --level nominal, or --level ordinal with --labels");
            }
        }

        if (level == ScaleLevel.Ratio && numbers)
        {
            foreach ((string label, SourceLocation location) in labels.Where(l => Number(l.Key) < 0))
            {
                errors.Add(
                    "JE1604", location, $"'{label}' is negative, but the level is ratio", "a ratio scale starts at zero",
                    "choose --level interval");
            }
        }

        errors.ThrowIfAny();
    }

    private static double Above(double[] values) => values[^1] > values[0] ? values[^1] : values[0] + 1;

    private static double Number(string label) => FiniteNumber.TryRead(label, out double number) ? (number == 0 ? 0 : number) : double.NaN;
}
