using System.Numerics;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Draws of Binomial(m, 1/2) by counting random bits: 64 fair coins cost one number of the stream.</summary>
internal struct FairBits(RandomStream random)
{
    /// <summary>From here on a rejection sampler is cheaper than the bits.</summary>
    private const int MostBits = 4096;

    private RandomStream _random = random;
    private ulong _bits;
    private int _left;

    /// <summary>The heads among some coins.</summary>
    /// <param name="coins">How many, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Heads(int coins)
    {
        if (coins > _left)
        {
            if (coins > 64)
            {
                return Many(coins);
            }

            _bits = _random.NextUInt64();
            _left = 64;
        }

        // A shift by 64 is one by 0.
        ulong taken = coins == 64 ? _bits : _bits & ((1UL << coins) - 1);
        _bits = coins == 64 ? 0 : _bits >> coins;
        _left -= coins;
        return BitOperations.PopCount(taken);
    }

    private int Many(int coins)
    {
        if (coins > MostBits)
        {
            return BinomialSampler.Draw(ref _random, coins, 0.5);
        }

        int heads = 0;
        for (; coins > 64; coins -= 64)
        {
            heads += BitOperations.PopCount(_random.NextUInt64());
        }

        return heads + BitOperations.PopCount(_random.NextUInt64() >> (64 - coins));
    }
}
