using System.Collections.Immutable;
using Xunit.Sdk;

namespace JudgeEval.Xunit;

/// <summary>
/// A case failed: the judge does not align, or it could not be run. The message is the whole report for people; it begins
/// with a line feed, because runners put the exception's type before it.
/// </summary>
public sealed class JudgeAlignmentException : XunitException
{
    internal JudgeAlignmentException(string report, ImmutableArray<Diagnostic> diagnostics = default)
        : base("\n" + report.TrimEnd('\n')) => Diagnostics = diagnostics.IsDefault ? [] : diagnostics;

    /// <summary>What only the user can mend; empty when the judge was judged and does not align.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>None: the message says where to look, and the frames would only be of the harness.</summary>
    public override string? StackTrace => null;
}
