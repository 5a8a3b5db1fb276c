using System.Text.Json;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The classification records of Argilla 1: one annotation by one agent, and a prediction.</summary>
internal static class ArgillaClassification
{
    private const string Question = "annotation";

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="annotation">Its annotation, where there is one.</param>
    /// <param name="sheet">Takes the label.</param>
    /// <exception cref="JudgeEvalException">The record is not as Argilla writes it.</exception>
    public static void Add(SourceJson record, string id, SourceJson? annotation, LabelSheet sheet)
    {
        SourceJson? inputs = record.Optional("inputs");
        KeyValuePair<string, string>[] fields = record.Optional("text") is { } text ? [KeyValuePair.Create("text", ExportText.Of(text))]
            : inputs is { Kind: JsonValueKind.Object } ? [.. ArgillaAnswer.Texts(inputs)]
            : inputs is not null ? [KeyValuePair.Create("text", ExportText.Of(inputs))]
            : [];
        sheet.Add(new ExportItem(id, [.. fields], record.Location));
        string status = record.Optional("status")?.Scalar() ?? "Validated";
        if (status is "Discarded" or "Default" && annotation is { IsNull: false })
        {
            sheet.Skip(record.Location, $"a record with the status '{status}'");
        }
        else if (annotation is { IsNull: false })
        {
            ArgillaAnswer.Add(Question, id, record.Optional("annotation_agent"), 1, annotation, sheet);
        }
        else
        {
            sheet.Skip(record.Location, "a record without an annotation");
        }

        if (record.Optional("prediction") is { } prediction)
        {
            Predict(record, id, prediction, sheet);
        }
    }

    // The label with the highest score is what the model says.
    private static void Predict(SourceJson record, string id, SourceJson prediction, LabelSheet sheet)
    {
        SourceJson? best = null;
        bool tied = false;
        double highest = double.NegativeInfinity;
        foreach (SourceJson guess in prediction.Elements("labels with scores"))
        {
            SourceJson label;
            double score;
            if (guess.Kind == JsonValueKind.Array && guess.Elements("a label and a score") is [var first, var second, ..])
            {
                (label, score) = (first, second.Number());
            }
            else
            {
                (label, score) = (guess.Required("label"), guess.Required("score").Number());
            }

            if (score > highest)
            {
                (best, highest, tied) = (label, score, false);
            }
            else if (score.Equals(highest))
            {
                tied = true;
            }
        }

        if (best is null)
        {
            sheet.Skip(prediction.Location, "a prediction without a label");
        }
        else if (tied)
        {
            // Which of them the model says cannot be known; the order of the list is no answer.
            sheet.Skip(prediction.Location, "a prediction of which several labels have the highest score");
        }
        else
        {
            string judge = record.Optional("prediction_agent")?.Scalar() is { Length: > 0 } agent ? agent : "prediction";
            sheet.Judge(Question, judge, id, new RecordedVerdict { Label = best.Scalar(), Score = highest }, best.Location);
        }
    }
}
