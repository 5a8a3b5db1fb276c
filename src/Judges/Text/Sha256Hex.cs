using System.Security.Cryptography;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>SHA-256 in lower-case hexadecimal, the form of every hash in a file.</summary>
internal static class Sha256Hex
{
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
