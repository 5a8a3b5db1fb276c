using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// Reads one public or common format. A format is one class with a constructor without parameters; it is found by its type,
/// so that adding one touches nothing else.
/// </summary>
public interface IDatasetImporter
{
    /// <summary>The format's name on the command line: lower-case letters, digits and hyphens.</summary>
    string Format { get; }

    /// <summary>What it is, for a line of a list: at most 53 characters.</summary>
    string Description { get; }

    /// <summary>What the source has to be, in a phrase that follows "wants", as long as it needs to be.</summary>
    string Source { get; }

    /// <summary>Which parts of <see cref="ImportColumns"/> it heeds, by the names of the properties; the command refuses the options of all others.</summary>
    /// <value>The default value is none.</value>
    ImmutableArray<string> Heeds => [];

    /// <summary>Reads the source and hands on what it holds, row by row; nothing is written.</summary>
    /// <param name="request">What to read and how.</param>
    /// <param name="target">Takes datasets, and what is wrong with the source.</param>
    /// <exception cref="JudgeEvalException">
    /// The source is absent, or so malformed that reading cannot go on. Anything else that is wrong goes to <see cref="ImportTarget.Error"/>,
    /// so that all of it is told.
    /// </exception>
    void Read(ImportRequest request, ImportTarget target);
}
