using System.Text;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Seeds of a dataset's own draws: they hang on its name alone, so that neither the order nor the number of datasets changes them.</summary>
internal static class DrawSeed
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The seed of some draws of a dataset (FNV-1a, 64 bits: Fowler, Noll and Vo).</summary>
    /// <param name="seed">The leaderboard's seed.</param>
    /// <param name="purpose">What is drawn, so that two kinds of draws are independent.</param>
    /// <param name="dataset">The dataset's name.</param>
    public static ulong Of(ulong seed, string purpose, string dataset)
    {
        ulong hash = Offset;
        foreach (byte b in Encoding.UTF8.GetBytes($"{purpose}\0{dataset}"))
        {
            hash = unchecked((hash ^ b) * Prime);
        }

        return seed ^ hash;
    }
}
