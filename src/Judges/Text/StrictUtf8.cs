using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace JudgeEval.Judges;

/// <summary>UTF-8 that is checked, with the place of the first byte that is not UTF-8.</summary>
internal static class StrictUtf8
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes without a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;

    /// <summary>Decodes; on failure says where the first bad byte is, with line and column counted from 1.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text, out int line, out int column)
    {
        bytes = WithoutMark(bytes);
        if (Utf8.IsValid(bytes))
        {
            (text, line, column) = (Encoding.UTF8.GetString(bytes), 0, 0);
            return true;
        }

        string valid = ValidPrefix(bytes);
        int lastBreak = valid.LastIndexOf('\n');
        text = "";
        line = valid.AsSpan().Count('\n') + 1;
        column = valid.Length - lastBreak;
        return false;
    }

    /// <summary>The column, counted from 1 in UTF-16 code units, of a byte of a line.</summary>
    public static int ColumnOf(ReadOnlySpan<byte> line, long position)
    {
        ReadOnlySpan<byte> before = line[..(int)Math.Min(position, line.Length)];
        return (Utf8.IsValid(before) ? Encoding.UTF8.GetCharCount(before) : ValidPrefix(before).Length) + 1;
    }

    /// <summary>The column of the first byte that is not UTF-8, or 0 when the line is UTF-8.</summary>
    public static int ColumnOfBadByte(ReadOnlySpan<byte> line) => Utf8.IsValid(line) ? 0 : ValidPrefix(line).Length + 1;

    private static string ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        int valid = 0;
        while (valid < bytes.Length && Rune.DecodeFromUtf8(bytes[valid..], out _, out int consumed) == OperationStatus.Done)
        {
            valid += consumed;
        }

        return Encoding.UTF8.GetString(bytes[..valid]);
    }
}
