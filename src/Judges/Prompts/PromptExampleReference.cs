namespace JudgeEval.Judges;

/// <summary>An example as a prompt file names it: by the id of an item of the dataset.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Label">The right answer as the prompt's labels spell it; <see langword="null"/>: the people's label is to be looked up.</param>
/// <param name="Rationale">The reason to show before the label; <see langword="null"/> for none.</param>
public sealed record PromptExampleReference(string Item, string? Label, string? Rationale)
{
    /// <summary>Where the item's id stands in the prompt file.</summary>
    public SourceLocation Location { get; init; }
}
