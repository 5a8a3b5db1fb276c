namespace JudgeEval.Statistics;

/// <summary>What a tie says to <see cref="BradleyTerry"/>.</summary>
public enum ComparisonTies
{
    /// <summary>Half a win for each side.</summary>
    HalfWins,

    /// <summary>An outcome of its own, more likely between equals (Davidson, 1970, doi:10.1080/01621459.1970.10481082).</summary>
    Davidson,
}

/// <summary>What a <see cref="BradleyTerry"/> fit is asked.</summary>
public sealed record BradleyTerryOptions
{
    /// <summary>What ties say. The default is <see cref="ComparisonTies.HalfWins"/>.</summary>
    public ComparisonTies Ties { get; init; } = ComparisonTies.HalfWins;

    /// <summary>Whether being shown first may be an advantage (Davidson and Beaver, 1977, doi:10.2307/2529467). The default is <see langword="false"/>.</summary>
    public bool PositionEffect { get; init; }

    /// <summary>
    /// The precision of a normal prior on log-strengths around 0, at least 0. Above 0 every fit exists, and strengths are drawn
    /// towards each other. The default is 0.
    /// </summary>
    public double Ridge { get; init; }

    /// <summary>The confidence level of the intervals, between 0 and 1. The default is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;
}

/// <summary>
/// The model of Bradley and Terry (1952, doi:10.2307/2334029): the log-odds that a player beats another is the difference of
/// their log-strengths. Maximum likelihood by Newton's method; the maximum is the one that Hunter's algorithm (2004,
/// doi:10.1214/aos/1079120141) approaches.
/// </summary>
public static class BradleyTerry
{
    /// <summary>Estimates strengths.</summary>
    /// <param name="playerCount">How many players there are. Memory grows with its square.</param>
    /// <param name="comparisons">The comparisons, in any order.</param>
    /// <param name="options">Ties, position and prior.</param>
    /// <param name="undefined">Why there is no result; <see langword="null"/> when there is one.</param>
    /// <returns>
    /// The fit; <see langword="null"/> without comparisons, and, without a ridge, where some players never lost against the rest
    /// (Ford, 1957, doi:10.2307/2308513) or the likelihood has no maximum for another reason.
    /// </returns>
    /// <exception cref="ArgumentException">A comparison or an option is out of range.</exception>
    public static BradleyTerryResult? Fit(int playerCount, IReadOnlyCollection<PairedComparison> comparisons, BradleyTerryOptions options, out string? undefined)
    {
        PairedComparison.Check(playerCount, comparisons);
        ArgumentNullException.ThrowIfNull(options);
        Guard.Known(options.Ties, nameof(options));
        if (!(options.Ridge >= 0 && double.IsFinite(options.Ridge)) || options.Confidence is not (> 0 and < 1))
        {
            throw new ArgumentException("The ridge is finite and not negative, and the confidence level lies between 0 and 1.", nameof(options));
        }

        ComparisonTotals totals = ComparisonTotals.Create(playerCount, comparisons);
        undefined = Obstacle(totals, options);
        if (undefined is not null)
        {
            return null;
        }

        BradleyTerryLikelihood likelihood = new(totals, options);
        ConcaveNewton fit = new(likelihood);
        undefined = fit.Maximize() switch
        {
            NewtonEnd.Converged => null,
            NewtonEnd.Singular => "the position effect cannot be told apart from the strengths; show pairs in both orders",
            _ => "the likelihood has no maximum, because the outcomes are separated; more comparisons or a ridge on the strengths could make it finite",
        };
        return undefined is null ? new(totals, likelihood, fit, options) : null;
    }

    private static string? Obstacle(ComparisonTotals totals, BradleyTerryOptions options)
    {
        if (totals.Players.Length == 0)
        {
            return "there is no comparison";
        }

        if (options.Ties == ComparisonTies.Davidson && totals.Decided == 0)
        {
            return "every comparison is a tie, so a tie is certain";
        }

        return options.Ridge > 0 || totals.IsStronglyConnected()
            ? null
            : "the players fall into two groups of which one never lost or tied against the other; more comparisons or a ridge would tell them apart";
    }
}
