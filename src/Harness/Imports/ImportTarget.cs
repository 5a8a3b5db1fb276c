using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Imports;

/// <summary>Takes what an importer reads: one or more datasets, and what is wrong with the source. Not safe for several threads.</summary>
public abstract class ImportTarget
{
    private readonly DiagnosticList _errors = new();

    /// <summary>Whether anything is wrong so far.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>Begins a dataset. Several may be open at once; they come out in the order in which they were begun.</summary>
    /// <param name="head">What is known before the first row.</param>
    public abstract DatasetTarget Begin(ImportHead head);

    /// <summary>Notes an error and lets the importer go on, so that all errors are told at once; of very many the first are kept, the rest is counted.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="location">Where.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="why">The probable cause.</param>
    /// <param name="remedy">What to do.</param>
    public void Error(string code, SourceLocation location, string what, string why, string remedy) =>
        _errors.Add(new Diagnostic(code, what, why, remedy, location));

    /// <summary>Reads a part whose errors need not end the import: an error it throws is noted, and the importer goes on with the next part.</summary>
    /// <param name="read">Reads the part.</param>
    /// <typeparam name="T">What the part is.</typeparam>
    /// <returns>The part, or <see langword="null"/> when it has an error.</returns>
    public T? Try<T>(Func<T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read();
        }
        catch (JudgeEvalException exception)
        {
            Add(exception.Diagnostics);
            return null;
        }
    }

    /// <summary>Notes errors that were found elsewhere.</summary>
    internal void Add(IEnumerable<Diagnostic> found)
    {
        foreach (Diagnostic diagnostic in found)
        {
            _errors.Add(diagnostic);
        }
    }

    /// <summary>Appends all that was found.</summary>
    internal void AppendTo(ImmutableArray<Diagnostic>.Builder all) => _errors.AppendTo(all);

    /// <summary>Notes that no dataset came of a source and nothing is wrong with it: it has a head and no rows.</summary>
    /// <param name="request">The request.</param>
    private protected void RefuseNothing(ImportRequest request)
    {
        if (!HasErrors)
        {
            Error("JE1608", SourceLocation.InFile(request.Sources[0]), "there is no row in the source", "it has a head alone, or was cut off", "give a source with rows");
        }
    }

    /// <summary>Throws all that was found.</summary>
    /// <exception cref="JudgeEvalException">Something was found.</exception>
    public void ThrowIfAny() => _errors.ThrowIfAny();
}
