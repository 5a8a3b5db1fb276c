using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JudgeEval.Judges;

/// <summary>A SHA-256 as a value of 32 bytes; in files it is lower-case hexadecimal. The order is that of the bytes, and so that of the text too.</summary>
internal readonly record struct ContentKey(ulong A, ulong B, ulong C, ulong D) : IComparable<ContentKey>
{
    /// <summary>How many characters its text has.</summary>
    public const int HexLength = 64;

    private const int Size = 32;

    /// <summary>The hash of some bytes.</summary>
    public static ContentKey Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(bytes, digest);
        return FromBytes(digest);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static ContentKey Parse(string hex) => FromBytes(Convert.FromHexString(hex));

    /// <summary>Writes the 64 digits as UTF-8.</summary>
    public void Write(Span<byte> hex)
    {
        Span<byte> digest = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(digest, A);
        BinaryPrimitives.WriteUInt64BigEndian(digest[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(digest[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(digest[24..], D);
        if (!Convert.TryToHexStringLower(digest, hex, out _))
        {
            throw new ArgumentException("64 bytes are needed.", nameof(hex));
        }
    }

    /// <summary>Whether a text, as UTF-8, is this hash.</summary>
    public bool Is(ReadOnlySpan<byte> hex)
    {
        Span<byte> own = stackalloc byte[HexLength];
        Write(own);
        return own.SequenceEqual(hex);
    }

    /// <inheritdoc/>
    public int CompareTo(ContentKey other) =>
        A != other.A ? A.CompareTo(other.A)
        : B != other.B ? B.CompareTo(other.B)
        : C != other.C ? C.CompareTo(other.C)
        : D.CompareTo(other.D);

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> hex = stackalloc byte[HexLength];
        Write(hex);
        return Encoding.ASCII.GetString(hex);
    }

    private static ContentKey FromBytes(ReadOnlySpan<byte> digest) => new(
        BinaryPrimitives.ReadUInt64BigEndian(digest),
        BinaryPrimitives.ReadUInt64BigEndian(digest[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(digest[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(digest[24..]));
}
