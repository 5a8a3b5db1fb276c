using System.Collections.Immutable;

namespace JudgeEval.Statistics;

/// <summary>The constants of <see cref="Elo"/>.</summary>
public sealed record EloOptions
{
    /// <summary>The most that one game moves a rating, positive. The default is 32.</summary>
    public double K { get; init; } = 32;

    /// <summary>The rating before the first game. The default is 1500.</summary>
    public double InitialRating { get; init; } = 1500;

    /// <summary>The difference of ratings at which the odds are 10 to 1, positive. The default is 400.</summary>
    public double Scale { get; init; } = 400;
}

/// <summary>A player's rating over many orders of the games.</summary>
/// <param name="Mean">The mean rating over the orders; undefined for a player without games. n is the player's games.</param>
/// <param name="StandardDeviation">How much the rating depends on the order: its standard deviation over the orders, divisor orders - 1.</param>
public sealed record EloRating(Estimate Mean, Estimate StandardDeviation);

/// <summary>
/// Elo ratings (Elo, 1978, "The rating of chessplayers, past and present", ISBN 0-668-04721-6): after each game both ratings move by K times the
/// difference between score and expected score. The sum of the ratings never changes.
/// </summary>
/// <remarks>
/// The order of the games matters: the last count most, which suits players who change and misleads about players who do not.
/// For fixed players, such as systems compared on a set of prompts, use <see cref="BradleyTerry"/>, or average over orders.
/// </remarks>
public static class Elo
{
    /// <summary>Ratings after all games in the given order.</summary>
    /// <param name="playerCount">How many players there are.</param>
    /// <param name="games">The games, the first played first; a game with a count is played that often in a row, which takes as much time and memory. A tie scores one half.</param>
    /// <param name="options">The constants.</param>
    /// <returns>The ratings; undefined for players without games. n is the player's games.</returns>
    /// <exception cref="ArgumentException">A game or a constant is out of range.</exception>
    public static ImmutableArray<Estimate> Rate(int playerCount, IReadOnlyList<PairedComparison> games, EloOptions options)
    {
        Check(playerCount, games, options);
        PairedComparison[] single = Singles(games);
        double[] ratings = new double[playerCount];
        Play(single, ratings, options);
        int[] counts = Counts(playerCount, single);
        return [.. ratings.Select((rating, player) => Of(rating, counts[player]))];
    }

    /// <summary>Ratings averaged over random orders of the games.</summary>
    /// <param name="playerCount">How many players there are.</param>
    /// <param name="games">The games; the order in which they are given does not matter.</param>
    /// <param name="options">The constants.</param>
    /// <param name="orders">How many orders, at least 2.</param>
    /// <param name="seed">The seed; order o is drawn from the seed's stream o.</param>
    /// <returns>Mean and standard deviation over the orders; undefined for players without games.</returns>
    /// <exception cref="ArgumentException">A game or a constant is out of range.</exception>
    public static ImmutableArray<EloRating> RateOverOrders(int playerCount, IReadOnlyList<PairedComparison> games, EloOptions options, int orders, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 2);
        Check(playerCount, games, options);

        // Sorted first, so that the order in which the games are given does not matter.
        PairedComparison[] single = [.. Singles(games).OrderBy(g => g.First).ThenBy(g => g.Second).ThenBy(g => g.Outcome)];
        PairedComparison[] shuffled = new PairedComparison[single.Length];
        double[] ratings = new double[playerCount], mean = new double[playerCount], squares = new double[playerCount];
        for (int order = 0; order < orders; order++)
        {
            single.CopyTo(shuffled, 0);
            Shuffle(shuffled, new RandomStream(seed, (ulong)order));
            Play(shuffled, ratings, options);
            for (int player = 0; player < playerCount; player++)
            {
                // Welford's update: no difference of large sums.
                double difference = ratings[player] - mean[player];
                mean[player] += difference / (order + 1);
                squares[player] += difference * (ratings[player] - mean[player]);
            }
        }

        int[] counts = Counts(playerCount, single);
        return [.. mean.Select((rating, player) => new EloRating(Of(rating, counts[player]), Of(Math.Sqrt(squares[player] / (orders - 1)), counts[player])))];
    }

    /// <summary>The expected score of a player, 0..1.</summary>
    /// <param name="rating">The player's rating.</param>
    /// <param name="opponent">The opponent's.</param>
    /// <param name="options">The constants.</param>
    /// <exception cref="ArgumentException">A rating is not finite, or a constant is out of range.</exception>
    public static double ExpectedScore(double rating, double opponent, EloOptions options)
    {
        Guard.Finite(rating);
        Guard.Finite(opponent);
        Check(options);
        return Expected(rating, opponent, options);
    }

    private static double Expected(double rating, double opponent, EloOptions options) => 1 / (1 + Math.Pow(10, (opponent - rating) / options.Scale));

    private static void Play(PairedComparison[] games, double[] ratings, EloOptions options)
    {
        Array.Fill(ratings, options.InitialRating);
        foreach (PairedComparison game in games)
        {
            double change = options.K * (game.FirstScore - Expected(ratings[game.First], ratings[game.Second], options));
            ratings[game.First] += change;
            ratings[game.Second] -= change;
        }
    }

    private static void Shuffle(PairedComparison[] games, RandomStream random)
    {
        for (int i = games.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (games[i], games[j]) = (games[j], games[i]);
        }
    }

    private static PairedComparison[] Singles(IReadOnlyList<PairedComparison> games) =>
        [.. games.SelectMany(game => Enumerable.Repeat(game with { Count = 1 }, game.Count))];

    private static int[] Counts(int playerCount, PairedComparison[] games)
    {
        int[] counts = new int[playerCount];
        foreach (PairedComparison game in games)
        {
            counts[game.First]++;
            counts[game.Second]++;
        }

        return counts;
    }

    private static Estimate Of(double value, int games) => games == 0 ? Estimate.Undefined("the player has no game", 0) : Estimate.OfComputed(value, games);

    private static void Check(int playerCount, IReadOnlyList<PairedComparison> games, EloOptions options)
    {
        ArgumentNullException.ThrowIfNull(games);
        PairedComparison.Check(playerCount, games);
        Check(options);
    }

    private static void Check(EloOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.K > 0 && double.IsFinite(options.K)) || !(options.Scale > 0 && double.IsFinite(options.Scale)) || !double.IsFinite(options.InitialRating))
        {
            throw new ArgumentException("K and scale are positive and finite, and the initial rating is finite.", nameof(options));
        }
    }
}
