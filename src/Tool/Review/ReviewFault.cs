namespace JudgeEval.Tool.Review;

/// <summary>Why something was not done, in the parts in which the page shows it.</summary>
/// <param name="Code">The stable code, or nothing.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Why">Why.</param>
/// <param name="Remedy">What to do, on this page.</param>
/// <param name="File">The file, or nothing.</param>
internal sealed record ReviewFault(string Code, string What, string? Why = null, string? Remedy = null, string? File = null)
{
    private const string RedGate = "JE4401";

    /// <summary>A fault without a code.</summary>
    /// <param name="what">What is wrong.</param>
    public static ReviewFault Plain(string what) => new("", what);

    /// <summary>A diagnostic, said for a reader who is at the page and not at the command line.</summary>
    /// <param name="problem">The diagnostic.</param>
    public static ReviewFault Of(Diagnostic problem) => new(
        problem.Code,
        problem.What,
        problem.Why,
        problem.Code == RedGate ? "mend the judge, or state in the field 'Reason' why the case is right all the same; the reason is written into the baseline" : problem.Remedy,
        problem.Location.File is null ? null : problem.Location.ToString());
}
