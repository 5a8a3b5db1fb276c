namespace JudgeEval.Harness.Imports;

/// <summary>Turns offsets of a text into lines and columns. The text's bytes are kept, so that a column is counted only when somebody asks.</summary>
internal sealed class JsonPlaces
{
    /// <summary>Characters are counted once in blocks of so many bytes: a file is often one line, and every label in it has a column.</summary>
    private const int Block = 4096;

    private readonly string _path;
    private readonly int _firstLine;
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private int[]? _charsAtBlock;

    /// <summary>Notes where the lines start.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstLine">The number of the first line.</param>
    /// <param name="bytes">The text.</param>
    public JsonPlaces(string path, int firstLine, ReadOnlySpan<byte> bytes)
    {
        _path = path;
        _firstLine = firstLine;
        _bytes = bytes.ToArray();
        _starts = new int[bytes.Count((byte)'\n') + 1];
        for (int line = 1; line < _starts.Length; line++)
        {
            _starts[line] = _starts[line - 1] + bytes[_starts[line - 1]..].IndexOf((byte)'\n') + 1;
        }
    }

    /// <summary>The place of an offset.</summary>
    /// <param name="offset">In bytes, from 0.</param>
    public SourceLocation Of(int offset)
    {
        int found = Array.BinarySearch(_starts, offset);
        int line = found >= 0 ? found : ~found - 1;
        return new SourceLocation(_path, _firstLine + line, CharsBetween(_starts[line], offset) + 1);
    }

    private int CharsBetween(int start, int end)
    {
        if (end - start <= Block)
        {
            return Chars(_bytes.AsSpan(start..end));
        }

        int[] atBlock = _charsAtBlock ??= CountBlocks();
        return CharsBefore(atBlock, end) - CharsBefore(atBlock, start);
    }

    private int CharsBefore(int[] atBlock, int offset) => atBlock[offset / Block] + Chars(_bytes.AsSpan(offset / Block * Block, offset % Block));

    private int[] CountBlocks()
    {
        int[] counts = new int[(_bytes.Length / Block) + 1];
        for (int block = 1; block < counts.Length; block++)
        {
            counts[block] = counts[block - 1] + Chars(_bytes.AsSpan((block - 1) * Block, Block));
        }

        return counts;
    }

    // UTF-16 characters by their first bytes, so that a part may begin and end anywhere: continuation bytes begin none, bytes from F0 on begin two.
    private static int Chars(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte b in bytes)
        {
            count += ((b & 0xC0) == 0x80 ? 0 : 1) + (b >= 0xF0 ? 1 : 0);
        }

        return count;
    }
}
