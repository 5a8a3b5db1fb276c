using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Random numbers that hang on a seed, on a request's content and on the attempt alone: the same request waits the same, in whatever
/// order requests come and fail.
/// </summary>
internal static class RequestJitter
{
    /// <summary>A hash of the roles, the texts and the model.</summary>
    public static ulong Hash(IEnumerable<ChatMessage> messages, string? model)
    {
        ulong hash = Absorb(0, model);
        foreach (ChatMessage message in messages)
        {
            hash = Absorb(Absorb(hash, message.Role.Value), message.Text);
        }

        return hash;
    }

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public static double Unit(ulong seed, ulong request, int attempt) =>
        (Mix(Mix(Mix(seed) ^ request) ^ (ulong)attempt) >> 11) * (1.0 / (1UL << 53));

    // FNV-1a over UTF-16 code units (Fowler, Noll and Vo, RFC 9923), with the length, so that "ab","c" is not "a","bc".
    private static ulong Absorb(ulong hash, string? text)
    {
        hash ^= 0xCBF29CE484222325;
        foreach (char c in text ?? "")
        {
            hash = unchecked((hash ^ c) * 0x00000100000001B3);
        }

        return Mix(hash ^ (ulong)(text?.Length ?? -1));
    }

    // The output function of SplitMix64 (Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195).
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
