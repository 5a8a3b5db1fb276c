using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>What the majority rule does when several categories have the most votes.</summary>
public enum TiedVotes
{
    /// <summary>Each of them is chosen equally often, so all of them must be optimal.</summary>
    Shared,

    /// <summary>The most probable of them is chosen, so one of them must be optimal.</summary>
    BrokenByPosterior,
}

/// <summary>What a <see cref="MajorityCertificate"/> is asked.</summary>
public sealed record MajorityCertificateOptions
{
    /// <summary>What the majority rule does with ties. The default is <see cref="TiedVotes.Shared"/>.</summary>
    public TiedVotes Ties { get; init; } = TiedVotes.Shared;

    /// <summary>How many vote patterns may be looked at one by one, at least 1. The default is 1,000,000.</summary>
    public long MaxPatterns { get; init; } = 1_000_000;
}

/// <summary>How a certificate was found.</summary>
public enum CertificateMethod
{
    /// <summary>Every vote pattern was looked at; annotators with the same errors are counted, not told apart.</summary>
    Enumeration,

    /// <summary>The worst pattern of each vote count was looked at, which decides two categories, and one-coin annotators, exactly for panels of any size.</summary>
    WorstPatterns,

    /// <summary>Neither was possible.</summary>
    None,
}

/// <summary>One way in which the panel may vote.</summary>
/// <param name="Votes">The position of the category that each annotator gives.</param>
/// <param name="Majority">The positions of the categories with the most votes.</param>
/// <param name="Optimal">The positions of the most probable categories.</param>
/// <param name="Posterior">The probability of each category given the votes.</param>
public sealed record VotePattern(ImmutableArray<int> Votes, ImmutableArray<int> Majority, ImmutableArray<int> Optimal, ImmutableArray<double> Posterior);

/// <summary>Whether the majority vote is the optimal rule for a panel.</summary>
/// <param name="IsOptimal">Whether it is; <see langword="null"/> when it could not be decided.</param>
/// <param name="Undecided">Why it could not be decided; <see langword="null"/> when it was.</param>
/// <param name="Counterexample">The first pattern found on which the majority is not optimal; <see langword="null"/> when there is none.</param>
/// <param name="MajorityAccuracy">The probability that the majority is right, 0..1; undefined where it is too much work. n is the number of annotators.</param>
/// <param name="OptimalAccuracy">The probability that the most probable category is right, which no rule exceeds.</param>
/// <param name="Method">How it was found.</param>
public sealed record MajorityCertificateResult(
    bool? IsOptimal, string? Undecided, VotePattern? Counterexample, Estimate MajorityAccuracy, Estimate OptimalAccuracy, CertificateMethod Method)
{
    /// <summary>How much accuracy the majority gives away: 0 when it is optimal; undefined when either accuracy is.</summary>
    public Estimate Loss => IsOptimal == true
        ? Estimate.Of(0, OptimalAccuracy.N)
        : MajorityAccuracy.IsDefined && OptimalAccuracy.IsDefined
            ? Estimate.Of(Math.Max(0, OptimalAccuracy.Value - MajorityAccuracy.Value), OptimalAccuracy.N)
            : MajorityAccuracy.IsDefined ? OptimalAccuracy : MajorityAccuracy;
}

/// <summary>
/// The certificate that the majority vote is the optimal rule (Purificato et al., 2025, arXiv:2502.12581): for a class prior and
/// annotators' errors, independent of each other given the true category, the majority is compared with the most probable
/// category on every vote pattern that can occur.
/// </summary>
/// <remarks>Probabilities within a part in 10^9 of each other count as equal. Renaming categories or annotators changes nothing but the names.</remarks>
public static class MajorityCertificate
{
    /// <summary>The certificate for annotators with confusion matrices.</summary>
    /// <param name="priors">The probability of each category; sums to 1.</param>
    /// <param name="confusions">For each annotator a matrix with a row for each category given and a column for each true one, row-major; columns sum to 1.</param>
    /// <param name="options">Ties and the limit of work.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a number is no probability, a sum is not 1 within <see cref="ProbabilityTable.SumTolerance"/>, or there is no annotator.</exception>
    public static MajorityCertificateResult Check(ReadOnlySpan<double> priors, ReadOnlySpan<double> confusions, MajorityCertificateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Known(options.Ties, nameof(options));
        if (options.MaxPatterns < 1)
        {
            throw new ArgumentException("At least one pattern may be looked at.", nameof(options));
        }

        VotePanel panel = VotePanel.Create(priors, confusions);
        return panel.PatternCount <= options.MaxPatterns
            ? new VotePatternSearch(panel, options.Ties).Run()
            : new WorstPatternSearch(panel, options).Run();
    }

    /// <summary>The certificate for annotators with one accuracy each, whose wrong categories are equally likely.</summary>
    /// <param name="priors">The probability of each category, at least two; sums to 1.</param>
    /// <param name="accuracies">The probability that each annotator is right, 0..1.</param>
    /// <param name="options">Ties and the limit of work.</param>
    /// <exception cref="ArgumentException">As for <see cref="Check(ReadOnlySpan{double}, ReadOnlySpan{double}, MajorityCertificateOptions)"/>.</exception>
    public static MajorityCertificateResult CheckAccuracies(ReadOnlySpan<double> priors, ReadOnlySpan<double> accuracies, MajorityCertificateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int k = priors.Length;
        if (k < 2)
        {
            throw new ArgumentException("Accuracies say something about two categories or more.", nameof(priors));
        }

        double[] confusions = new double[accuracies.Length * k * k];
        for (int cell = 0; cell < confusions.Length; cell++)
        {
            double accuracy = accuracies[cell / (k * k)];
            confusions[cell] = cell / k % k == cell % k ? accuracy : (1 - accuracy) / (k - 1);
        }

        return Check(priors, confusions, options);
    }

    /// <summary>The certificate for a panel of annotators whose errors were estimated.</summary>
    /// <param name="fit">The estimated prior and errors. Under crowd-kit's convention an annotator's unused categories count as never given.</param>
    /// <param name="panel">The annotators of the panel, from 0; one may be named several times and stands for that many alike. <see langword="null"/> for all with annotations, each once.</param>
    /// <param name="options">Ties and the limit of work.</param>
    /// <exception cref="ArgumentException">The panel is empty or names an annotator without annotations.</exception>
    public static MajorityCertificateResult Check(DawidSkeneResult fit, IReadOnlyList<int>? panel, MajorityCertificateOptions options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(options);
        int[] annotators = [.. panel ?? [.. Enumerable.Range(0, fit.AnnotatorCount).Where(a => fit.Skills[a].IsDefined)]];
        List<double> confusions = [];
        foreach (int annotator in annotators)
        {
            if ((uint)annotator >= (uint)fit.AnnotatorCount || !fit.Skills[annotator].IsDefined)
            {
                throw new ArgumentException(FormattableString.Invariant($"Annotator {annotator} has no annotations to estimate errors from."), nameof(panel));
            }

            confusions.AddRange(fit.ConfusionOf(annotator));
        }

        return Check(fit.Priors.AsSpan(), confusions.ToArray(), options);
    }
}
