using System.Text;

namespace JudgeEval.Harness.Datasets.Sorting;

/// <summary>Puts together the bytes of a record. Used over and over, so that a record costs no allocation.</summary>
internal sealed class RecordWriter
{
    private byte[] _bytes = new byte[512];
    private int _filled;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _filled);

    /// <summary>Begins another record.</summary>
    public RecordWriter Clear()
    {
        _filled = 0;
        return this;
    }

    /// <summary>Writes a text such that it sorts as texts do.</summary>
    public RecordWriter Key(string text)
    {
        _filled += OrdinalKey.Write(text, Room(OrdinalKey.MostBytes(text)));
        return this;
    }

    /// <summary>Writes a byte.</summary>
    public RecordWriter Byte(byte value)
    {
        Room(1)[0] = value;
        _filled++;
        return this;
    }

    /// <summary>Writes a number in as few bytes as it needs.</summary>
    /// <param name="value">Not negative.</param>
    public RecordWriter Number(int value)
    {
        Span<byte> room = Room(5);
        uint rest = (uint)value;
        int at = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            room[at++] = (byte)(rest | 0x80);
        }

        room[at++] = (byte)rest;
        _filled += at;
        return this;
    }

    /// <summary>Writes a number such that it sorts by its size.</summary>
    /// <param name="value">Not negative.</param>
    public RecordWriter SortedNumber(int value)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), value);
        _filled += sizeof(int);
        return this;
    }

    /// <summary>Writes a text with its length.</summary>
    public RecordWriter Text(string text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        _filled += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
        return this;
    }

    /// <summary>Writes bytes with their number.</summary>
    public RecordWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        _filled += bytes.Length;
        return this;
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - _filled < size)
        {
            Array.Resize(ref _bytes, checked(Math.Max(_bytes.Length * 2, _filled + size)));
        }

        return _bytes.AsSpan(_filled);
    }
}

/// <summary>Takes the bytes of a record apart, in the order in which they were written.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Reads a byte.</summary>
    public byte Byte()
    {
        byte value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>Reads a number.</summary>
    public int Number()
    {
        uint value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Byte();
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)value;
            }
        }
    }

    /// <summary>Reads bytes or the UTF-8 of a text.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        int length = Number();
        ReadOnlySpan<byte> value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }

    /// <summary>Reads a text.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes());
}
