using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Exports;

/// <summary>Imports small exports of tools from a folder that is gone afterwards.</summary>
internal sealed class Exported : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public string Write(string name, string text) => _folder.Write(name, text);

    public ImmutableArray<ImportedDataset> All(string format, ImportColumns? columns, ScaleRequest scale, params ImmutableArray<string> sources) =>
        DatasetImporters.TryFind(format, out IDatasetImporter? importer)
            ? importer.Import(new ImportRequest { Sources = sources, Columns = columns ?? new ImportColumns(), Scale = scale })
            : throw new ArgumentException($"There is no format {format}.", nameof(format));

    public ImmutableArray<ImportedDataset> All(string format, params ImmutableArray<string> sources) => All(format, null, ScaleRequest.Unstated, sources);

    public ImportedDataset One(string format, params ImmutableArray<string> sources) => Assert.Single(All(format, sources));

    public void Dispose() => _folder.Dispose();

    /// <summary>Every label as <c>item annotator label</c>, sorted.</summary>
    public static string[] Labels(ImportedDataset import) =>
    [
        .. import.Dataset.Items.SelectMany((item, i) => import.Dataset.LabelsOf(i).Select(l => $"{item.Id} {l.Key} {l.Value}")),
    ];

    /// <summary>Every verdict as <c>judge item label</c>, in the order of the import.</summary>
    public static string[] Verdicts(ImportedDataset import) =>
    [
        .. import.Judges.SelectMany(j => j.Judgements.Select(v => $"{j.Judge.Name} {v.Item} {v.Verdict.Label ?? v.Verdict.Failure!.Kind.ToString()}")),
    ];

    /// <summary>What was left out as <c>count reason</c>.</summary>
    public static string[] Skipped(ImportedDataset import) => [.. import.Skipped.Select(s => $"{s.Count} {s.Reason}")];

    /// <summary>The only error as <c>code line</c>.</summary>
    public static string Error(Action import)
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<JudgeEvalException>(import).Diagnostics);
        return $"{diagnostic.Code} {diagnostic.Location.Line}";
    }
}
