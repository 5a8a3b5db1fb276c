using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>How probabilities are put into bins.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of the same width over 0..1, each with its lower edge, the last with both. The default.</summary>
    EqualWidth,

    /// <summary>Bins with as nearly the same number of cells as can be; equal probabilities are never parted, so there may be fewer bins.</summary>
    EqualMass,
}

/// <summary>Which probabilities are compared with vote shares.</summary>
public enum CalibrationTarget
{
    /// <summary>Those of every category of every item. The default.</summary>
    EveryCategory,

    /// <summary>The highest of each item, compared with the votes for that category; with the mean over those that share it.</summary>
    TopCategory,
}

/// <summary>How a table of reliability is made.</summary>
public sealed record CalibrationOptions
{
    /// <summary>How many bins, at least 1.</summary>
    /// <value>The default value is 10.</value>
    public int Bins { get; init; } = 10;

    /// <summary>How probabilities are put into bins.</summary>
    /// <value>The default value is <see cref="CalibrationBinning.EqualWidth"/>.</value>
    public CalibrationBinning Binning { get; init; }

    /// <summary>Which probabilities are compared.</summary>
    /// <value>The default value is <see cref="CalibrationTarget.EveryCategory"/>.</value>
    public CalibrationTarget Target { get; init; }
}

/// <summary>One bin of a table of reliability; never empty.</summary>
/// <param name="Lower">The lower edge; with equal mass the smallest probability.</param>
/// <param name="Upper">The upper edge; with equal mass the largest probability.</param>
/// <param name="Cells">How many probabilities are in the bin.</param>
/// <param name="MeanProbability">Their mean, 0..1.</param>
/// <param name="MeanShare">The mean of the vote shares that they should have met, 0..1.</param>
public sealed record CalibrationBin(double Lower, double Upper, int Cells, double MeanProbability, double MeanShare);

/// <summary>A table of reliability: whether votes are as frequent as the judge's probabilities say.</summary>
/// <param name="ExpectedError">
/// The expected calibration error (Naeini, Cooper and Hauskrecht, 2015, doi:10.1609/aaai.v29i1.9602), 0..1: the mean over bins,
/// weighed by their cells, of the distance between mean probability and mean share. It depends on the bins, and faults inside a
/// bin cancel.
/// </param>
/// <param name="MaximumError">The largest distance of any bin, 0..1.</param>
/// <param name="Bins">The bins that have cells, ascending.</param>
public sealed record CalibrationTable(Estimate ExpectedError, Estimate MaximumError, ImmutableArray<CalibrationBin> Bins);
