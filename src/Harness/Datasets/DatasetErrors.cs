using System.Globalization;
using JudgeEval.Harness.Datasets.Reading;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets;

/// <summary>
/// Every way in which a dataset is refused, one factory and one stable code for each: JE100x files, JE101x dataset.yaml,
/// JE102x items.jsonl, JE103x the form of a CSV file, JE104x annotations, JE105x annotators.
/// </summary>
internal static class DatasetErrors
{
    private const string ListAsMissing = "correct the label or the scale, or list it under 'missing' of the scale in dataset.yaml";

    public static Diagnostic FolderNotFound(string folder, bool isFile) => new(
        "JE1001",
        isFile ? "a dataset is a folder, and this is a file" : "the dataset folder does not exist",
        isFile ? "the path names one file of it" : "the path is misspelt or relative to another directory",
        "give the path of the folder that holds dataset.yaml, items.jsonl and annotations.csv",
        SourceLocation.InFile(folder));

    public static Diagnostic FileNotFound(string file) => new(
        "JE1002", "the file does not exist", "a dataset folder needs dataset.yaml, items.jsonl and annotations.csv",
        "create the file, or correct the path of the folder", SourceLocation.InFile(file));

    public static Diagnostic FileUnreadable(string file, string reason) => new(
        "JE1003", "the file cannot be read", reason, "mend its permissions, or close the program that holds it", SourceLocation.InFile(file));

    public static Diagnostic NotUtf8(SourceLocation at, byte value) => new(
        "JE1004", string.Create(CultureInfo.InvariantCulture, $"the byte 0x{value:X2} is not UTF-8"), "the file was probably saved as Windows-1252 or Latin-1",
        "save it as UTF-8, for example with 'iconv -f WINDOWS-1252 -t UTF-8'", at);

    public static Diagnostic Utf16(string file) => new(
        "JE1004", "the file is not UTF-8", "it starts with the byte order mark of UTF-16", "save it as UTF-8, for example with 'iconv -f UTF-16 -t UTF-8'",
        new SourceLocation(file, 1, 1));

    public static Diagnostic TooMany(string? file, int more) => new(
        "JE1005", Text($"{more} more errors are not shown"), Text($"only the first {DiagnosticList.Shown} of a file are listed"),
        "mend these and check again", new SourceLocation(file, 0, 0));

    public static Diagnostic MalformedYaml(SourceLocation at, string reason) => new(
        "JE1010", "malformed YAML", reason, "correct the YAML here or just above", at);

    public static Diagnostic UnknownYamlField(SourceLocation at, string field, string? nearest, string parent, IEnumerable<string> known) => new(
        "JE1011", $"unknown field {Quote(field)}", $"{Meant(nearest)}{parent} has the fields {string.Join(", ", known)}",
        "correct the name, or move a field of your own under 'card'", at);

    public static Diagnostic MissingYamlField(SourceLocation at, string field, string example) => new(
        "JE1012", $"the field '{field}' is missing", "it has no default", $"add it, for example '{example}'", at);

    public static Diagnostic BadYamlValue(SourceLocation at, string field, string found, string rule, string? nearest = null) => new(
        "JE1013", $"'{field}' cannot be {found}", $"{Meant(nearest)}{rule}", $"correct '{field}'", at);

    public static Diagnostic BadScale(SourceLocation at, string what, string why, string remedy) => new("JE1014", what, why, remedy, at);

    public static Diagnostic MalformedJson(SourceLocation at, string reason) => new(
        "JE1020", "malformed JSON", reason, "write each item as one JSON object on one line", at);

    public static Diagnostic WrongJsonType(SourceLocation at, string field, string found, string expected) => new(
        "JE1021", $"{field} is {found}", $"it must be {expected}", "correct the value", at);

    public static Diagnostic UnknownItemField(SourceLocation at, string field, string? nearest) => new(
        "JE1022", $"unknown field {Quote(field)}", $"{Meant(nearest)}an item has the fields {string.Join(", ", ItemLine.FieldNames)}",
        "correct the name, or put a field of your own under 'tags'", at);

    public static Diagnostic DuplicateKey(SourceLocation at, string key) => new(
        "JE1023", $"the key {Quote(key)} stands twice", "only one of the two values could be kept", "delete one of them", at);

    public static Diagnostic MissingItemField(SourceLocation at, string? item, string field, TaskShape? shape) => new(
        "JE1024", $"{(item is null ? "the item" : $"the item {Quote(item)}")} has no '{field}'",
        field == "id" ? "every item is named by its id"
            : shape switch
            {
                TaskShape.Single => "in a dataset of task 'single' every item has a 'response'",
                TaskShape.Preference => "in a dataset of task 'preference' every item has a 'responseA' and a 'responseB'",
                _ => "an item has a 'response', or a 'responseA' and a 'responseB'",
            },
        $"add '{field}'", at);

    public static Diagnostic WrongShape(SourceLocation at, string field, TaskShape? shape) => new(
        "JE1025", $"the item has a '{field}'",
        shape switch
        {
            TaskShape.Single => "the task is 'single', whose items have one 'response'",
            TaskShape.Preference => "the task is 'preference', whose items have a 'responseA' and a 'responseB'",
            _ => "it has a 'response' too, and an item is either one response or a pair",
        },
        $"delete '{field}', or correct 'task' in dataset.yaml", at);

    public static Diagnostic Changed(string file) => new(
        "JE1006", "the file was changed while it was read", "the items would not be those that were checked", "leave the dataset alone until the run is over, and run again",
        SourceLocation.InFile(file));

    public static Diagnostic DuplicateItem(SourceLocation at, string item, SourceLocation first) => new(
        "JE1026", $"the item id {Quote(item)} stands twice", first.Line > 0 ? Text($"it was first given on line {first.Line}") : "it was given before",
        "give each item an id of its own, or delete one of the two", at);

