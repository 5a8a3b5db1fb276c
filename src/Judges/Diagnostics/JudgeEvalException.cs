using System.Collections.Immutable;

namespace JudgeEval;

/// <summary>
/// Something that only the user can mend. It carries every diagnostic that was found, not only the first.
/// </summary>
public class JudgeEvalException : Exception
{
    /// <summary>Creates the exception from what was found.</summary>
    /// <param name="diagnostics">One or more diagnostics, in the order in which they are to be read.</param>
    public JudgeEvalException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join("\n", diagnostics))
    {
        if (diagnostics.IsDefaultOrEmpty)
        {
            throw new ArgumentException("At least one diagnostic is needed.", nameof(diagnostics));
        }

        Diagnostics = diagnostics;
    }

    /// <summary>Creates the exception from one diagnostic.</summary>
    /// <param name="diagnostic">What was found.</param>
    public JudgeEvalException(Diagnostic diagnostic)
        : this([diagnostic])
    {
    }

    /// <summary>What was found, in reading order; never empty.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
