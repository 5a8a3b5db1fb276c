using System.IO.Compression;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>
/// Unpacks gzip and refuses a file that was cut off. The library ends silently where the bytes end, so a file cut between two rows would
/// lose the rest unnoticed. Therefore a small member of known content is read behind the file: it comes out whole only behind a whole file.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Seal = "\0judgeeval: the end\0"u8.ToArray();
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly Stream _unpacked;
    private readonly byte[] _held = new byte[64 * 1024];
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>Unpacks a stream.</summary>
    /// <param name="packed">The packed bytes; disposed with this stream.</param>
    public WholeGzipStream(Stream packed) => _unpacked = new GZipStream(new Joined(packed), CompressionMode.Decompress);

    /// <summary>Reads what stands before the seal.</summary>
    /// <param name="buffer">Takes the bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are not gzip, damaged, or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back until it is known whether they are the seal.
        while (!_ended && _to - _from <= Seal.Length)
        {
            _held.AsSpan(_from.._to).CopyTo(_held);
            (_from, _to) = (0, _to - _from);
            int read = _unpacked.Read(_held.AsSpan(_to));
            _to += read;
            _ended = read == 0;
        }

        if (_ended && !_held.AsSpan(_from.._to).EndsWith(Seal))
        {
            throw new InvalidDataException("the file is cut off or something follows its end");
        }

        int count = Math.Min(buffer.Length, _to - _from - Seal.Length);
        _held.AsSpan(_from, count).CopyTo(buffer);
        _from += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The packed bytes with the packed seal behind.</summary>
    private sealed class Joined(Stream first) : ForwardStream
    {
        private int _sealRead;

        public override int Read(Span<byte> buffer)
        {
            int read = first.Read(buffer);
            if (read > 0 || buffer.Length == 0)
            {
                return read;
            }

            int count = Math.Min(buffer.Length, PackedSeal.Length - _sealRead);
            PackedSeal.AsSpan(_sealRead, count).CopyTo(buffer);
            _sealRead += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                first.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
