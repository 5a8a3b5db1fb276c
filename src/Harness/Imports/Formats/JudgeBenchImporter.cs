using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// JUDGE-BENCH: any file of its schema, or folders of them. Every metric of a file becomes a dataset. Bavaresco et al. (2024), "LLMs
/// instead of Human Judges?", arXiv:2406.18403.
/// </summary>
/// <remarks>The judges' replies are not part of the published data; files of aggregated results are left out, and told.</remarks>
internal sealed class JudgeBenchImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "judge-bench";

    /// <inheritdoc/>
    public string Description => "JUDGE-BENCH: people's ratings, a dataset per metric";

    /// <inheritdoc/>
    public string Source => "files or folders in JUDGE-BENCH's schema (.json, also .gz): \"annotations\" and \"instances\"; every metric becomes a dataset";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        var others = new List<string>();
        ImmutableArray<JudgeBenchFile> files = JudgeBenchFile.Find(request, others, target);
        int metrics = files.Sum(f => f.Metrics.Length);
        DatasetTarget? first = null;
        foreach (JudgeBenchFile file in files)
        {
            foreach (JudgeBenchMetric metric in file.Metrics)
            {
                string own = $"{StemOf(file.Path)}-{metric.Name}";
                string name = request.Name is { } stated ? metrics == 1 ? stated : $"{stated}-{own}" : own;
                DatasetTarget dataset = target.Begin(new ImportHead { Info = Info(Slug(name), file, metric), Path = file.Path, Scale = metric.ScaleIn(file) });
                first ??= dataset;
                new JudgeBenchReader(metric, "position", dataset, target).Read(file);
                NoteDirection(metric, dataset);
                if (file.Description?.StartsWith("Dices", StringComparison.OrdinalIgnoreCase) == true)
                {
                    dataset.Note(DicesImporter.Polarity);
                }
            }

            NoteUndeclared(file, first);
        }

        JudgeBenchFile.NoteOthers(others, first);
    }

    private static void NoteDirection(JudgeBenchMetric metric, DatasetTarget dataset)
    {
        if (metric is { Worst: { } worst, Best: { } best } && worst > best)
        {
            dataset.Note($"less is better: {LabelText.Of(best)} is the best grade and {LabelText.Of(worst)} the worst");
        }
    }

    private static void NoteUndeclared(JudgeBenchFile file, DatasetTarget? dataset)
    {
        foreach (SourceJson instance in file.Instances)
        {
            foreach ((string name, SourceJson labels) in instance.Optional("annotations")?.Properties ?? [])
            {
                if (file.Metrics.All(m => m.Name != name))
                {
                    dataset?.Skip(labels.KeyLocation, $"labels by '{name}', a metric that the head of the file does not declare");
                }
            }
        }
    }

    // The published folders are data/<set>/<file>.json, in copies <set>--<file>.json; a file called data says nothing.
    private static string StemOf(string path)
    {
        string stem = ImportNames.OfFile(path);
        int cut = stem.LastIndexOf("--", StringComparison.Ordinal);
        (string set, string file) = cut > 0 && cut + 2 < stem.Length ? (stem[..cut], stem[(cut + 2)..]) : (FolderOf(path), stem);
        return file == "data" && set.Length > 0 ? set : file;
    }

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";

    private static string Slug(string name) => VerdictFileName.Safe(name).ToLowerInvariant();

    private static DatasetInfo Info(string name, JudgeBenchFile file, JudgeBenchMetric metric) => new()
    {
        Name = name,
        Description = file.Description is { } description ? $"{description}: {metric.Name}" : metric.Name,
        Source = file.Url is { } url ? $"JUDGE-BENCH, arXiv:2406.18403, of {url}" : "JUDGE-BENCH, arXiv:2406.18403",
        Licence = "that of the original dataset; JUDGE-BENCH states none of its own",
        Card = ImportCard.Of(
        [
            ("annotators", "positions in an item's list of labels; whether a position is the same person in every item is not said"),
            .. file.Expert is { } expert ? [("experts", expert)] : Array.Empty<(string, string)>(),
            .. metric.Prompt is { } prompt ? [("prompt", prompt)] : Array.Empty<(string, string)>(),
        ]),
    };
}
