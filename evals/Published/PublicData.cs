using System.Collections.Concurrent;
using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Evals.Published;

/// <summary>
/// Public datasets that are not part of this repository: subfolders of the folder that the environment variable
/// <c>JUDGEEVAL_DATA</c> names, by default <c>shared/data</c> beside the repository.
/// </summary>
internal static class PublicData
{
    private const string Variable = "JUDGEEVAL_DATA";

    /// <summary>The repository's folder; <see langword="null"/> where the tests do not stand in it.</summary>
    public static string? Repository { get; } = FindRepository();

    private static readonly string Root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } stated
        ? stated
        : Path.GetFullPath(Path.Combine(Repository ?? AppContext.BaseDirectory, "..", "shared", "data"));

    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<ImportedDataset>>> Imports = new(StringComparer.Ordinal);

    /// <summary>Why a dataset is absent; <see langword="null"/> when it is there.</summary>
    public static string? WhyAbsent(string name) => Directory.Exists(Folder(name))
        ? null
        : $"The public dataset {name} is absent: {Folder(name)}. Set {Variable} to the folder that holds it.";

    public static string Folder(string name) => Path.Combine(Root, name);

    /// <summary>Imports a dataset's folder into memory, once.</summary>
    public static ImmutableArray<ImportedDataset> Import(string format, string name) =>
        Imports.GetOrAdd(name, _ => new(() => DatasetImporters.TryFind(format, out IDatasetImporter? importer)
            ? importer.Import(new ImportRequest { Sources = [Folder(name)] })
            : throw new ArgumentException($"There is no importer '{format}'.", nameof(format)))).Value;

    private static string? FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JudgeEval.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}

/// <summary>A theory over a public dataset; it is skipped as a whole, with the reason, where the dataset is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublicDataTheoryAttribute : TheoryAttribute
{
    public PublicDataTheoryAttribute(string dataset)
    {
        Dataset = dataset;
        Skip = PublicData.WhyAbsent(dataset);
    }

    public string Dataset { get; }
}
