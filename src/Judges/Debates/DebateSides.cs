using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Judges;

/// <summary>What a debater argues for.</summary>
/// <param name="Name">What the transcript calls it.</param>
/// <param name="Claim">What <c>{{side}}</c> shows: a sentence without a full stop.</param>
internal sealed record DebateSide(string Name, string Claim);

/// <summary>The two sides of a task, in the naming that the debaters and the judge see.</summary>
internal static class DebateSides
{
    /// <summary>The sides; <see langword="null"/> on a nominal scale that has not just two labels.</summary>
    /// <param name="shape">The task's shape.</param>
    /// <param name="scale">The task's scale.</param>
    /// <param name="shown">The labels as the judge's prompt spells them; empty: the scale's own.</param>
    public static (DebateSide First, DebateSide Second)? Of(TaskShape shape, LabelScale scale, ImmutableArray<string> shown)
    {
        if (shape == TaskShape.Preference)
        {
            return (new("response A", "response A is better than response B"), new("response B", "response B is better than response A"));
        }

        if (scale.IsNumeric)
        {
            return (Rating("high", scale.Maximum), Rating("low", scale.Minimum));
        }

        ImmutableArray<string> labels = shown.Length == scale.Labels.Length ? shown : scale.Labels;
        return scale.Level != ScaleLevel.Nominal ? (End("highest", labels[^1]), End("lowest", labels[0]))
            : labels.Length == 2 ? (Category(labels[0]), Category(labels[1]))
            : null;
    }

    private static DebateSide Rating(string end, double limit) => new($"a {end} rating", double.IsFinite(limit)
        ? string.Create(CultureInfo.InvariantCulture, $"the response deserves a {end} rating, near {limit}")
        : $"the response deserves a {end} rating");

    private static DebateSide End(string end, string label) => new($"the {end} label, '{label}'", $"the response deserves the {end} label, '{label}'");

    private static DebateSide Category(string label) => new($"the label '{label}'", $"the right label of the response is '{label}'");
}
