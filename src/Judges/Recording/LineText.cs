using System.Text;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A string value of a line, undecoded.</summary>
/// <param name="quoted">The value with its quotation marks, escapes and all.</param>
/// <param name="escaped">Whether there are escapes in it.</param>
internal readonly ref struct LineText(ReadOnlySpan<byte> quoted, bool escaped)
{
    /// <summary>The value with its quotation marks; empty where the field is absent.</summary>
    public ReadOnlySpan<byte> Quoted { get; } = quoted;

    /// <summary>Whether the field is there.</summary>
    public bool IsPresent => !Quoted.IsEmpty;

    /// <summary>What stands between the quotation marks; the value itself only where nothing is escaped.</summary>
    public ReadOnlySpan<byte> Raw => Quoted[1..^1];

    /// <summary>Whether it can be a SHA-256 as we write it.</summary>
    public bool IsHashLong => Quoted.Length == ContentKey.HexLength + 2 && !escaped;

    /// <summary>The decoded value.</summary>
    public string Decode()
    {
        if (!escaped)
        {
            return Encoding.UTF8.GetString(Raw);
        }

        var reader = new Utf8JsonReader(Quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>The decoded value as UTF-8.</summary>
    public ReadOnlySpan<byte> DecodeBytes() => escaped ? Encoding.UTF8.GetBytes(Decode()) : Raw;
}
