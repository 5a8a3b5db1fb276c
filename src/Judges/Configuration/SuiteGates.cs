using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>A gate as a configuration states it. What the text means only those can tell who evaluate gates.</summary>
/// <param name="Text">The text, for example <c>kappa &gt;= 0.6</c>; one line, not empty.</param>
/// <param name="Location">Where it begins.</param>
public sealed record StatedGate(string Text, SourceLocation Location);

/// <summary>The gates of one suite.</summary>
/// <param name="Suite">The suite's name, or <see cref="Default"/>.</param>
/// <param name="Gates">Its gates, one or more, in the order of the file.</param>
/// <param name="Location">Where the suite is named.</param>
public sealed record SuiteGates(string Suite, ImmutableArray<StatedGate> Gates, SourceLocation Location)
{
    /// <summary>The name under which the gates of suites stand that state none themselves.</summary>
    public const string Default = "default";
}
