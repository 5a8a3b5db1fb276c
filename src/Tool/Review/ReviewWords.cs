using JudgeEval.Judges;

namespace JudgeEval.Tool.Review;

/// <summary>The words by which page and server speak of actions, sources and topics: those of the corrections file.</summary>
internal static class ReviewWords
{
    /// <summary>The word of a value.</summary>
    /// <param name="value">The value.</param>
    public static string Of<T>(T value)
        where T : struct, Enum => CamelCase.Of(value);

    /// <summary>The value of a word. An unknown or absent word is a value that is not defined, which the review refuses in its own words.</summary>
    /// <param name="word">The word.</param>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out T value) ? value : (T)Enum.ToObject(typeof(T), -1);
}
