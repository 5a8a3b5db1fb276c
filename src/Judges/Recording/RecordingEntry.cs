namespace JudgeEval.Judges;

/// <summary>One recorded reply: the key and its content, what it was recorded for, and the reply.</summary>
internal sealed record RecordingEntry
{
    public required string Key { get; init; }

    public required RequestContent Content { get; init; }

    public required string Prompt { get; init; }

    public required string PromptHash { get; init; }

    public required string Item { get; init; }

    public required PresentationOrder Order { get; init; }

    public string? Group { get; init; }

    public required string Reply { get; init; }

    public string? Finish { get; init; }

    public TokenUsage? Usage { get; init; }

    /// <summary>The order of lines in a file: item, repeat, order, group, key.</summary>
    public static int Compare(RecordingEntry left, RecordingEntry right)
    {
        int byItem = string.CompareOrdinal(left.Item, right.Item);
        int byRepeat = byItem != 0 ? byItem : left.Content.Repeat.CompareTo(right.Content.Repeat);
        int byOrder = byRepeat != 0 ? byRepeat : left.Order.CompareTo(right.Order);
        int byGroup = byOrder != 0 ? byOrder : string.CompareOrdinal(left.Group, right.Group);
        return byGroup != 0 ? byGroup : string.CompareOrdinal(left.Key, right.Key);
    }

    /// <summary>Whether the reply is the same, whatever it was recorded for.</summary>
    public bool SameReply(RecordingEntry other) => Reply == other.Reply && Finish == other.Finish && Usage == other.Usage;
}
