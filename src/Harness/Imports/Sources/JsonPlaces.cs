using System.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>Turns offsets of a text into lines and columns. The text's bytes are kept, so that a column is counted only when somebody asks.</summary>
internal sealed class JsonPlaces
{
    private readonly string _path;
    private readonly int _firstLine;
    private readonly byte[] _bytes;
    private readonly int[] _starts;

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
        return new SourceLocation(_path, _firstLine + line, Encoding.UTF8.GetCharCount(_bytes.AsSpan(_starts[line]..offset)) + 1);
    }
}
