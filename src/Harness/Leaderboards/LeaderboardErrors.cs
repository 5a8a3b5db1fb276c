using System.Globalization;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>What only the user can mend before a leaderboard can be computed; a code never changes its meaning.</summary>
internal static class LeaderboardErrors
{
    public static JudgeEvalException SameName(string name, string? folder, string? other) => Error(
        "JE1830",
        $"two datasets are called '{name}'{(other is null ? "" : $", the other one in '{other}'")}",
        "a leaderboard tells datasets apart by the name in dataset.yaml",
        "give one of them another name, or leave one out",
        folder);

    public static JudgeEvalException SameJudge(string judge, string dataset, string? path, string? other) => Error(
        "JE1831",
        $"the judge '{judge}' has two verdict files on '{dataset}'{(other is null ? "" : $", the other one is '{other}'")}",
        "judges are matched across datasets by the name in the header of their files",
        "give one of the files, or another name to one of the judges",
        path);

    public static JudgeEvalException TooManySlices(string tag, string dataset, int values, string? folder) => Error(
        "JE1832",
        string.Create(CultureInfo.InvariantCulture, $"'{tag}' has {values} values on '{dataset}', too many to slice by"),
        "the tag tells single items apart rather than kinds of items",
        string.Create(CultureInfo.InvariantCulture, $"slice by a tag with at most {LeaderboardCalculator.MostSlices} values"),
        folder);

    public static JudgeEvalException CorrectionsNotFound(string path) => Error(
        "JE1833", "the file of corrected labels does not exist", "nothing stands at this path", "check the path", path);

    public static JudgeEvalException NoCorrections(string path, string why) => Error(
        "JE1834",
        "the file corrects no label",
        why,
        "give an annotations.csv with the corrected labels, or a *.corrections.jsonl of 'judgeeval review' in which the judge was found right somewhere",
        path);

    public static Diagnostic UnknownItem(SourceLocation at, string item, string dataset) => new(
        "JE1835",
        $"the corrected label is of the item '{item}', which '{dataset}' does not have",
        "the corrections are of another dataset, or the item was removed since",
        "correct the id, or take the line out",
        at);

    public static Diagnostic NotOnTheScale(SourceLocation at, string label, string dataset, string scale) => new(
        "JE1836",
        $"the corrected label '{label}' is not on the scale of '{dataset}'",
        $"the scale is {scale}",
        "spell the label as the scale does",
        at);

    public static Diagnostic SameAnnotator(SourceLocation at, string item, string annotator) => new(
        "JE1837",
        $"'{annotator}' corrects the item '{item}' twice",
        "only one of the two labels can hold",
        "take one of the lines out",
        at);

    private static JudgeEvalException Error(string code, string what, string why, string remedy, string? path) =>
        new(new Diagnostic(code, what, why, remedy, path is null ? SourceLocation.None : SourceLocation.InFile(path)));
}
