using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>Which questions of an export become datasets.</summary>
internal static class WantedQuestions
{
    // Fewer answers than these do not show whether a question is free text.
    private const int FewAnswers = 20;

    private const int LongestLabel = 200;

    /// <summary>
    /// Hands over the question that <c>--label</c> names, else every question that people answered with labels. Answers in free words
    /// are no labels: they are counted as left out.
    /// </summary>
    /// <param name="sheet">What the export holds.</param>
    /// <param name="request">The request.</param>
    /// <param name="target">Takes the datasets.</param>
    /// <param name="path">The export.</param>
    /// <param name="instead">What to export so that it holds labels of people.</param>
    /// <param name="head">The head of a question's dataset; its name is the export's.</param>
    public static void Write(
        LabelSheet sheet, ImportRequest request, ImportTarget target, string path, string instead, Func<string, ImportHead> head)
    {
        List<string> labelled = [.. sheet.Labelled];
        string? named = request.Columns.Label;
        bool chosen = named is not null;
        List<string> wanted = chosen ? labelled.FindAll(q => q == named) : labelled.FindAll(q => !IsFreeText(sheet, q));
        if (wanted.Count > 0)
        {
            foreach (string other in labelled.Except(wanted, StringComparer.Ordinal))
            {
                sheet.SkipQuestion(other, chosen ? $"the question '{other}' is not the one that --label names" : $"the question '{other}' is answered in free words");
            }

            if (sheet.HasUnnamedPeople)
            {
                sheet.Note("people whom the export does not name are annotators by the place of their label among those of the item: these are no persons, and nothing follows of a single one");
            }

            sheet.SkipVerdictsBeside(labelled);
            sheet.Write(target, request.Columns, wanted, head);
        }
        else if (!target.HasErrors)
        {
            string why = labelled.Count == 0 ? sheet.Seen : $"people answered {string.Join(", ", labelled.Select(l => $"'{l}'"))}";
            target.Error(
                labelled.Count == 0 ? "JE1651" : "JE1652", SourceLocation.InFile(path),
                chosen && labelled.Count > 0 ? $"nobody answered a question '{named}'" : "there is no label of a person in the export", why,
                labelled.Count == 0 ? instead : "name one of them with --label");
        }
    }

    /// <summary>The head of a question's dataset when nothing is known of its scale.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The export.</param>
    /// <param name="shape">The shape of the task.</param>
    /// <param name="scale">The scale, where the export tells it; what the user says goes before.</param>
    public static ImportHead Head(ImportRequest request, string path, TaskShape shape = TaskShape.Single, LabelScale? scale = null) => new()
    {
        Info = new DatasetInfo { Name = request.Name ?? ImportNames.OfFile(path), Source = Path.GetFileName(path) },
        Path = path,
        Shape = shape,
        Scale = request.Scale.Level is null && request.Scale.Labels.IsDefaultOrEmpty ? scale : null,
    };

    private static bool IsFreeText(LabelSheet sheet, string question)
    {
        string[] labels = [.. sheet.LabelsOf(question)];
        int distinct = labels.Distinct(StringComparer.Ordinal).Count();
        return !Array.TrueForAll(labels, l => FiniteNumber.TryRead(l, out _))
            && (Array.Exists(labels, l => l.Length > LongestLabel) || (labels.Length >= FewAnswers && distinct * 5 > labels.Length * 4));
    }
}
