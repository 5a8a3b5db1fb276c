using System.Buffers;
using System.Text;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>Lines and columns of bytes; worked out only when something is wrong.</summary>
internal static class Utf8Position
{
    /// <summary>The place of a byte in a block that starts at the beginning of a line.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte's offset, from 0 to the block's length.</param>
    /// <param name="firstLine">The number of the block's first line.</param>
    /// <returns>The line, and the column in UTF-16 code units; both from 1.</returns>
    public static (int Line, int Column) Of(ReadOnlySpan<byte> block, int offset, int firstLine)
    {
        ReadOnlySpan<byte> before = block[..offset];
        int breaks = before.Count((byte)'\n');
        ReadOnlySpan<byte> line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return (firstLine + breaks, Encoding.UTF8.GetCharCount(line) + 1);
    }

    /// <summary>The offset of the first byte that is not part of well-formed UTF-8.</summary>
    /// <param name="bytes">Bytes that are not well-formed as a whole.</param>
    public static int OfFirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (offset < bytes.Length && Rune.DecodeFromUtf8(bytes[offset..], out _, out int consumed) == OperationStatus.Done)
        {
            offset += consumed;
        }

        return offset;
    }
}
