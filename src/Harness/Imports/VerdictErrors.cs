namespace JudgeEval.Harness.Imports;

/// <summary>What can be wrong with a verdict beside the dataset.</summary>
internal static class VerdictErrors
{
    /// <summary>A judge has two verdicts on an item, in the same repeat and order.</summary>
    public static void Twice(ImportTarget target, string judge, string item, SourceLocation at) =>
        target.Error("JE1606", at, $"'{item}' stands twice", $"{judge} judges it more than once", "remove one of them");

    /// <summary>Rows of an item repeat a judge's verdict, and the labels differ.</summary>
    public static void Contradiction(ImportTarget target, string judge, string item, string? first, string? second, SourceLocation at) => target.Error(
        "JE1606", at, $"the judge '{judge}' labels the item '{item}' once '{first}' and once '{second}'", "the rows of an item repeat its verdict",
        "write the same verdict in every row of the item");

    /// <summary>A verdict on an item that is not in the dataset.</summary>
    public static void UnknownItem(ImportTarget target, string judge, string item, SourceLocation at) =>
        target.Error("JE1609", at, $"people did not judge '{item}'", $"the verdicts of {judge} are of other items", "remove the verdict or add the item");
}
