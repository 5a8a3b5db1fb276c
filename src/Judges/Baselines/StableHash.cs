namespace JudgeEval.Judges;

/// <summary>Hashes that are the same on every machine and in every version of .NET.</summary>
internal static class StableHash
{
    public const ulong Empty = 14695981039346656037;

    /// <summary>The hash of a text: FNV-1a over UTF-16 code units, mixed.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = Empty;
        foreach (char c in text)
        {
            hash = Add(hash, c);
        }

        return Mix(hash);
    }

    /// <summary>The hash with one code unit more (Fowler, Noll and Vo, RFC 9923).</summary>
    public static ulong Add(ulong hash, char c) => (hash ^ c) * 1099511628211;

    /// <summary>Spreads every bit over all (the finaliser of SplitMix64: Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195).</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The hash of a seed and a text, whatever else is hashed.</summary>
    public static ulong Of(ulong seed, ReadOnlySpan<char> text) => Mix(Mix(seed) ^ Of(text));
}
