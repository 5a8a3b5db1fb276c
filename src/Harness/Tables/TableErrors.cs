using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Tables;

/// <summary>What can be wrong with a table of people's and judges' labels, beside its form: <c>JE1661</c> to <c>JE1670</c>.</summary>
internal static class TableErrors
{
    public static Diagnostic ItemTwice(SourceLocation at, string item, int firstLine, string command) => new(
        "JE1661", $"the item {DatasetErrors.Quote(item)} stands twice", FormattableString.Invariant($"it was first given on line {firstLine}, and nothing tells the two rows apart"),
        $"delete one of the rows, or name the column that tells them apart: {command}", at);

    public static Diagnostic TwoLabels(SourceLocation at, string who, string item, string first, string second) => new(
        "JE1662", $"{who} labels the item {DatasetErrors.Quote(item)} once {DatasetErrors.Quote(first)} and once {DatasetErrors.Quote(second)}",
        "several rows of an item repeat its labels, and these differ", "write the same label in every row of the item, leave the repetition empty, or name the column of repeats: --run COL", at);

    public static Diagnostic UnknownOrder(SourceLocation at, string column, string text) => new(
        "JE1663", $"{DatasetErrors.Quote(text)} in the column {DatasetErrors.Quote(column)} is no order of a pair",
        "an order is 'original', 'AB', 'false', 'no' or '0', or it is 'swapped', 'BA', 'true', 'yes' or '1'", "write one of these", at);

    public static Diagnostic NoLabels(string path, string whose, string option) => new(
        "JE1664", $"no row has a label in {whose}", "the table has no rows, or the cells are empty or say that there is no value", $"name the right columns: {option}",
        SourceLocation.InFile(path));

    public static Diagnostic OtherScale(SourceLocation at, string judge, string judgeLabels, string peopleLabels, IEnumerable<string> notes, string command) => new(
        "JE1665", $"no label of the judge {DatasetErrors.Quote(judge)} is on people's scale", $"the judge says {judgeLabels}, and people say {peopleLabels}; which means which is not for guessing{string.Concat(notes.Select(n => "; " + n))}",
        $"say it: {command}", at);

    public static Diagnostic NoId(SourceLocation at, string column) => new(
        "JE1666", $"the cell of the column {DatasetErrors.Quote(column)} is empty", "every row says by an id which item it is of", "fill the cell, remove the row, or leave --item out where every row is an item", at);

    public static Diagnostic NoSide(SourceLocation at, string text) => new(
        "JE1667", $"{DatasetErrors.Quote(text)} names no side of a pair", "where both orders are judged, labels are A, B, or N (also 'tie', 'equal', 'both', 'neither' and C) for none",
        $"say which side it is: --map {Command(text + "=A")}", at);

    public static Diagnostic NotPassOrFail(SourceLocation at, string text) => new(
        "JE1668", $"{DatasetErrors.Quote(text)} is read neither as pass nor as fail", "--pass-from reads numbers, and words of pass and fail are read by the table of docs/checking.md",
        $"say what it is: --map {Command(text + "=fail")}, or --missing {Command(text)}", at);

    public static Diagnostic TooManyLabels(string path, string columns, int labels, int most, bool numbers, IEnumerable<string> notes) => new(
        "JE1669", FormattableString.Invariant($"people's labels in {columns} are {labels} different ones, more than the {most} that a scale can have"),
        (numbers ? "every number counts as a label of its own" : "every text counts as a label of its own, and these look like free text") + string.Concat(notes.Select(n => "; " + n)),
        numbers ? "take the numbers for a range: --level interval" : "name the column with the labels: --human COL", SourceLocation.InFile(path));

    public static Diagnostic NoItemColumn(SourceLocation at, string option) => new(
        "JE1670", $"{option} says that an item has several rows, and no column says which rows are of one item",
        "every row would count as an item of its own", "name the column with the items' ids: --item COL", at);

    /// <summary>A value as a shell takes it.</summary>
    public static string Command(string value)
    {
        string shown = DatasetErrors.Quote(value)[1..^1];
        return $"\"{shown.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
