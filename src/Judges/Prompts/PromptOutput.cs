namespace JudgeEval.Judges;

/// <summary>The form in which a prompt asks for its answer.</summary>
public enum PromptOutput
{
    /// <summary>One of the labels, in words.</summary>
    Choice,

    /// <summary>A number of the scale.</summary>
    Number,

    /// <summary>A JSON object with <c>label</c> and <c>rationale</c>.</summary>
    Json,

    /// <summary>One or more of the labels, the best guess first, for a judge that may be unsure.</summary>
    Candidates,

    /// <summary>Free text without a label, for a debater; no judge answers by it.</summary>
    Text,
}

/// <summary>What a prompt asks about an item.</summary>
public enum PromptTarget
{
    /// <summary>The dataset's label.</summary>
    Label,

    /// <summary>How hard the item is for people to label, answered on the prompt's own scale instead of the dataset's.</summary>
    Difficulty,
}
