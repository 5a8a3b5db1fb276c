using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>Finds the items and labels that a prompt's <c>examples</c> stand for.</summary>
public static class PromptExamples
{
    /// <summary>
    /// The examples in the order of the prompt file. Where the file writes no label, it is the one that more than half of the
    /// people gave who labelled the item.
    /// </summary>
    /// <param name="dataset">The dataset that the items are of.</param>
    /// <param name="prompt">The prompt.</param>
    /// <returns>The examples; empty when the prompt names none.</returns>
    /// <exception cref="JudgeEvalException">
    /// The prompt does not fit the dataset (<c>JE2101</c>..<c>JE2109</c>), an item is unknown (<c>JE2121</c>), there is no label of the
    /// people's that stands out (<c>JE2122</c>), or a written label is none that the prompt shows (<c>JE2123</c>); all at once.
    /// </exception>
    public static ImmutableArray<PromptExample> Resolve(AnnotatedDataset dataset, PromptFile prompt)
    {
        if (prompt.Examples.IsEmpty)
        {
            return [];
        }

        ImmutableArray<Diagnostic> misfits = prompt.CheckFit(dataset.Shape, dataset.Scale);
        if (!misfits.IsEmpty)
        {
            throw new JudgeEvalException(misfits);
        }

        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var examples = ImmutableArray.CreateBuilder<PromptExample>();
        var answers = AnswerScale.Of(prompt, dataset.Scale);
        foreach (PromptExampleReference reference in prompt.Examples)
        {
            if (!dataset.TryFindItem(reference.Item, out int item))
            {
                errors.Add(UnknownItem(dataset, reference));
            }
            else if (Label(dataset, item, reference, prompt, answers, errors) is { } label)
            {
                examples.Add(new PromptExample(dataset.Items[item], label, reference.Rationale));
            }
        }

        return errors.Count == 0 ? examples.ToImmutable() : throw new JudgeEvalException(errors.ToImmutable());
    }

    private static string? Label(
        AnnotatedDataset dataset, int item, PromptExampleReference reference, PromptFile prompt, AnswerScale answers, ImmutableArray<Diagnostic>.Builder errors)
    {
        if (reference.Label is { } written)
        {
            if (answers.TryShown(written, out _))
            {
                return written;
            }

            errors.Add(PromptFit.ExampleOffScale(prompt, reference.Item, written, answers));
            return null;
        }

        // People labelled the item, not how hard it is to label.
        if (prompt.Target == PromptTarget.Difficulty)
        {
            errors.Add(NoReference(reference, "the prompt asks for difficulty, and people's labels do not say that"));
            return null;
        }

        Label[] labels = [.. dataset.AnnotationsOf(item).ToArray().Select(dataset.LabelOf)];
        if (labels.GroupBy(l => l).FirstOrDefault(g => g.Count() * 2 > labels.Length) is { } majority)
        {
            return answers.ShownAs(majority.Key);
        }

        string said = string.Join(", ", labels.CountBy(l => l).OrderBy(c => c.Key.Value).Select(c =>
            string.Create(CultureInfo.InvariantCulture, $"{answers.ShownAs(c.Key)} ({c.Value})")));
        errors.Add(NoReference(reference, labels.Length == 0 ? "nobody labelled the item" : $"no label has more than half of the people's votes: {said}"));
        return null;
    }

    private static Diagnostic UnknownItem(AnnotatedDataset dataset, PromptExampleReference reference)
    {
        string? near = Nearest.Of(reference.Item, dataset.Items.Select(i => i.Id));
        return new Diagnostic(
            "JE2121",
            $"the example '{reference.Item}' is no item of the dataset '{dataset.Info.Name}'",
            "an example is shown as the dataset has it",
            near is null ? "correct the id, or remove the example" : $"did you mean '{near}'?",
            reference.Location);
    }

    private static Diagnostic NoReference(PromptExampleReference reference, string why) => new(
        "JE2122",
        $"the example '{reference.Item}' has no label that can be taken from people",
        why,
        $"write the label: {{item: {reference.Item}, label: …}}",
        reference.Location);
}
