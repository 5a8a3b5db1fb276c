using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>A way to turn an item's annotations into a distribution over categories.</summary>
public enum SoftLabelMethod
{
    /// <summary>All weight on the majority category, shared equally by tied ones.</summary>
    Majority,

    /// <summary>The share of each category among the annotations.</summary>
    VoteShare,

    /// <summary>Vote shares with <see cref="SoftLabelOptions.PseudoVotes"/> for each category (Laplace's rule at 1).</summary>
    SmoothedVoteShare,

    /// <summary>The exponentials of the vote counts, normalized.</summary>
    Softmax,

    /// <summary>Votes weighted by agreement with the majority (<see cref="Statistics.Wawa"/>).</summary>
    Wawa,

    /// <summary>As <see cref="Wawa"/>, with <see cref="SoftLabelOptions.WeightRounds"/> rounds against the weighted vote, so that weights and votes settle together.</summary>
    IteratedWawa,

    /// <summary>The posterior of Dawid and Skene with confusion matrices.</summary>
    DawidSkene,

    /// <summary>The posterior of the one-coin model.</summary>
    OneCoin,

    /// <summary>The posterior of <see cref="Statistics.Mace"/>.</summary>
    Mace,

    /// <summary>The posterior of <see cref="Statistics.Glad"/>.</summary>
    Glad,
}

/// <summary>Settings of the soft label methods.</summary>
public sealed record SoftLabelOptions
{
    /// <summary>The votes added to each category by <see cref="SoftLabelMethod.SmoothedVoteShare"/>, above 0 and at most 1e100. The default is 1.</summary>
    public double PseudoVotes { get; init; } = 1;

    /// <summary>The rounds of <see cref="SoftLabelMethod.IteratedWawa"/>, at least 1. The default is 20.</summary>
    public int WeightRounds { get; init; } = 20;

    /// <summary>The fit of the Dawid-Skene posteriors; its <see cref="DawidSkeneOptions.Errors"/> follow the method. The default is the default fit.</summary>
    public DawidSkeneOptions DawidSkene { get; init; } = new();

    /// <summary>The fit of the MACE posteriors. The default is the default fit.</summary>
    public MaceOptions Mace { get; init; } = new();

    /// <summary>The fit of the GLAD posteriors. The default is the default fit.</summary>
    public GladOptions Glad { get; init; } = new();
}

/// <summary>
/// Soft labels: a distribution over categories for each item, by several methods and by their average. No method is best on
/// every task; the plain average of several is never far from the best (Wright and Augenstein, 2025,
/// doi:10.1371/journal.pone.0323064).
/// </summary>
public static class SoftLabels
{
    /// <summary>Every method, in the order of <see cref="SoftLabelMethod"/>.</summary>
    public static ImmutableArray<SoftLabelMethod> AllMethods { get; } = [.. Enum.GetValues<SoftLabelMethod>()];

    /// <summary>Soft labels by one method.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">Settings.</param>
    /// <param name="undefined">Why there are none; <see langword="null"/> when there are.</param>
    /// <returns>A distribution for each item with annotations; <see langword="null"/> when there is no annotation.</returns>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static ItemDistributions? Compute(AnnotationTable annotations, SoftLabelMethod method, SoftLabelOptions options, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(options);
        if (options.WeightRounds < 1)
        {
            throw new ArgumentException("The weights are found at least once.", nameof(options));
        }

        if (options.PseudoVotes is not (> 0 and <= 1e100))
        {
            throw new ArgumentException("The votes added to each category are positive and at most 1e100.", nameof(options));
        }

