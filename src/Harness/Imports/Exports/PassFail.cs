using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Thumbs and scores, as tools for tests of models have them.</summary>
internal static class PassFail
{
    /// <summary>The label of a thing that is as it should be.</summary>
    public const string Pass = WordTable.Pass;

    /// <summary>The label of a thing that is not.</summary>
    public const string Fail = WordTable.Fail;

    /// <summary>The scale of both; <c>pass</c> is positive.</summary>
    public static LabelScale Scale { get; } = LabelScale.Nominal([Fail, Pass], positive: Pass);

    /// <summary>Numbers from 0 to 1, where every label is one; else <see langword="null"/>, and the labels decide.</summary>
    /// <param name="labels">The labels.</param>
    public static LabelScale? ScoreScale(IEnumerable<string> labels) =>
        labels.All(l => FiniteNumber.TryRead(l, out double number) && number is >= 0 and <= 1) ? LabelScale.Interval(0, 1) : null;

    /// <summary>What a word of pass or fail says, in whatever way it is spelled; <see langword="null"/> for any other label.</summary>
    /// <param name="label">A label.</param>
    public static string? Of(string label) => WordTable.TryFind(label, out (int Family, bool Yes) place) ? place.Yes ? Pass : Fail : null;
}
