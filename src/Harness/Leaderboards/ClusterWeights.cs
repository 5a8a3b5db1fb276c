using System.Runtime.CompilerServices;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// Weights of a Bayesian bootstrap for rows that several judges share: one exponential weight for each cluster (Rubin, 1981,
/// doi:10.1214/aos/1176345338), as whole numbers, so that sums do not depend on their order. Immutable.
/// </summary>
internal sealed class ClusterWeights
{
    // All weights together stay about below this, so that statistics may multiply them by 60 within 32 bits.
    private const int LargestWeight = 1 << 24;
    private const int LargestUnit = 4096;

    private readonly int[] _clusterOfRow;

    /// <summary>Prepares the draws.</summary>
    /// <param name="clusterOfRow">The cluster of each row, from 0.</param>
    /// <param name="count">How many clusters there are.</param>
    public ClusterWeights(int[] clusterOfRow, int count)
    {
        _clusterOfRow = clusterOfRow;
        Count = count;
        Unit = Math.Clamp(LargestWeight / Math.Max(1, clusterOfRow.Length), 1, LargestUnit);
    }

    /// <summary>How many clusters there are; fewer than two cannot be resampled.</summary>
    public int Count { get; }

    /// <summary>The weight of a whole row.</summary>
    public int Unit { get; }

    /// <summary>How many rows a cluster has in the mean.</summary>
    public double MeanSize => (double)_clusterOfRow.Length / Math.Max(1, Count);

    /// <summary>Draws the weight of each row.</summary>
    /// <param name="random">The stream of the draw.</param>
    /// <param name="scratch">One place for each cluster.</param>
    /// <param name="weights">Receives the weights, one for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ref RandomStream random, double[] scratch, int[] weights)
    {
        double sum = 0;
        for (int c = 0; c < scratch.Length; c++)
        {
            sum += scratch[c] = GammaSampler.Draw(ref random, 1);
        }

        double scale = sum == 0 ? 0 : Unit * (double)Count / sum;
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (int)Math.Round(scale * scratch[_clusterOfRow[row]]);
        }
    }
}
