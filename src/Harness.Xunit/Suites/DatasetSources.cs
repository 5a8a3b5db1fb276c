using System.Collections.Concurrent;
using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Xunit;

/// <summary>Makes the dataset sources of suites, and loads each once in a process: discovery and all cases share what it read.</summary>
internal static class DatasetSources
{
    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<ImportedDataset>>> Loaded = new(StringComparer.Ordinal);

    /// <summary>Why the data of a source are absent; <see langword="null"/> when they are there, or when that cannot be told, which the suite's row then reports.</summary>
    public static string? WhyAbsent(Type source) => WhyUnfit(source) is null ? Create(source).WhyAbsent : null;

    /// <summary>Why a class is no source; <see langword="null"/> when it is one.</summary>
    public static string? WhyUnfit(Type source) =>
        !typeof(IDatasetSource).IsAssignableFrom(source) ? "it does not implement IDatasetSource"
            : source.IsAbstract || source.GetConstructor([]) is null ? "it has no public constructor without parameters"
            : null;

    /// <summary>The datasets of a source.</summary>
    /// <exception cref="JudgeEvalException">The data are malformed.</exception>
    public static ImmutableArray<ImportedDataset> Of(Type source) =>
        Loaded.GetOrAdd(source.AssemblyQualifiedName!, _ => new Lazy<ImmutableArray<ImportedDataset>>(() => Create(source).Load())).Value;

    /// <summary>The dataset of a case.</summary>
    /// <exception cref="JudgeEvalException">The data are malformed.</exception>
    public static ImportedDataset Of(CaseDefinition definition) =>
        Of(Type.GetType(definition.DatasetSource!, throwOnError: true)!).First(d => d.Dataset.Info.Name == definition.DatasetPath);

    private static IDatasetSource Create(Type source) => (IDatasetSource)Activator.CreateInstance(source)!;
}
