namespace JudgeEval.Statistics;

/// <summary>What a non-inferiority test says. The default is inconclusive.</summary>
public enum NonInferiorityVerdict
{
    /// <summary>The data allow both; also when the test is undefined.</summary>
    Inconclusive,

    /// <summary>The difference lies above minus the margin.</summary>
    NonInferior,

    /// <summary>The difference lies below minus the margin.</summary>
    Inferior,
}

/// <summary>What an equivalence test says. The default is inconclusive.</summary>
public enum EquivalenceVerdict
{
    /// <summary>The data allow both; also when the test is undefined.</summary>
    Inconclusive,

    /// <summary>The difference lies within the margin on both sides.</summary>
    Equivalent,

    /// <summary>The difference lies outside the margin.</summary>
    Different,
}

/// <summary>The outcome of a non-inferiority test.</summary>
/// <param name="Difference">The difference, larger being better, with its interval of level 1 - 2 alpha.</param>
/// <param name="Margin">How much worse still counts as not inferior, at least 0.</param>
/// <param name="Alpha">The one-sided level.</param>
/// <param name="Test">The test of a difference of minus the margin or less; undefined where only an interval is known.</param>
/// <param name="Verdict">NonInferior when its p is at most alpha, Inferior when that of the opposite test is.</param>
public sealed record NonInferiorityResult(Estimate Difference, double Margin, double Alpha, TestResult Test, NonInferiorityVerdict Verdict);

/// <summary>The outcome of two one-sided tests.</summary>
/// <param name="Difference">The difference with its interval of level 1 - 2 alpha.</param>
/// <param name="Margin">How far from 0 still counts as equivalent, above 0.</param>
/// <param name="Alpha">The level of each test, and of both.</param>
/// <param name="Lower">The test of a difference of minus the margin or less.</param>
/// <param name="Upper">The test of a difference of the margin or more.</param>
/// <param name="Verdict">Equivalent when both p are at most alpha, Different when that of an opposite test is.</param>
public sealed record EquivalenceResult(
    Estimate Difference, double Margin, double Alpha, TestResult Lower, TestResult Upper, EquivalenceVerdict Verdict)
{
    /// <summary>The weaker of the two tests; its p-value is that of the equivalence test.</summary>
    public TestResult Test => Lower.IsDefined && Upper.IsDefined && Lower.PValue < Upper.PValue ? Upper : Lower;
}
