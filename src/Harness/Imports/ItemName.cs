using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>Items of which a row tells the id and nothing else.</summary>
internal static class ItemName
{
    /// <summary>Whether the id is all that is told of an item.</summary>
    public static bool IsAllOf(JudgeItem item) =>
        item is { Context.Length: 0, Response: null, ResponseA: null, ResponseB: null, Cluster: null, Split: null, Tags.IsEmpty: true };

    /// <summary>The item whose texts stand nowhere: the response of a single task is the id, as in a table without texts; a pair lacks its responses, which is an error.</summary>
    public static JudgeItem WithoutTexts(string id, TaskShape shape) => new() { Id = id, Response = shape == TaskShape.Single ? id : null };
}
