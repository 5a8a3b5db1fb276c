using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>Strengths of players. Immutable.</summary>
public sealed class BradleyTerryResult
{
    private readonly ImmutableArray<double> _covariance;
    private readonly ImmutableArray<int> _place;
    private readonly double _confidence;
    private readonly double _logTie;

    internal BradleyTerryResult(ComparisonTotals totals, BradleyTerryLikelihood likelihood, ConcaveNewton fit, BradleyTerryOptions options)
    {
        _confidence = options.Confidence;
        int k = totals.Players.Length, n = likelihood.ParameterCount;
        double[] strengths = new double[k], all = fit.Covariance();
        double[] covariance = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            strengths[i] = likelihood.IndexOf(i) < 0 ? 0 : fit.Parameters[likelihood.IndexOf(i)];
            for (int j = 0; j < k; j++)
            {
                bool fixedAtZero = likelihood.IndexOf(i) < 0 || likelihood.IndexOf(j) < 0;
                covariance[(i * k) + j] = fixedAtZero ? 0 : all[(likelihood.IndexOf(i) * n) + likelihood.IndexOf(j)];
            }
        }

        Center(strengths, covariance);
        _covariance = [.. covariance];
        int[] place = new int[totals.PlayerCount];
        Array.Fill(place, -1);
        for (int i = 0; i < k; i++)
        {
            place[totals.Players[i]] = i;
        }

        _place = [.. place];
        Strengths = [.. place.Select(i => i < 0
            ? Estimate.Undefined("the player was never compared", 0)
            : WithInterval(strengths[i], Math.Sqrt(covariance[(i * k) + i]), totals.Games[i]))];
        long games = totals.Decided + totals.Tied;
        PositionEffect = likelihood.Position < 0
            ? Estimate.Undefined("no position effect was asked for", 0)
            : WithInterval(fit.Parameters[likelihood.Position], Math.Sqrt(all[likelihood.Position * (n + 1)]), games);
        _logTie = likelihood.Tie < 0 ? double.NegativeInfinity : fit.Parameters[likelihood.Tie];
        TieParameter = options.Ties == ComparisonTies.Davidson
            ? Estimate.Of(Math.Exp(_logTie), Count(games))
            : Estimate.Undefined("ties count as half wins", 0);
        LogLikelihood = fit.Value;
        Rounds = fit.Rounds;
    }

    /// <summary>
    /// The log-strengths, with mean 0, and their normal (Wald) intervals; undefined for players who were never compared. n is the
    /// player's comparisons.
    /// </summary>
    public ImmutableArray<Estimate> Strengths { get; }

    /// <summary>What is added to the log-odds of the player shown first; undefined when it was not asked for.</summary>
    public Estimate PositionEffect { get; }

    /// <summary>Davidson's ν, at least 0: a tie between equals has probability ν / (2 + ν). Undefined when ties count as half wins.</summary>
    public Estimate TieParameter { get; }

    /// <summary>The log-likelihood at the maximum, less the ridge's penalty.</summary>
    public double LogLikelihood { get; }

    /// <summary>How many rounds Newton's method took.</summary>
    public int Rounds { get; }

    /// <summary>The standard error of a player's log-strength, from the inverse of the information; undefined as the log-strength.</summary>
    /// <param name="player">The player, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such player.</exception>
    public Estimate StandardErrorOf(int player)
    {
        Guard.Index(player, Strengths.Length);
        return Strengths[player].IsDefined ? Estimate.Of(Math.Sqrt(Covariance(player, player)), Strengths[player].N) : Strengths[player];
    }

    /// <summary>The difference of two players' log-strengths with its interval, which accounts for their correlation. Exchanging the players changes the sign.</summary>
    /// <param name="player">The player.</param>
    /// <param name="other">The player who is subtracted; another one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such player.</exception>
    public Estimate Difference(int player, int other)
    {
        Guard.Index(player, Strengths.Length);
        Guard.Index(other, Strengths.Length);
        if (!Strengths[player].IsDefined || !Strengths[other].IsDefined)
        {
            return Strengths[player].IsDefined ? Strengths[other] : Strengths[player];
        }

        double variance = Covariance(player, player) + Covariance(other, other) - (2 * Covariance(player, other));
        return WithInterval(
            Strengths[player].Value - Strengths[other].Value, Math.Sqrt(Math.Max(0, variance)), Math.Min(Strengths[player].N, Strengths[other].N));
    }

    /// <summary>The probability that a player beats another where place does not matter, 0..1. With ties as an outcome of their own, it leaves room for them.</summary>
    /// <param name="player">The player.</param>
    /// <param name="other">The opponent.</param>
    public Estimate WinProbability(int player, int other)
    {
        Estimate difference = Difference(player, other);
        return difference.IsDefined ? Estimate.Of(new BradleyTerryLikelihood.Outcomes(difference.Value, _logTie).First, difference.N) : difference;
    }

    private double Covariance(int player, int other) =>
        _covariance[(_place[player] * (int)Math.Sqrt(_covariance.Length)) + _place[other]];

    private Estimate WithInterval(double value, double standardError, long games)
    {
        double margin = WaldInterval.Margin(_confidence, standardError);
        return Estimate.Of(value, Count(games)).WithInterval(ConfidenceInterval.ByFormula(value - margin, value + margin, _confidence, "wald", "comparison"));
    }

    private static int Count(long games) => (int)Math.Min(int.MaxValue, games);

    /// <summary>Takes the mean off the strengths, and off the covariance in rows and columns.</summary>
    private static void Center(double[] strengths, double[] covariance)
    {
        int k = strengths.Length;
        double mean = strengths.Average();
        double[] rows = new double[k];
        for (int i = 0; i < k; i++)
        {
            strengths[i] -= mean;
            rows[i] = covariance.AsSpan(i * k, k).ToArray().Average();
        }

        double all = rows.Average();
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                covariance[(i * k) + j] += all - rows[i] - rows[j];
            }
        }
    }
}
