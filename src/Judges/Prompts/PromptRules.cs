namespace JudgeEval.Judges;

/// <summary>The rules that hold between a prompt's front matter and its sections.</summary>
internal sealed class PromptRules(string path, List<Diagnostic> errors)
{
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

        if (fields.Task is not { } task)
        {
            return;
        }

        PromptPlaceholder[] used = [.. sections.Values.SelectMany(section => section.Placeholders)];
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
}
