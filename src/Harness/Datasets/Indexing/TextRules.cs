using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Indexing;

/// <summary>What names and texts must be that no file reader has checked.</summary>
internal static class TextRules
{
    /// <summary>Checks a name: an id, an attribute.</summary>
    public static void CheckName(DiagnosticList errors, SourceLocation at, string name, string text)
    {
        if (Texts.ProblemOfName(text) is { } problem)
        {
            errors.Add(DatasetErrors.UnusableText(at, name, problem));
        }
    }

    /// <summary>Checks texts; an absent one is in order.</summary>
    public static void CheckText(DiagnosticList errors, SourceLocation at, params ReadOnlySpan<(string Name, string? Text)> texts)
    {
        foreach ((string name, string? text) in texts)
        {
            if (text is not null && Texts.ProblemOfText(text) is { } problem)
            {
                errors.Add(DatasetErrors.UnusableText(at, name, problem));
            }
        }
    }

    /// <summary>Checks the texts of an item.</summary>
    public static void CheckTexts(DiagnosticList errors, SourceLocation at, JudgeItem item)
    {
        CheckText(errors, at, ("'context'", item.Context), ("'response'", item.Response), ("'responseA'", item.ResponseA), ("'responseB'", item.ResponseB));
        foreach ((string tag, string value) in item.Tags)
        {
            CheckText(errors, at, ("a tag's name", tag), ($"the tag {DatasetErrors.Quote(tag)}", value));
        }
    }

    /// <summary>Checks a person's profile.</summary>
    /// <returns>Whether it can be used.</returns>
    public static bool CheckProfile(DiagnosticList errors, SourceLocation at, string id, IReadOnlyDictionary<string, string> attributes, string idColumn)
    {
        int before = errors.Count;
        CheckName(errors, at, "'annotator'", id);
        foreach ((string name, string value) in attributes)
        {
            CheckName(errors, at, "an attribute's name", name);
            CheckText(errors, at, ($"the attribute {DatasetErrors.Quote(name)}", value));
            if (name == idColumn)
            {
                errors.Add(DatasetErrors.DuplicateColumn(at, name));
            }
        }

        return errors.Count == before;
    }
}
