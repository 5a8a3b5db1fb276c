using JudgeEval.Judges;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Seeds of a dataset's own draws: they hang on its name alone, so that neither the order nor the number of datasets changes them.</summary>
internal static class DrawSeed
{
    /// <summary>The seed of some draws of a dataset.</summary>
    /// <param name="seed">The leaderboard's seed.</param>
    /// <param name="purpose">What is drawn, so that two kinds of draws are independent.</param>
    /// <param name="dataset">The dataset's name.</param>
    public static ulong Of(ulong seed, string purpose, string dataset)
    {
        ulong hash = StableHash.Empty;
        foreach (char c in $"{purpose}\0{dataset}")
        {
            hash = StableHash.Add(hash, c);
        }

        return seed ^ hash;
    }
}
