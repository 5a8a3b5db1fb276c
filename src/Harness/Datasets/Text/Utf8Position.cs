using System.Buffers;
using System.Text;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>Lines and columns of bytes, and where bytes stop being UTF-8.</summary>
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
        int lastBreak = before.LastIndexOf((byte)'\n');
        int breaks = lastBreak < 0 ? 0 : before[..lastBreak].Count((byte)'\n') + 1;
        return (firstLine + breaks, Encoding.UTF8.GetCharCount(before[(lastBreak + 1)..]) + 1);
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
