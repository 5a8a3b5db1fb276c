namespace JudgeEval.Judges;

/// <summary>The rules that hold between a prompt's front matter and its sections.</summary>
internal sealed class PromptRules(string path, List<Diagnostic> errors)
{
    // What stands for one item of a run, and would be wrong for another.
    private static readonly string[] NotForExamples = ["side", "transcript"];

    public void Check(PromptFields fields, IReadOnlyDictionary<string, PromptTemplate> sections, int lastLine)
    {
        if (!sections.TryGetValue("user", out PromptTemplate? user) || user.IsEmpty)
        {
            bool empty = user is not null;
            errors.Add(new Diagnostic(
                "JE2009",
                empty ? "the section 'user' is empty" : "there is no section 'user'",
                "a model is asked through the user's message",
                "add a line '## user' and under it the question with the response",
                new SourceLocation(path, empty ? user!.Line : lastLine, 1)));
        }

        PromptPlaceholder[] used = [.. sections.Values.SelectMany(section => section.Placeholders)];
        CheckFields(fields, used);
        if (fields.Task is { } task)
        {
            CheckTask(task, used, user);
        }
    }

    private void CheckFields(PromptFields fields, PromptPlaceholder[] used)
    {
        bool words = fields.Output is PromptOutput.Choice or PromptOutput.Number;
        if (fields.Structured && !words)
        {
            string why = fields.Output == PromptOutput.Json ? "'output: json' is structured by itself" : "only a choice or a number has a structured form";
            Misfit(fields, "structured", $"'structured' does not go with 'output: {CamelCase.Of(fields.Output)}'", why, "remove 'structured'");
        }

        if (fields.Target == PromptTarget.Difficulty && fields.Scale is null && !fields.Places.ContainsKey("scale"))
        {
            Misfit(
                fields, "target", "'target: difficulty' has no 'scale'", "difficulty is answered on the prompt's own scale",
                "add 'scale: {level: ordinal, labels: [Very Difficult, Difficult, Neutral, Easy, Very Easy]}'");
        }

        if (fields.Scale?.Level == ScaleLevel.Preference && (fields.Task == TaskShape.Single || fields.Target == PromptTarget.Difficulty))
        {
            string why = fields.Target == PromptTarget.Difficulty ? "difficulty is no choice between A and B" : "'task' is 'single'";
            Misfit(fields, "scale", "a scale of level 'preference' does not fit here", why, "correct the level");
        }

        if (!fields.Examples.IsEmpty && fields.Output == PromptOutput.Text)
        {
            Misfit(fields, "examples", "'examples' do not go with 'output: text'", "an example shows an answer's label, and a text has none", "remove 'examples'");
        }

        foreach (PromptPlaceholder foreign in fields.Examples.IsEmpty ? [] : used.Where(p => NotForExamples.Contains(p.Name, StringComparer.Ordinal)))
        {
            Misfit(
                fields, "examples", $"'examples' do not go with '{{{{{foreign.Name}}}}}'", $"the {foreign.Name} of one item would stand beside another",
                "remove 'examples' or the placeholder");
        }
    }

    private void CheckTask(TaskShape task, PromptPlaceholder[] used, PromptTemplate? user)
    {
        string name = task == TaskShape.Single ? "single" : "preference";
        string[] needed = task == TaskShape.Single ? ["response"] : ["responseA", "responseB"];
        string[] foreign = task == TaskShape.Single ? ["responseA", "responseB"] : ["response"];
        foreach (PromptPlaceholder misfit in used.Where(p => foreign.Contains(p.Name, StringComparer.Ordinal)))
        {
            errors.Add(new Diagnostic(
                "JE2013",
                $"the placeholder '{{{{{misfit.Name}}}}}' does not fit the task '{name}'",
                task == TaskShape.Single ? "a single task has one response" : "a preference task has two responses",
                $"use {string.Join(" and ", needed.Select(n => $"{{{{{n}}}}}"))}, or change 'task'",
                new SourceLocation(path, misfit.Line, misfit.Column)));
        }

        foreach (string absent in needed.Where(n => used.All(p => p.Name != n) && user is { IsEmpty: false }))
        {
            errors.Add(new Diagnostic(
                "JE2014",
                $"the prompt never shows '{{{{{absent}}}}}'",
                $"a judge of the task '{name}' must see what it judges",
                $"write {{{{{absent}}}}} where the response is to stand, for example <response>{{{{{absent}}}}}</response>",
                new SourceLocation(path, user!.Line, 1)));
        }
    }

    private void Misfit(PromptFields fields, string field, string what, string why, string remedy) =>
        errors.Add(new Diagnostic("JE2018", what, why, remedy, fields.PlaceOf(field, path)));
}
