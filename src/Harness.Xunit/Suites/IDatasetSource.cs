using System.Collections.Immutable;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Xunit;

/// <summary>
/// Datasets that do not stand in the project: on another drive, in another format, in a database. A suite names the class in
/// <see cref="JudgeSuiteAttribute(Type, string)"/>; where the datasets are absent, it is skipped with the reason.
/// </summary>
public interface IDatasetSource
{
    /// <summary>Why there are no data on this machine, in a sentence that says how to get them; <see langword="null"/> when there are. Asked often, so it has to be quick.</summary>
    string? WhyAbsent { get; }

    /// <summary>Reads the datasets, with the verdicts that came along; called once in a process, and only where <see cref="WhyAbsent"/> is <see langword="null"/>.</summary>
    /// <exception cref="JudgeEvalException">The data are malformed.</exception>
    ImmutableArray<ImportedDataset> Load();
}
