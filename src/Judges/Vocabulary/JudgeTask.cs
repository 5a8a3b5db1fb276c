namespace JudgeEval.Judges;

/// <summary>The order in which the two responses of a pair are shown.</summary>
public enum PresentationOrder
{
    /// <summary>A first, as in the dataset.</summary>
    Original,

    /// <summary>B first. The verdict is still stated in the dataset's own naming.</summary>
    Swapped,
}

/// <summary>One call of a judge: an item, the scale to answer on, and which repeat and order it is.</summary>
public sealed record JudgeTask
{
    /// <summary>What is judged.</summary>
    public required JudgeItem Item { get; init; }

    /// <summary>The scale on which the verdict is given.</summary>
    public required LabelScale Scale { get; init; }

    /// <summary>The shape of the task.</summary>
    public required TaskShape Shape { get; init; }

    /// <summary>The repeat, from 0. Repeats of one item are one cluster, never extra n.</summary>
    public int Repeat { get; init; }

    /// <summary>The order in which a pair is shown; always original for a single response.</summary>
    public PresentationOrder Order { get; init; }

    /// <summary>The criteria to judge by, for prompts that name <c>{{criteria}}</c>.</summary>
    public string? Criteria { get; init; }

    /// <summary>The group in whose place the judge answers, for prompts that name <c>{{group}}</c>.</summary>
    public string? Group { get; init; }

    /// <summary>What a debater argues for, for prompts that name <c>{{side}}</c>.</summary>
    public string? Side { get; init; }

    /// <summary>What was said in a debate so far, for prompts that name <c>{{transcript}}</c>; data, as the item's texts are.</summary>
    public string? Transcript { get; init; }
}
