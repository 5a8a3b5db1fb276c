using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// A judge's own scale as <c>{"level","labels","positive"}</c> or <c>{"level","min","max"}</c>. What stands for "no label" in annotation files is no
/// matter of a judge's and is not kept.
/// </summary>
internal static class ScaleJson
{
    /// <summary>What a scale looks like, for messages.</summary>
    public const string Expected = """a scale such as {"level":"ordinal","labels":["Very Difficult","Difficult","Easy"]} or {"level":"interval","min":0,"max":1}""";

    // In the order of ScaleLevel; a preference has no scale of its own.
    private static readonly string[] Levels = ["nominal", "ordinal", "interval", "ratio"];

    private static readonly string[] Fields = ["level", "labels", "positive", "min", "max", "outOfScale"];

    private static readonly string[] Policies = ["exclude", "clip"];

    /// <summary>Writes a scale that is no preference.</summary>
    public static void Write(Utf8JsonWriter json, LabelScale scale)
    {
        json.WriteStartObject();
        json.WriteString("level", Levels[(int)scale.Level]);
        if (!scale.IsNumeric)
        {
            json.WriteStartArray("labels");
            foreach (string label in scale.Labels)
            {
                json.WriteStringValue(label);
            }

            json.WriteEndArray();
        }
        else
        {
            Bound("min", scale.Minimum);
            Bound("max", scale.Maximum);
        }

        if (scale.Positive is { } positive)
        {
            json.WriteString("positive", positive);
        }

        if (scale.OutOfScale == OutOfScalePolicy.Clip)
        {
            json.WriteString("outOfScale", Policies[1]);
        }

        json.WriteEndObject();

        void Bound(string name, double value)
        {
            if (double.IsFinite(value))
            {
                json.WriteNumber(name, value);
            }
        }
    }

    /// <summary>Reads a scale; whatever is wrong with it, it is none.</summary>
    public static bool TryRead(JsonElement element, [NotNullWhen(true)] out LabelScale? scale)
    {
        scale = null;
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(p => !Fields.Contains(p.Name, StringComparer.Ordinal)))
        {
            return false;
        }

        int level = Array.IndexOf(Levels, Text(element, "level"));
        int policy = element.TryGetProperty("outOfScale", out _) ? Array.IndexOf(Policies, Text(element, "outOfScale")) : 0;
        bool numeric = level > (int)ScaleLevel.Ordinal;
        if (level < 0 || policy < 0 || element.TryGetProperty("labels", out _) == numeric)
        {
            return false;
        }

        try
        {
            LabelScale? read = numeric ? Range(element, (ScaleLevel)level) : Listed(element, (ScaleLevel)level);
            scale = read?.WithOutOfScale((OutOfScalePolicy)policy);
            return scale is not null;
        }
        catch (ArgumentException)
        {
            // A label stands twice, the numbers fall, or the range is empty: the scale's own rules.
            return false;
        }
    }

    private static LabelScale? Range(JsonElement element, ScaleLevel level)
    {
        double? low = Number(element, "min", level == ScaleLevel.Ratio ? 0 : double.NegativeInfinity), high = Number(element, "max", double.PositiveInfinity);
        return low is not { } from || high is not { } to || element.TryGetProperty("positive", out _) ? null
            : level == ScaleLevel.Ratio ? LabelScale.Ratio(from, to)
            : LabelScale.Interval(from, to);
    }

    private static LabelScale? Listed(JsonElement element, ScaleLevel level)
    {
        JsonElement list = element.GetProperty("labels");
        if (list.ValueKind != JsonValueKind.Array || element.TryGetProperty("min", out _) || element.TryGetProperty("max", out _)
            || (element.TryGetProperty("positive", out _) && Text(element, "positive") is null)
            || list.EnumerateArray().Any(l => l.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(l.GetString())))
        {
            return null;
        }

        IEnumerable<string> labels = list.EnumerateArray().Select(l => l.GetString()!);
        return level == ScaleLevel.Nominal ? LabelScale.Nominal(labels, Text(element, "positive")) : LabelScale.Ordinal(labels, Text(element, "positive"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name, double absent) =>
        !element.TryGetProperty(name, out JsonElement value) ? absent
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
        : null;
}
