using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// How often each judge has each rank over resamples (the bootstrap of a ranking: Goldstein and Spiegelhalter, 1996, doi:10.2307/2983325; Hall and
/// Miller, 2009, doi:10.1214/08-AOS661). Judges that tie in a resample share their ranks.
/// </summary>
internal sealed class RankTally
{
    private readonly double[][] _shares;

    private RankTally(double[][] shares, int undefined)
    {
        _shares = shares;
        Undefined = undefined;
    }

    /// <summary>How many resamples had no value for some judge.</summary>
    public int Undefined { get; }

    /// <summary>Counts ranks.</summary>
    /// <param name="replicates">Replicates by dataset and judge.</param>
    /// <param name="judges">How many judges there are.</param>
    /// <param name="metric">The metric, for its direction.</param>
    public static RankTally Of(double[][][] replicates, int judges, AlignmentMetric metric)
    {
        double[][] shares = [.. Enumerable.Range(0, judges).Select(_ => new double[judges])];
        int resamples = judges == 0 ? 0 : replicates[0][0].Length, undefined = 0;
        double sign = metric.HigherIsBetter() ? 1 : -1;
        double[] figures = new double[judges];
        for (int b = 0; b < resamples; b++)
        {
            for (int j = 0; j < judges; j++)
            {
                double sum = 0;
                foreach (double[][] dataset in replicates)
                {
                    sum += dataset[j][b];
                }

                figures[j] = sign * sum / replicates.Length;
            }

            if (Array.Exists(figures, double.IsNaN))
            {
                undefined++;
                continue;
            }

            Count(figures, shares);
        }

        foreach (double[] judge in shares)
        {
            for (int rank = 0; rank < judges; rank++)
            {
                judge[rank] /= Math.Max(1, resamples - undefined);
            }
        }

        return new RankTally(undefined < resamples ? shares : [.. shares.Select(_ => Array.Empty<double>())], undefined);
    }

    /// <summary>The probability of each rank of a judge; empty where no resample tells.</summary>
    public double[] Of(int judge) => _shares[judge];

    /// <summary>The ranks from which on, and up to which, a judge stands with at least the probability that each end may leave out.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="confidence">The confidence level.</param>
    public RankRange? Range(int judge, double confidence)
    {
        double[] shares = _shares[judge];
        if (shares.Length == 0)
        {
            return null;
        }

        // Sums of shares end a little below 1.
        const double Rounding = 1e-9;
        double tail = (1 - confidence) / 2, below = 0;
        int best = 0, worst = 0;
        for (int rank = 1; rank <= shares.Length; rank++)
        {
            below += shares[rank - 1];
            best = best == 0 && below > tail + Rounding ? rank : best;
            worst = worst == 0 && below >= 1 - tail - Rounding ? rank : worst;
        }

        return new RankRange(best, worst);
    }

    private static void Count(double[] figures, double[][] shares)
    {
        int[] order = JudgeOrder.Sorted(figures);
        for (int first = 0; first < order.Length;)
        {
            int end = first + 1;
            while (end < order.Length && !JudgeOrder.IsAbove(figures[order[first]], figures[order[end]]))
            {
                end++;
            }

            for (int place = first; place < end; place++)
            {
                for (int rank = first; rank < end; rank++)
                {
                    shares[order[place]][rank] += 1.0 / (end - first);
                }
            }

            first = end;
        }
    }
}
