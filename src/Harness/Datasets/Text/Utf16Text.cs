using System.Text;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>Tables that spreadsheets save as "Unicode text": UTF-16 or UTF-32 with a byte order mark, handed on as UTF-8.</summary>
internal static class Utf16Text
{
    private const int LongestMark = 4;

    /// <summary>The stream as UTF-8 where it starts with a byte order mark of UTF-16 or UTF-32; else as it is.</summary>
    /// <param name="stream">The stream, at its start. The result owns it.</param>
    /// <remarks>Text that is not well-formed makes the reading throw a <see cref="DecoderFallbackException"/>.</remarks>
    public static Stream ToUtf8(Stream stream)
    {
        byte[] head = new byte[LongestMark];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        Encoding? encoding = EncodingOf(head.AsSpan(0, length));
        Stream whole = new PrefixedStream(head.AsMemory(0, length), stream);
        return encoding is null ? whole : Encoding.CreateTranscodingStream(whole, encoding, Encoding.UTF8);
    }

    private static Encoding? EncodingOf(ReadOnlySpan<byte> head) =>
        head.StartsWith([(byte)0xFF, (byte)0xFE, (byte)0, (byte)0]) ? new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)
        : head.StartsWith([(byte)0xFF, (byte)0xFE]) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
        : head.StartsWith([(byte)0xFE, (byte)0xFF]) ? new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)
        : null;

    /// <summary>Bytes that were read ahead, and the rest of the stream behind them.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override int Read(Span<byte> buffer)
        {
            if (_prefix.IsEmpty)
            {
                return rest.Read(buffer);
            }

            int length = Math.Min(buffer.Length, _prefix.Length);
            _prefix.Span[..length].CopyTo(buffer);
            _prefix = _prefix[length..];
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
