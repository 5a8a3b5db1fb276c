using JudgeEval.Judges;

namespace JudgeEval.Harness.Gates;

/// <summary>What is wrong with the text of a gate.</summary>
internal static class GateLanguageErrors
{
    public static Diagnostic Empty(SourceLocation at) => Error(
        "JE4201", "the gate is empty", "a gate states what it demands", "write for example 'kappa >= 0.6'", at);

    public static Diagnostic UnknownBeginning(string word, IReadOnlyCollection<string> known, string example, SourceLocation at) => Error(
        "JE4202",
        $"no gate begins with '{word}'",
        "a gate begins with a metric, or with 'coverage', 'alternative', 'replacing' or 'beats'",
        Remedy(word, known, example),
        at);

    public static Diagnostic Unexpected(string word, IReadOnlyCollection<string> expected, string example, SourceLocation at) => Error(
        "JE4203", $"'{word}' is not expected here", $"here stands {Listed(expected)}", Remedy(word, expected, example), at);

    public static Diagnostic Ends(IReadOnlyCollection<string> expected, string example, SourceLocation at) => Error(
        "JE4204", "the gate ends too early", $"here stands {Listed(expected)}", $"write for example '{example}'", at);

    public static Diagnostic Number(string word, string expected, string example, SourceLocation at) => Error(
        "JE4205", $"'{word}' is not {expected}", "numbers have a decimal point and no unit", $"write for example '{example}'", at);

    public static Diagnostic Direction(string metric, bool higher, string example, SourceLocation at) => Error(
        "JE4206", $"the gate asks for the wrong side of {metric}", $"{metric} is better when {(higher ? "higher" : "lower")}", $"write for example '{example}'", at);

    public static Diagnostic Tail(string word, string gate, SourceLocation at) => Error(
        "JE4207", $"'{word}' stands behind the end of the gate", $"'{gate}' is complete; only 'per' and a tag may follow", "remove it, or write each gate on a line of its own", at);

    public static Diagnostic Twice(string gate, SourceLocation at) => Error(
        "JE4208", $"the gate '{gate}' is stated twice", "it would count twice among the gates that share the level", "remove one", at);

    private static string Remedy(string word, IReadOnlyCollection<string> known, string example) =>
        Nearest.Of(word, known) is { } near ? $"did you mean '{near}'? For example '{example}'" : $"write for example '{example}'";

    private static string Listed(IReadOnlyCollection<string> words) => string.Join(" or ", words);

    private static Diagnostic Error(string code, string what, string why, string remedy, SourceLocation at) => new(code, what, why, remedy, at);
}
