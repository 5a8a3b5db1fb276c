namespace JudgeEval.Statistics;

/// <summary>
/// A chance-corrected coefficient, (observed - expected) / (1 - expected) of the agreement, with all it is made of. Each part is
/// defined or undefined by itself: one item has a value but no standard error.
/// </summary>
/// <param name="Value">The coefficient, at most 1, with its interval by Student's t where there is a standard error; n is the number of items with two or more ratings.</param>
/// <param name="Observed">The observed agreement, 0..1. For Krippendorff's alpha with its correction for small samples.</param>
/// <param name="Expected">The agreement expected by chance, at most 1; n is the number of items it is estimated from.</param>
/// <param name="StandardError">
/// The standard error over items, annotators taken as they are (Gwet, 2008, doi:10.1348/000711006X126600), at least 0. It needs two items.
/// Except for Krippendorff's alpha, which leaves them out, many items with a single rating make it larger than resampling does.
/// </param>
public sealed record ChanceCorrected(Estimate Value, Estimate Observed, Estimate Expected, Estimate StandardError);
