using System.Numerics;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// A seeded stream of random numbers, one of 2^64 independent streams of a seed, so that resample <c>b</c> always draws the
/// same numbers whichever core computes it.
/// </summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna, 2021, doi:10.1145/3460772), its state filled by SplitMix64 (Steele, Lea and Flood, 2014,
/// doi:10.1145/2660193.2660195) from seed and stream. The sequence is part of the record format and never changes.
/// </remarks>
public struct RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Opens a stream.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Which stream of the seed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RandomStream(ulong seed, ulong stream)
    {
        // The stream is mixed before it meets the seed: neighbouring seeds and streams share no state.
        ulong start = stream;
        ulong state = seed ^ SplitMix(ref start);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, bound), each equally likely (Lemire, 2019, doi:10.1145/3230636).</summary>
    /// <param name="bound">The bound, at least 1.</param>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>
    /// Draws members with replacement and counts them; the numbers are those of as many calls of <see cref="NextInt"/>, the inner
    /// loop of the bootstrap without its checks.
    /// </summary>
    /// <param name="members">The members, each an index into <paramref name="counts"/>.</param>
    /// <param name="draws">How many are drawn.</param>
    /// <param name="counts">Receives one more for each time a member is drawn.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CountDraws(ReadOnlySpan<int> members, int draws, Span<int> counts)
    {
        // A copy stays in registers.
        RandomStream random = this;
        ulong range = (ulong)members.Length;
        ulong threshold = range == 0 ? 0 : unchecked(0UL - range) % range;
        for (int i = 0; i < draws; i++)
        {
            ulong high = Math.BigMul(random.NextUInt64(), range, out ulong low);
            while (low < threshold)
            {
                high = Math.BigMul(random.NextUInt64(), range, out low);
            }

            counts[members[(int)high]]++;
        }

        this = random;
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
