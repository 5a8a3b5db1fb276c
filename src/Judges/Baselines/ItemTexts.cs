namespace JudgeEval.Judges;

/// <summary>Whether an item has anything to read. Imported tables often hold ids alone, and an id is no text.</summary>
internal static class ItemTexts
{
    public static bool HasResponse(JudgeItem item, TaskShape shape) => shape == TaskShape.Single
        ? IsText(item, item.Response)
        : item is { ResponseA: not null, ResponseB: not null } && (IsText(item, item.ResponseA) || IsText(item, item.ResponseB));

    public static bool HasContext(JudgeItem item) => IsText(item, item.Context);

    // An importer without texts fills them with the item's id, or with the parts it is made of.
    private static bool IsText(JudgeItem item, string? text) => !string.IsNullOrWhiteSpace(text) && !item.Id.Contains(text, StringComparison.Ordinal);
}
