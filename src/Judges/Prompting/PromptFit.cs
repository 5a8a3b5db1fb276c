using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Whether a prompt fits a task's shape and scale.</summary>
internal static class PromptFit
{
    public static ImmutableArray<Diagnostic> Check(PromptFile prompt, TaskShape shape, LabelScale scale)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var place = SourceLocation.InFile(prompt.Path);
        if (prompt.Task != shape)
        {
            errors.Add(new Diagnostic(
                "JE2101",
                $"the prompt '{prompt.Name}' is for the task '{Word(prompt.Task)}', but the dataset's task is '{Word(shape)}'",
                "a prompt for one response cannot judge a pair, nor the other way round",
                $"use a prompt with 'task: {Word(shape)}'",
                place));
        }

        if (!prompt.Labels.IsEmpty && prompt.Labels.Length != scale.Labels.Length)
        {
            errors.Add(new Diagnostic(
                "JE2102",
                $"the prompt '{prompt.Name}' has {prompt.Labels.Length} labels, but the scale ({scale}) has {scale.Labels.Length}",
                "the prompt's labels stand for the scale's labels by position",
                "list as many labels as the scale has, in its order, or remove 'labels'",
                place));
        }

        if (prompt.Output == PromptOutput.Choice && scale.IsNumeric)
        {
            errors.Add(new Diagnostic(
                "JE2103",
                $"the prompt '{prompt.Name}' asks for a choice, but the scale ({scale}) has no labels to choose from",
                "an interval or ratio scale is a range of numbers",
                "write 'output: number' or 'output: json'",
                place));
        }

        if (prompt.Output == PromptOutput.Number && scale.Level == ScaleLevel.Nominal)
        {
            errors.Add(new Diagnostic(
                "JE2104",
                $"the prompt '{prompt.Name}' asks for a number, but the scale ({scale}) has categories without order",
                "numbers mean nothing on a nominal scale",
                "write 'output: choice' or 'output: json'",
                place));
        }

        return errors.ToImmutable();
    }

    /// <summary>A placeholder of the prompt for which the task brings nothing.</summary>
    public static Diagnostic Absent(PromptFile prompt, string placeholder) => new(
        "JE2105",
        $"the prompt '{prompt.Name}' shows '{{{{{placeholder}}}}}', but there is no {placeholder} to show",
        "neither the front matter nor the run names one",
        placeholder == "criteria" ? "add 'criteria:' to the front matter, or remove the placeholder" : $"judge for a {placeholder}, or remove the placeholder",
        SourceLocation.InFile(prompt.Path));

    private static string Word(TaskShape shape) => shape == TaskShape.Single ? "single" : "preference";
}
