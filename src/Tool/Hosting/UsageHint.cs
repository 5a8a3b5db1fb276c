using JudgeEval.Judges;

namespace JudgeEval.Tool.Hosting;

/// <summary>The end of a message about an unknown name.</summary>
internal static class UsageHint
{
    /// <summary><c>; did you mean 'x'?</c>, or the list of what there is when nothing is near.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">What there is.</param>
    public static string For(string name, IReadOnlyCollection<string> candidates) => Nearest.Of(name, candidates) is { } nearest
        ? $"; did you mean '{nearest}'?"
        : $"; there is {string.Join(", ", candidates.Select(c => $"'{c}'"))}";
}
