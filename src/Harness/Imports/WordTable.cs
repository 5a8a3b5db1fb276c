using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>The words that are read as pass or fail, and those that name a side of a pair. No other word is; docs/checking.md lists them.</summary>
internal static class WordTable
{
    public const string Pass = "pass";

    public const string Fail = "fail";

    /// <summary>The words for yes and the words for no of each family; the first of each is how it is spelled.</summary>
    public static ImmutableArray<(string[] Yes, string[] No)> Families { get; } =
    [
        (["pass", "passed", "passes"], ["fail", "failed", "fails"]),
        (["yes", "y"], ["no", "n"]),
        (["true"], ["false"]),
        (["correct"], ["incorrect"]),
        (["right"], ["wrong"]),
        (["good"], ["bad"]),
        (["accept", "accepted"], ["reject", "rejected"]),
        (["acceptable"], ["unacceptable"]),
        (["satisfactory"], ["unsatisfactory"]),
        (["positive"], ["negative"]),
        (["relevant"], ["irrelevant"]),
        (["valid"], ["invalid"]),
    ];

    /// <summary>The label of a pair that each word names.</summary>
    public static IReadOnlyDictionary<string, string> Sides { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a"] = "A", ["b"] = "B", ["n"] = "N", ["tie"] = "N", ["c"] = "N", ["equal"] = "N", ["both"] = "N", ["neither"] = "N", ["a>b"] = "A", ["b>a"] = "B", ["a=b"] = "N",
    };

    private static readonly Dictionary<string, (int Family, bool Yes)> Words = Families
        .SelectMany((f, i) => f.Yes.Select(w => (Word: w, Place: (i, true))).Concat(f.No.Select(w => (Word: w, Place: (i, false)))))
        .ToDictionary(w => w.Word, w => w.Place, StringComparer.OrdinalIgnoreCase);

    /// <summary>All words.</summary>
    public static IEnumerable<string> All => Words.Keys;

    /// <summary>The family of a word, and its side.</summary>
    public static bool TryFind(string word, out (int Family, bool Yes) place) => Words.TryGetValue(word, out place);
}
