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
}
