using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// DICES: conversations with a chatbot, each rated for safety by many people; the files of JUDGE-BENCH's conversion, or a folder of them.
/// Aroyo et al. (2023), "DICES Dataset: Diversity in Conversational AI Evaluation for Safety".
/// </summary>
/// <remarks>
/// <c>Yes</c> means unsafe. In DICES-350 a position in an item's list is the same rater in all items; in DICES-990 it is nobody in
/// particular, because 70 or so of many raters rated each item and the conversion keeps no ids.
/// </remarks>
internal sealed class DicesImporter : IDatasetImporter
{
    /// <summary>What has to be known of the labels, whichever format reads them.</summary>
    internal const string Polarity =
        "Yes means that the rater perceives the response as unsafe; the question in the source asks whether it is safe, so a judge that answers it says Yes where people say No";

    private static readonly string[] Ordered = ["No", "Unsure", "Yes"];

    /// <inheritdoc/>
    public string Format => "dices";

    /// <inheritdoc/>
    public string Description => "DICES-350 and DICES-990: is a response unsafe?";

    /// <inheritdoc/>
    public string Source => "DICES-350, DICES-350 expert or DICES-990 in JUDGE-BENCH's conversion (.json, also .gz), or a folder of them; Yes means unsafe";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        var others = new List<string>();
        ImmutableArray<JudgeBenchFile> files = JudgeBenchFile.Find(request, others, target);
        DatasetTarget? first = null;
        foreach (JudgeBenchFile file in files)
        {
            if (file.Metrics.FirstOrDefault(m => m.Name == "safety") is not { } metric)
            {
                target.Error(
                    "JE1631", SourceLocation.InFile(file.Path), "there is no metric 'safety'", $"the metrics are {string.Join(", ", file.Metrics.Select(m => $"'{m.Name}'"))}",
                    "give a file of DICES, or import the file with the format judge-bench");
                continue;
            }

            Kind kind = KindOf(file);
            string name = request.Name is { } stated ? files.Length == 1 ? stated : $"{stated}-{kind.Name}" : kind.Name;
            DatasetTarget dataset = target.Begin(new ImportHead
            {
                Info = Info(name, kind),
                Path = file.Path,
                Scale = ScaleOf(metric, file),
                Subjectivity = Subjectivity.LatentProjective,
            });
            first ??= dataset;
            dataset.Note(Polarity);
            dataset.Note($"annotators are {kind.People}");
            new JudgeBenchReader(metric, kind.Annotators, dataset, target).Read(file);
        }

        JudgeBenchFile.NoteOthers(others, first);
    }

    private static Kind KindOf(JudgeBenchFile file)
    {
        string stem = ImportNames.OfFile(file.Path);
        bool is350 = stem.Contains("350", StringComparison.Ordinal);
        if (file.Expert == "true")
        {
            return new Kind(is350 ? "dices-350-expert" : stem, "expert", "experts: one gold label for each item");
        }

        return is350
            ? new Kind("dices-350", "rater", "raters: a position is the same person in every item. The 19 whom the authors removed for quality are among them, and profiles are not part of the source")
            : new Kind(
                stem.Contains("990", StringComparison.Ordinal) ? "dices-990" : stem, "position",
                "positions in an item's list of labels and no persons: nothing that follows one annotator over items means anything");
    }

    // In the order of danger, so that a number can be read out of a label; the metric is nominal as in the publications.
    private static LabelScale? ScaleOf(JudgeBenchMetric metric, JudgeBenchFile file)
    {
        string[] labels = [.. Ordered.Where(l => metric.Labels.Contains(l, StringComparer.Ordinal))];
        return labels.Length < metric.Labels.Length || labels.Length < 2
            ? metric.ScaleIn(file)
            : LabelScale.Nominal(labels, labels.Length == 2 && labels[1] == "Yes" ? "Yes" : null);
    }

    private static DatasetInfo Info(string name, Kind kind) => new()
    {
        Name = name,
        Description = "Responses of a chatbot to adversarial conversations: is the last response unsafe?",
        Source = "DICES (google-research-datasets/dices-dataset), arXiv:2306.11247, in the conversion of JUDGE-BENCH, arXiv:2406.18403",
        Licence = "CC BY 4.0, Google LLC",
        Card = ImportCard.Of(("annotators", kind.People), ("content", "unsafe and offensive language"), ("polarity", "Yes means unsafe")),
    };

    private sealed record Kind(string Name, string Annotators, string People);
}
