namespace JudgeEval.Statistics;

/// <summary>Cohen's kappa with all it is made of. Each part is defined or undefined by itself.</summary>
/// <param name="Value">Kappa, at most 1, with its asymptotic normal interval, which may end above 1.</param>
/// <param name="Observed">The observed, weighted agreement, 0..1.</param>
/// <param name="Expected">The agreement expected by chance, 0..1.</param>
/// <param name="StandardError">
/// The asymptotic standard error (Fleiss, Cohen and Everitt, 1969, doi:10.1037/h0028106), at least 0; 0 for perfect agreement and for a
/// rater who always gives the same label, which says nothing about other samples.
/// </param>
/// <param name="NullStandardError">The standard error if the raters were independent; undefined where kappa could then only be 0.</param>
/// <param name="Test">The two-sided test that kappa is 0: z = kappa / <paramref name="NullStandardError"/>, method <c>cohen-kappa-z</c>.</param>
public sealed record KappaResult(
    Estimate Value, Estimate Observed, Estimate Expected, Estimate StandardError, Estimate NullStandardError, TestResult Test);
