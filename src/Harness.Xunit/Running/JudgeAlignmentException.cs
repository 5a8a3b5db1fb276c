using Xunit.Sdk;

namespace JudgeEval.Xunit;

/// <summary>
/// A case failed: the judge does not align, or it could not be run. The message is the whole report for people; it begins
/// with a line feed, because runners put the exception's type before it.
/// </summary>
public sealed class JudgeAlignmentException : XunitException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cause">What could not be done, where that is why the case failed.</param>
    public JudgeAlignmentException(string report, Exception? cause = null)
        : base("\n" + report.TrimEnd('\n'), cause)
    {
    }

    /// <summary>None: the message says where to look, and the frames would only be of the harness.</summary>
    public override string? StackTrace => null;
}