    public static Diagnostic UnusableText(SourceLocation at, string field, string problem) => new(
        "JE1027", $"{field} {problem}", "it could not be told apart or written down again", "correct the value", at);

    public static Diagnostic UnknownSplit(SourceLocation at, string split, string? nearest, IEnumerable<string> splits) => new(
        "JE1028", $"unknown split {Quote(split)}", $"{Meant(nearest)}the dataset declares the splits {Listed(splits)}",
        "correct the split, or declare it under 'splits' in dataset.yaml", at);

    public static Diagnostic NoItems(SourceLocation at) => new(
        "JE1029", "the dataset has no items", "there is nothing to judge", "add one JSON object per line, with 'id', 'context' and 'response'", at);

    public static Diagnostic UnclosedQuote(SourceLocation at) => new(
        "JE1030", "the quote that opens here is never closed", "a quoted field goes on over line ends up to its closing quote",
        "close the quote; a quote inside a quoted field is written twice", at);

    public static Diagnostic TextAfterQuote(SourceLocation at, int openedOnLine) => new(
        "JE1031", "there is text behind a closing quote",
        at.Line == openedOnLine
            ? "a quoted field ends with its closing quote"
            : Text($"a quote in the record that starts on line {openedOnLine} is probably not closed"),
        "close the quote in its place; a quote inside a quoted field is written twice", at);

    public static Diagnostic QuoteInField(SourceLocation at) => new(
        "JE1032", "there is a quote inside a field without quotes", "RFC 4180 allows quotes only in quoted fields",
        "put the whole field in quotes and write the quotes inside it twice", at);

    public static Diagnostic BareCarriageReturn(SourceLocation at) => new(
        "JE1033", "there is a carriage return without a line feed", "lines end with LF or CRLF", "save the file with LF line ends", at);

    public static Diagnostic WrongFieldCount(SourceLocation at, int found, int expected, char separator = ',') => new(
        "JE1034", Text($"the row has {found} fields instead of {expected}"),
        found > expected ? $"a field that holds a {SeparatorName(separator)} is probably not in quotes" : $"a field or a {SeparatorName(separator)} is missing",
        "give the row one field for each column of the header", at);

    public static Diagnostic MissingColumn(SourceLocation at, string column, string? nearest) => new(
        "JE1035", $"the column '{column}' is missing", nearest is null ? "the first line names the columns, and this one is required" : $"is it the column {Quote(nearest)}?",
        $"add '{column}' to the header", at);

    public static Diagnostic UnknownColumn(SourceLocation at, string column, string? nearest, IEnumerable<string> known) => new(
        "JE1036", column.Length == 0 ? "a column has no name" : $"unknown column {Quote(column)}",
        column.Length == 0 ? "the first line names the columns" : $"{Meant(nearest)}the columns are {string.Join(", ", known)}",
        "correct the header, or delete the column", at);

    public static Diagnostic DuplicateColumn(SourceLocation at, string column) => new(
        "JE1037", $"the column {Quote(column)} stands twice", "only one of the two could be kept", "delete or rename one of them", at);

    public static Diagnostic UnknownLabel(SourceLocation at, string label, string? nearest, LabelScale scale) => new(
        "JE1040", $"unknown label {Quote(label)}",
        $"{Meant(nearest)}{(scale.IsNumeric ? $"the labels are numbers ({scale})" : $"the labels are {Listed(scale.Labels)}")}",
        scale.IsNumeric ? ListAsMissing : "correct the label, or add it to 'labels' or 'missing' of the scale in dataset.yaml", at);

    public static Diagnostic LabelOutOfRange(SourceLocation at, string label, LabelScale scale) => new(
        "JE1041", $"the label {Quote(label)} is outside the scale", Text($"the scale goes from {scale.Minimum} to {scale.Maximum}"),
        ListAsMissing, at);

    public static Diagnostic UnknownItem(SourceLocation at, string item, string? nearest) => new(
        "JE1042", $"annotation of an unknown item {Quote(item)}", $"{Meant(nearest)}no item has this id",
        "correct the id, or add the item to items.jsonl", at);

    public static Diagnostic DuplicateAnnotation(SourceLocation at, string annotator, string item, SourceLocation first) => new(
        "JE1043", $"the annotator {Quote(annotator)} labels the item {Quote(item)} twice",
        first.Line > 0 ? Text($"the first time is on line {first.Line}") : "the labels could contradict each other", "delete one of the two annotations", at);

    public static Diagnostic NoAnnotations(SourceLocation at, int missing) => new(
        "JE1044", "the dataset has no annotations", missing == 0 ? "there is nothing to align a judge with" : Text($"all {missing} labels are missing ones"),
        "add rows 'item,annotator,label'", at);

    public static Diagnostic DuplicateAnnotator(SourceLocation at, string annotator, SourceLocation first) => new(
        "JE1050", $"the annotator {Quote(annotator)} stands twice", first.Line > 0 ? Text($"the first time is on line {first.Line}") : "it was given before",
        "merge the two rows", at);

    /// <summary>A value in quotes, short and on one line.</summary>
    public static string Quote(string value)
    {
        string shown = value.Length > 80 ? $"{value.AsSpan(0, char.IsHighSurrogate(value[78]) ? 78 : 79)}…" : value;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? Text($"\\u{(int)c:x4}") : c.ToString()))}'";
    }

    private static string SeparatorName(char separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        _ => $"'{separator}'",
    };

    private static string Meant(string? nearest) => nearest is null ? "" : $"did you mean {Quote(nearest)}? ";

    private static string Listed(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= 12 ? string.Join(", ", all) : Text($"{string.Join(", ", all[..10])} and {all.Length - 10} more");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
