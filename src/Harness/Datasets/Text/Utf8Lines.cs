using System.Runtime.CompilerServices;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>
/// Streams a file as blocks of whole lines. A block starts as one line and can be lengthened line by line, which is what a
/// quoted CSV field with line breaks needs; after a mistake in it the reading can go on behind its first line.
/// </summary>
/// <remarks>
/// The methods that every row passes through, here and in the rooms around, are compiled with full optimization at once: a
/// command lives for a second or two, and half of the reading would be over before the runtime replaces its first, slow code.
/// </remarks>
internal sealed class Utf8Lines : IDisposable
{
    private const int InitialCapacity = 256 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer;
    private int _filled;
    private long _before;
    private int _start;
    private int _end;
    private int _next;
    private int _nextOfFirst;
    private int _lines;
    private bool _atEnd;

    public Utf8Lines(Stream stream, int capacity = InitialCapacity)
    {
        _stream = stream;
        _buffer = new byte[capacity];
        Fill();
        ReadOnlySpan<byte> head = _buffer.AsSpan(0, _filled);
        IsUtf16 = head.StartsWith([(byte)0xFF, (byte)0xFE]) || head.StartsWith([(byte)0xFE, (byte)0xFF]);
        _next = head.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>Whether the file starts with a byte order mark of UTF-16.</summary>
    public bool IsUtf16 { get; }

    /// <summary>The number of the block's first line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many bytes of the file stand before the block.</summary>
    public long Offset => _before + _start;

    /// <summary>The block without its last line break; line breaks inside it stand as in the file.</summary>
    public ReadOnlySpan<byte> Block => _buffer.AsSpan(_start, _end - _start);

    /// <summary>What was read ahead of the next line, at most a buffer; to look at, before the first line is taken.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_next, _filled - _next);

    /// <summary>Goes to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        Line += _lines;
        _start = _next;
        _end = _next;
        if (!TakeLine())
        {
            return false;
        }

        Line = Math.Max(Line, 1);
        _lines = 1;
        _nextOfFirst = _next - _start;
        return true;
    }

    /// <summary>Lengthens the block by the next line.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Extend()
    {
        if (!TakeLine())
        {
            return false;
        }

        _lines++;
        return true;
    }

    /// <summary>Gives back all lines of the block but its first.</summary>
    public void KeepFirstLine()
    {
        _next = _start + _nextOfFirst;
        _lines = 1;
    }

    public void Dispose() => _stream.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeLine()
    {
        int searched = _next;
        while (true)
        {
            int feed = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                int at = searched + feed;
                _end = at > _next && _buffer[at - 1] == (byte)'\r' ? at - 1 : at;
                _next = at + 1;
                return true;
            }

            if (_atEnd)
            {
                if (_next == _filled)
                {
                    return false;
                }

                _end = _filled;
                _next = _filled;
                return true;
            }

            searched = _filled;
            searched -= MakeRoom();
            Fill();
        }
    }

    /// <summary>Moves the block to the front, or doubles the buffer when the block fills it.</summary>
    /// <returns>By how much positions fell.</returns>
    private int MakeRoom()
    {
        int moved = _start;
        if (moved > 0)
        {
            _buffer.AsSpan(moved, _filled - moved).CopyTo(_buffer);
            _before += moved;
            _start = 0;
            _end -= moved;
            _next -= moved;
            _filled -= moved;
        }
        else if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }

        return moved;
    }

    private void Fill()
    {
        while (_filled < _buffer.Length)
        {
            int read = _stream.Read(_buffer.AsSpan(_filled));
            if (read == 0)
            {
                _atEnd = true;
                return;
            }

            _filled += read;
        }
    }
}
