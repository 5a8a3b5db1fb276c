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

        if (prompt.Target == PromptTarget.Difficulty)
        {
            // The dataset's scale is not the one that is answered on.
            scale = prompt.Scale!;
        }
        else if (prompt.Scale is { } own && !SameLabels(own, scale))
        {
            errors.Add(new Diagnostic(
                "JE2106",
                $"the prompt '{prompt.Name}' is made for the scale {own}, but the dataset's scale is {scale}",
                "what the prompt says of the labels would not hold",
                "correct 'scale' in the prompt and what the prompt says of it, or use a prompt made for this scale",
                prompt.ScaleLocation));
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

        if (prompt.Output is PromptOutput.Choice or PromptOutput.Candidates && scale.IsNumeric)
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

        ImmutableArray<string> shown = prompt.Labels.IsEmpty ? scale.Labels : prompt.Labels;
        foreach (string label in prompt.Output == PromptOutput.Candidates ? shown.Where(l => l.AsSpan().IndexOfAny("|｜") >= 0) : [])
        {
            errors.Add(new Diagnostic(
                "JE2109",
                $"the label '{label}' has a bar in it",
                "'output: candidates' separates labels by bars",
                "show the label by another name under 'labels'",
                place));
        }

        return errors.ToImmutable();
    }

    /// <summary>A prompt for texts where a label is wanted.</summary>
    public static Diagnostic NoLabel(PromptFile prompt) => new(
        "JE2107",
        $"the prompt '{prompt.Name}' asks for a text, and a judge needs a label",
        "'output: text' is for debaters",
        "write 'output: choice', or use the prompt in a debate",
        SourceLocation.InFile(prompt.Path));

    /// <summary>A prompt with examples and a judge that was given others, or none.</summary>
    public static Diagnostic ExamplesUnresolved(PromptFile prompt) => new(
        "JE2108",
        $"the prompt '{prompt.Name}' names {prompt.Examples.Length} examples, but the judge was given others or none",
        "examples are items of a dataset, and the prompt file holds only their ids",
        "pass what PromptExamples.Resolve(dataset, prompt) returns as the options' Examples",
        prompt.Examples.IsEmpty ? SourceLocation.InFile(prompt.Path) : prompt.Examples[0].Location);

    /// <summary>An example whose label is none that the prompt shows.</summary>
    public static Diagnostic ExampleOffScale(PromptFile prompt, string item, string label, AnswerScale answers) => new(
        "JE2123",
        $"the example '{item}' has the label '{label}', which the prompt does not show",
        $"the model answers with {answers.Describe()}",
        answers.IsNumeric ? "write a number of the range" : Nearest.Hint(label, answers.Shown),
        prompt.Examples.FirstOrDefault(e => e.Item == item)?.Location ?? SourceLocation.InFile(prompt.Path));

    /// <summary>A placeholder of the prompt for which the task brings nothing.</summary>
    public static Diagnostic Absent(PromptFile prompt, string placeholder) => new(
        "JE2105",
        $"the prompt '{prompt.Name}' shows '{{{{{placeholder}}}}}', but there is no {placeholder} to show",
        "neither the front matter nor the run names one",
        placeholder switch
        {
            "criteria" => "add 'criteria:' to the front matter, give --criteria, or remove the placeholder",
            "group" => "name one with --group, or remove the placeholder",
            _ => "make the prompt a part of a 'debate:' in judgeeval.yaml, or remove the placeholder",
        },
        SourceLocation.InFile(prompt.Path));

    private static bool SameLabels(LabelScale own, LabelScale scale) =>
        own.Level == scale.Level && own.Labels.SequenceEqual(scale.Labels, StringComparer.Ordinal)
        && own.Minimum.Equals(scale.Minimum) && own.Maximum.Equals(scale.Maximum);

    private static string Word(TaskShape shape) => shape == TaskShape.Single ? "single" : "preference";
}
