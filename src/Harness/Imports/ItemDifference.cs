using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>In what two items of one id differ.</summary>
internal static class ItemDifference
{
    /// <summary>The name of the first field that differs; <see langword="null"/> when the items are the same.</summary>
    /// <param name="first">One item.</param>
    /// <param name="second">The other.</param>
    public static string? Between(JudgeItem first, JudgeItem second)
    {
        string? differs = first.Context != second.Context ? "context"
            : first.Response != second.Response || first.ResponseA != second.ResponseA || first.ResponseB != second.ResponseB ? "response"
            : first.Cluster != second.Cluster ? "cluster"
            : first.Split != second.Split ? "split"
            : null;
        return differs ?? (first.Tags.SequenceEqual(second.Tags) ? null : "tag");
    }

    /// <summary>Tells that the rows of an item differ.</summary>
    /// <param name="target">Takes the error.</param>
    /// <param name="item">The item's id.</param>
    /// <param name="field">What differs.</param>
    /// <param name="at">Where.</param>
    /// <param name="first">Where the item stood first.</param>
    public static void Report(ImportTarget target, string item, string field, SourceLocation at, SourceLocation first) => target.Error(
        "JE1605", at, $"the item '{item}' has another {field} than at {first}", "the rows of an item repeat its texts",
        "write the same texts in every row of the item, or give the items different ids");
}
