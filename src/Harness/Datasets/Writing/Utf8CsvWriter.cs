using System.Buffers;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Datasets.Writing;

/// <summary>Writes fields of a CSV file that are UTF-8 already, byte for byte as <see cref="CsvWriter"/> does.</summary>
internal static class Utf8CsvWriter
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    /// <summary>Writes one of several fields of a record, without what stands between fields.</summary>
    public static void WriteField(Stream stream, ReadOnlySpan<byte> field)
    {
        bool guard = CellGuard.Guards(field);
        if (!field.ContainsAny(NeedsQuotes))
        {
            WriteMark(stream, guard);
            stream.Write(field);
            return;
        }

        stream.WriteByte((byte)'"');
        WriteMark(stream, guard);
        while (field.IndexOf((byte)'"') is >= 0 and var quote)
        {
            stream.Write(field[..(quote + 1)]);
            stream.WriteByte((byte)'"');
            field = field[(quote + 1)..];
        }

        stream.Write(field);
        stream.WriteByte((byte)'"');
    }

    private static void WriteMark(Stream stream, bool guard)
    {
        if (guard)
        {
            stream.WriteByte((byte)'\'');
        }
    }
}
