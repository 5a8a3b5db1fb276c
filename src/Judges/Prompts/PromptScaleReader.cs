using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Reads <c>scale</c> from a prompt's front matter: level, labels, min and max, as <c>dataset.yaml</c> has them.</summary>
internal sealed class PromptScaleReader(FrontMatterValues values)
{
    private const int MostWholeNumbers = 1000;
    private const string Example = "a group of fields such as {level: ordinal, min: 1, max: 5}";

    private static readonly ImmutableArray<string> Fields = ["level", "labels", "min", "max"];

    // In the order of ScaleLevel.
    private static readonly ImmutableArray<string> Levels = ["nominal", "ordinal", "interval", "ratio", "preference"];

    /// <summary>The scale; null when anything of it is wrong.</summary>
    public LabelScale? Read(YamlNode node)
    {
        if (values.Group("scale", node, Fields, Example) is not { } fields)
        {
            return null;
        }

        if (!fields.TryGetValue("level", out YamlNode? levelNode))
        {
            return Bad(node, "the scale has no 'level'", "labels mean nothing without one", "add 'level: ordinal', or another level");
        }

        if (values.OneOf("scale.level", levelNode, Levels) is not { } position)
        {
            return null;
        }

        var level = (ScaleLevel)position;
        double? minimum = Bound(fields, "min");
        double? maximum = Bound(fields, "max");
        bool wrong = (fields.ContainsKey("min") && minimum is null) || (fields.ContainsKey("max") && maximum is null);
        YamlNode? listed = fields.GetValueOrDefault("labels");
        return wrong ? null : level switch
        {
            ScaleLevel.Interval or ScaleLevel.Ratio => listed is null
                ? Range(node, level, minimum, maximum)
                : Bad(listed, $"a scale of level '{Levels[position]}' has no 'labels'", "its labels are numbers between 'min' and 'max'", "remove 'labels'"),
            ScaleLevel.Ordinal when listed is null => WholeNumbers(node, minimum, maximum),
            _ when minimum is not null || maximum is not null =>
                Bad(node, "the scale has 'min' or 'max' beside its labels", "labels are listed or counted, not both", "remove 'min' and 'max'"),
            _ => Listed(node, level, listed),
        };
    }

    private double? Bound(Dictionary<string, YamlNode> fields, string name) =>
        fields.TryGetValue(name, out YamlNode? node) ? values.Number($"scale.{name}", node, _ => true, "a number") : null;

    private LabelScale? Range(YamlNode node, ScaleLevel level, double? minimum, double? maximum)
    {
        double low = minimum ?? (level == ScaleLevel.Ratio ? 0 : double.NegativeInfinity);
        double high = maximum ?? double.PositiveInfinity;
        return low >= high ? Bad(node, "'min' is not below 'max'", "there would be no labels between them", "correct 'min' or 'max'")
            : level == ScaleLevel.Interval ? LabelScale.Interval(low, high)
            : low >= 0 ? LabelScale.Ratio(low, high)
            : Bad(node, "'min' is negative", "zero means none on a ratio scale", "correct 'min', or use the level 'interval'");
    }

    private LabelScale? WholeNumbers(YamlNode node, double? minimum, double? maximum) =>
        minimum is { } low && maximum is { } high && low == Math.Floor(low) && high == Math.Floor(high) && low < high && high - low < MostWholeNumbers
        && Math.Abs(low) < int.MaxValue && Math.Abs(high) < int.MaxValue
            ? LabelScale.Ordinal((int)low, (int)high)
            : Bad(
                node, "the scale has neither 'labels' nor whole numbers 'min' and 'max'",
                string.Create(CultureInfo.InvariantCulture, $"an ordinal scale lists its labels or counts them, at most {MostWholeNumbers}"),
                "list the labels from low to high under 'labels', or give 'min' and 'max'");

    private LabelScale? Listed(YamlNode node, ScaleLevel level, YamlNode? listed)
    {
        ImmutableArray<string> labels = listed is null ? [] : [.. values.Texts("scale.labels", listed)];
        if (level == ScaleLevel.Preference)
        {
            LabelScale[] preferences = [LabelScale.Preference(withMagnitude: true), LabelScale.Preference(withMagnitude: false)];
            return (listed is null ? preferences[0] : Array.Find(preferences, p => p.Labels.SequenceEqual(labels, StringComparer.Ordinal)))
                ?? Bad(
                    listed!, "these are not the labels of a preference", "what they would say of A and B would have to be guessed",
                    "use [A_2, A_1, N, B_1, B_2] or [A, N, B]");
        }

        if (labels.Length < 2 || labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
        {
            return Bad(
                listed ?? node, "the scale has not two or more labels that differ", "labels must differ to mean different things",
                "list them under 'labels'");
        }

        double[] numbers = [.. labels.Select(l => FiniteNumber.TryRead(l, out double number) ? number : double.NaN)];
        bool numeric = level == ScaleLevel.Ordinal && !numbers.Any(double.IsNaN);
        return numeric && !numbers.Zip(numbers.Skip(1), (a, b) => a < b).All(rising => rising)
            ? Bad(listed!, "the scale's labels do not rise", "ordinal labels are listed from low to high", "sort the labels")
            : level == ScaleLevel.Nominal ? LabelScale.Nominal(labels) : LabelScale.Ordinal(labels);
    }

    private LabelScale? Bad(YamlNode place, string what, string why, string remedy)
    {
        values.Error("JE2017", what, why, remedy, place);
        return null;
    }
}
