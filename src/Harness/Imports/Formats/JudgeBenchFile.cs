using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// One file of JUDGE-BENCH's schema: a head that describes the metrics, and instances with people's labels by metric. Bavaresco et al.
/// (2024), "LLMs instead of Human Judges?", arXiv:2406.18403.
/// </summary>
internal sealed class JudgeBenchFile
{
    private readonly SourceJson _root;

    private JudgeBenchFile(string path, SourceJson root)
    {
        Path = path;
        _root = root;
        Metrics = [.. root.Required("annotations").Elements("a list of metrics").Select(JudgeBenchMetric.Read)];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The metrics that the head declares, in its order.</summary>
    public ImmutableArray<JudgeBenchMetric> Metrics { get; }

    /// <summary>What the dataset is; <see langword="null"/> where the head does not say.</summary>
    public string? Description => _root.Optional("dataset")?.Scalar();

    /// <summary>Where the dataset comes from; <see langword="null"/> where the head does not say.</summary>
    public string? Url => _root.Optional("dataset_url")?.Scalar();

    /// <summary>Whether the annotators are experts, in the head's words; <see langword="null"/> where it does not say.</summary>
    public string? Expert => _root.Optional("expert_annotator")?.Scalar();

    /// <summary>The instances.</summary>
    public IReadOnlyList<SourceJson> Instances => _root.Required("instances").Elements("a list of instances");

    /// <summary>The numbers among the labels by a metric; what is malformed is passed over here and told when it is read.</summary>
    /// <param name="metric">The metric's name.</param>
    public IEnumerable<double> Grades(string metric)
    {
        foreach (SourceJson instance in Instances)
        {
            if (instance.Optional("annotations")?.Optional(metric)?.Optional("individual_human_scores") is { Kind: JsonValueKind.Array } scores)
            {
                foreach (SourceJson score in scores.Elements("a list of labels"))
                {
                    if (score.Kind is JsonValueKind.Number or JsonValueKind.String && FiniteNumber.TryRead(score.Scalar(), out double number))
                    {
                        yield return number;
                    }
                }
            }
        }
    }

    /// <summary>The files of the schema among sources: each file that is named, and those that stand in folders, at any depth up to four.</summary>
    /// <param name="request">The request.</param>
    /// <param name="others">Takes the JSON files in folders that are of another shape, such as aggregated results.</param>
    /// <param name="target">Takes errors.</param>
    public static ImmutableArray<JudgeBenchFile> Find(ImportRequest request, List<string> others, ImportTarget target)
    {
        var files = ImmutableArray.CreateBuilder<JudgeBenchFile>();
        foreach (string source in request.Sources)
        {
            bool folder = Directory.Exists(source);
            foreach (string path in folder ? FilesOf(source) : [source])
            {
                // Aggregated results have no instances, and often NaN, which is no JSON.
                string? text = folder ? target.Try(() => SourceFile.ReadText(path)) : null;
                if (text?.Contains("\"instances\"", StringComparison.Ordinal) == false)
                {
                    others.Add(path);
                }
                else if ((text is not null || !folder) && target.Try(() => new JudgeBenchFile(path, Root(path))) is { } file)
                {
                    files.Add(file);
                }
            }
        }

        if (files.Count == 0 && !target.HasErrors)
        {
            target.Error(
                "JE1630", SourceLocation.InFile(request.Sources[0]), "there is no file of JUDGE-BENCH's schema in the folder", "no .json or .json.gz in it has instances",
                "give the folder with people's labels");
        }

        return files.DrainToImmutable();
    }

    /// <summary>Tells of the files that were left out.</summary>
    /// <param name="others">The files.</param>
    /// <param name="dataset">The first dataset; <see langword="null"/> where there is none.</param>
    public static void NoteOthers(List<string> others, DatasetTarget? dataset)
    {
        if (others.Count > 0)
        {
            dataset?.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{others.Count} JSON files have no instances and are left out, {System.IO.Path.GetFileName(others[0])} first: they hold results, and no labels"));
        }
    }

    private static SourceJson Root(string path)
    {
        SourceJson root = SourceJson.Read(path);
        return root.Kind == JsonValueKind.Object && root.TryGet("instances", out _)
            ? root
            : throw ImportErrors.Fatal(
                "JE1630", root.Location, "the file has no instances", "it is not of JUDGE-BENCH's schema, or holds results instead of labels",
                "give a file with \"annotations\" and \"instances\"");
    }

    private static IEnumerable<string> FilesOf(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.None };
        return Directory.EnumerateFiles(folder, "*", options)
            .Where(f => f.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".json.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
    }
}

/// <summary>A metric as the head of a file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Graded">Whether its labels are grades; else they are categories.</param>
/// <param name="Labels">The categories, as declared; empty for grades and where none are declared.</param>
/// <param name="Worst">The worst grade.</param>
/// <param name="Best">The best grade.</param>
/// <param name="Prompt">The question a model is asked.</param>
internal sealed record JudgeBenchMetric(string Name, bool Graded, ImmutableArray<string> Labels, double? Worst, double? Best, string? Prompt)
{
    /// <summary>More whole grades than this are an interval.</summary>
    private const double MostGrades = 101;

    /// <summary>
    /// The scale: the declared categories, or the whole grades between the two ends, or the interval between them where people gave grades that are
    /// not whole; <see langword="null"/> where the labels have to decide.
    /// </summary>
    /// <param name="file">The file with the labels.</param>
    public LabelScale? ScaleIn(JudgeBenchFile file)
    {
        if (!Graded)
        {
            return Labels.Length > 1 ? LabelScale.Nominal(Labels) : null;
        }

        if (Worst is not { } worst || Best is not { } best || worst == best)
        {
            return null;
        }

        (double low, double high) = (Math.Min(worst, best), Math.Max(worst, best));
        bool whole = low == Math.Floor(low) && high == Math.Floor(high) && high - low < MostGrades && !file.Grades(Name).Any(g => g != Math.Floor(g));
        return whole
            ? LabelScale.Ordinal(Enumerable.Range(0, (int)(high - low) + 1).Select(i => LabelText.Of(low + i)))
            : LabelScale.Interval(low, high);
    }

    /// <summary>Reads a metric.</summary>
    /// <param name="json">The head's entry.</param>
    /// <exception cref="JudgeEvalException">A field is missing or of another kind.</exception>
    public static JudgeBenchMetric Read(SourceJson json)
    {
        bool graded = json.Required("category").Text() switch
        {
            "graded" => true,
            "categorical" => false,
            string other => throw json.Required("category").Wrong($"the category '{other}' is not known", "a metric is 'graded' or 'categorical'"),
        };
        ImmutableArray<string> labels = graded ? [] : [.. json.Optional("labels_list")?.Elements("a list of labels").Select(l => l.Scalar()) ?? []];
        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Length && !labels.Contains("", StringComparer.Ordinal)
            ? new JudgeBenchMetric(
                json.Required("metric").Text(), graded, labels, graded ? json.Optional("worst")?.Number() : null, graded ? json.Optional("best")?.Number() : null,
                json.Optional("prompt")?.Text())
            : throw json.Required("labels_list").Wrong("a label stands twice or is empty", "the list names the scale's categories");
    }
}
