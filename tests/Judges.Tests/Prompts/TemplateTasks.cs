namespace JudgeEval.Judges.Tests.Prompts;

/// <summary>A task that a template fits, with one text in every place of the item.</summary>
internal static class TemplateTasks
{
    public static JudgeTask For(PromptFile prompt, string text, string? context = null)
    {
        bool single = prompt.Task == TaskShape.Single;
        return new JudgeTask
        {
            Item = new JudgeItem
            {
                Id = "i", Context = context ?? text, Response = single ? text : null, ResponseA = single ? null : text, ResponseB = single ? null : text,
            },
            Scale = single ? LabelScale.Ordinal(1, 5) : LabelScale.Preference(withMagnitude: true),
            Shape = prompt.Task,
            Group = "nurses",
            Side = "4",
            Transcript = text,
        };
    }
}