        return method switch
        {
            SoftLabelMethod.Majority => FromVotes(annotations, OneHot, out undefined),
            SoftLabelMethod.VoteShare => FromVotes(annotations, _ => { }, out undefined),
            SoftLabelMethod.SmoothedVoteShare => FromVotes(annotations, votes => Add(votes, options.PseudoVotes), out undefined),
            SoftLabelMethod.Softmax => FromVotes(annotations, Exponentials, out undefined),
            SoftLabelMethod.Wawa => Wawa.Aggregate(annotations, out undefined)?.Shares,
            SoftLabelMethod.IteratedWawa => Wawa.Aggregate(annotations, out undefined, options.WeightRounds)?.Shares,
            SoftLabelMethod.DawidSkene => Posterior(annotations, options, AnnotatorErrors.ConfusionMatrix, out undefined),
            SoftLabelMethod.OneCoin => Posterior(annotations, options, AnnotatorErrors.OneCoin, out undefined),
            SoftLabelMethod.Mace => Mace.Fit(annotations, options.Mace, out undefined)?.Posteriors,
            // With one category there is nothing to be right or wrong about.
            SoftLabelMethod.Glad when annotations.Categories.Length == 1 => FromVotes(annotations, _ => { }, out undefined),
            SoftLabelMethod.Glad => Glad.Fit(annotations, options.Glad, out undefined)?.Posteriors,
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method."),
        };
    }

    /// <summary>The average of several methods' soft labels.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="methods">The methods, at least one; one named twice counts twice.</param>
    /// <param name="options">Settings.</param>
    /// <param name="undefined">Why there are none; <see langword="null"/> when there are.</param>
    /// <returns>A distribution for each item with annotations; <see langword="null"/> when there is no annotation.</returns>
    /// <exception cref="ArgumentException">There is no method, or a setting is out of range.</exception>
    public static ItemDistributions? Average(AnnotationTable annotations, ImmutableArray<SoftLabelMethod> methods, SoftLabelOptions options, out string? undefined)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(options);
        if (methods.IsDefaultOrEmpty)
        {
            throw new ArgumentException("An average needs at least one method.", nameof(methods));
        }

        Guard.AllKnown(methods);
        undefined = null;
        List<ItemDistributions> labels = [];
        foreach (SoftLabelMethod method in methods)
        {
            if (Compute(annotations, method, options, out undefined) is not ItemDistributions own)
            {
                return null;
            }

            labels.Add(own);
        }

        return Average(labels);
    }

    /// <summary>The mean of several distributions of the same items.</summary>
    /// <param name="labels">The distributions, at least one, of the same items over the same categories.</param>
    /// <exception cref="ArgumentException">There is none, or items or categories differ.</exception>
    public static ItemDistributions Average(IReadOnlyList<ItemDistributions> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("An average needs at least one method.", nameof(labels));
        }

        ItemDistributions first = labels[0];
        double[] sums = new double[first.Table.Values.Length];
        foreach (ItemDistributions own in labels)
        {
            if (own.ItemCount != first.ItemCount || !own.Items.SequenceEqual(first.Items) || !own.Categories.SequenceEqual(first.Categories))
            {
                throw new ArgumentException("Only distributions of the same items over the same categories have an average.", nameof(labels));
            }

            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += own.Table.Values[i];
            }
        }

        for (int start = 0; start < sums.Length; start += first.Categories.Length)
        {
            MajorityVote.Normalize(sums.AsSpan(start, first.Categories.Length));
        }

        return new(first.ItemCount, first.Items, ProbabilityTable.Create(sums, first.Categories));
    }

    private static ItemDistributions? FromVotes(AnnotationTable annotations, Action<Span<double>> transform, out string? undefined)
    {
        undefined = annotations.AnnotationCount == 0 ? MajorityVote.NoAnnotations : null;
        if (undefined is not null)
        {
            return null;
        }

        int k = annotations.Categories.Length;
        double[] votes = MajorityVote.Votes(annotations);
        for (int start = 0; start < votes.Length; start += k)
        {
            transform(votes.AsSpan(start, k));
        }

        return MajorityVote.Shares(annotations, votes);
    }

    private static ItemDistributions? Posterior(AnnotationTable annotations, SoftLabelOptions options, AnnotatorErrors errors, out string? undefined) =>
        DawidSkene.Fit(annotations, options.DawidSkene with { Errors = errors }, out undefined)?.Posteriors;

    private static void OneHot(Span<double> votes)
    {
        double highest = Highest(votes);
        for (int c = 0; c < votes.Length; c++)
        {
            votes[c] = votes[c] == highest ? 1 : 0;
        }
    }

    private static void Add(Span<double> votes, double pseudoVotes)
    {
        for (int c = 0; c < votes.Length; c++)
        {
            votes[c] += pseudoVotes;
        }
    }

    private static void Exponentials(Span<double> votes)
    {
        double highest = Highest(votes);
        for (int c = 0; c < votes.Length; c++)
        {
            votes[c] = Math.Exp(votes[c] - highest);
        }
    }

    private static double Highest(ReadOnlySpan<double> votes)
    {
        double highest = 0;
        foreach (double vote in votes)
        {
            highest = Math.Max(highest, vote);
        }

        return highest;
    }
}
