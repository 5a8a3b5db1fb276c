namespace JudgeEval.Statistics;

/// <summary>How an annotator's errors are described.</summary>
public enum AnnotatorErrors
{
    /// <summary>By a confusion matrix: a probability of each observed category given each true one (Dawid and Skene, 1979).</summary>
    ConfusionMatrix,

    /// <summary>By one accuracy; the wrong categories are equally likely (Zhang et al., 2016, "Spectral methods meet EM", JMLR 17).</summary>
    OneCoin,
}

/// <summary>Details in which implementations of Dawid-Skene differ.</summary>
public enum DawidSkeneConvention
{
    /// <summary>Pseudo-counts, the log-likelihood once for each item, and posteriors of the very parameters that are reported.</summary>
    Standard,

    /// <summary>
    /// The details of crowd-kit: no pseudo-counts; a matrix covers the categories its annotator used, the others are 0; the loss
    /// counts the prior once for each annotation and stops the run also when it falls; the parameters are those of one M-step
    /// after the posteriors; posteriors below 1e-10 are lifted to it without normalizing again.
    /// </summary>
    CrowdKit,
}

/// <summary>What a Dawid-Skene fit is asked.</summary>
public sealed record DawidSkeneOptions
{
    // Beyond these, products and quotients of pseudo-counts leave the range of numbers.
    private const double SmallestSmoothing = 1e-100;
    private const double LargestSmoothing = 1e100;

    /// <summary>How errors are described. The default is <see cref="AnnotatorErrors.ConfusionMatrix"/>.</summary>
    public AnnotatorErrors Errors { get; init; } = AnnotatorErrors.ConfusionMatrix;

    /// <summary>The largest number of EM rounds, at least 1. The default is 100.</summary>
    public int MaxRounds { get; init; } = 100;

    /// <summary>
    /// The run stops when a round raises the objective by no more than this; <see langword="null"/> never stops it early. The
    /// default is 1e-8; crowd-kit's own default is 1e-5.
    /// </summary>
    public double? Tolerance { get; init; } = 1e-8;

    /// <summary>
    /// The pseudo-count of each cell of a confusion matrix and of each category of the prior, 1e-100..1e100; without it an annotator's
    /// few items could prove that an error never happens. Not used by <see cref="DawidSkeneConvention.CrowdKit"/>. The default is 0.01.
    /// </summary>
    public double Smoothing { get; init; } = 0.01;

    /// <summary>Whose details. The default is <see cref="DawidSkeneConvention.Standard"/>.</summary>
    public DawidSkeneConvention Convention { get; init; } = DawidSkeneConvention.Standard;

    internal static void Check(DawidSkeneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Known(options.Errors, nameof(options));
        Guard.Known(options.Convention, nameof(options));
        if (options.MaxRounds < 1 || options.Tolerance is double.NaN || options.Smoothing is not (>= SmallestSmoothing and <= LargestSmoothing))
        {
            throw new ArgumentException("A fit needs at least one round, a tolerance that is a number, and a pseudo-count from 1e-100 to 1e100.", nameof(options));
        }
    }
}
