using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Places in sources, as records hold them.</summary>
internal sealed class PlaceRecord
{
    private readonly IdTable _files = new();
    private string? _lastFile;
    private int _lastNumber;

    /// <summary>Writes a place.</summary>
    public void Write(RecordWriter record, SourceLocation at)
    {
        if (_files.Count == 0 || !ReferenceEquals(at.File, _lastFile))
        {
            _lastFile = at.File;
            _lastNumber = _files.FindOrAdd(at.File ?? "");
        }

        record.Number(_lastNumber).Number(at.Line).Number(at.Column);
    }

    /// <summary>Reads a place.</summary>
    public SourceLocation Read(ref RecordReader record)
    {
        string file = _files[record.Number()];
        return new SourceLocation(file.Length == 0 ? null : file, record.Number(), record.Number());
    }
}
