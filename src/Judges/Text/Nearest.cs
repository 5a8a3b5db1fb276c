namespace JudgeEval.Judges;

/// <summary>The known word that a mistyped one was probably meant to be, for messages that ask once.</summary>
internal static class Nearest
{
    /// <summary>The nearest candidate, or null when none is near enough to be a slip of the hand.</summary>
    public static string? Of(string word, IEnumerable<string> candidates) => new NearestName().Of(word, candidates);

    /// <summary>A remedy for an unknown word: the nearest known one where there is one, else all of them.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates) => Of(word, candidates) is { } near
        ? $"did you mean '{near}'?"
        : $"use one of {string.Join(", ", candidates)}";
}
