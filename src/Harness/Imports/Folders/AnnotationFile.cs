using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Harness.Datasets.Writing;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Writes <c>annotations.csv</c>, byte for byte as <see cref="DatasetWriter"/> does.</summary>
internal sealed class AnnotationFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly bool _hasExplanations;
    private readonly bool _hasTimes;

    public AnnotationFile(string folder, bool hasExplanations, bool hasTimes)
    {
        _stream = new FileStream(Path.Combine(folder, DatasetFiles.Annotations), FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024);
        _hasExplanations = hasExplanations;
        _hasTimes = hasTimes;
        _stream.Write("item,annotator,label"u8);
        _stream.Write(hasExplanations ? ",explanation"u8 : default);
        _stream.Write(hasTimes ? ",at"u8 : default);
        _stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes an annotation.</summary>
    /// <param name="item">The item's key.</param>
    /// <param name="annotator">The person's key.</param>
    /// <param name="label">The label's UTF-8.</param>
    /// <param name="explanation">The explanation's UTF-8, or nothing.</param>
    /// <param name="time">The time's UTF-8, or nothing.</param>
    public void Write(ReadOnlySpan<byte> item, ReadOnlySpan<byte> annotator, ReadOnlySpan<byte> label, ReadOnlySpan<byte> explanation, ReadOnlySpan<byte> time)
    {
        WriteKey(item);
        _stream.WriteByte((byte)',');
        WriteKey(annotator);
        _stream.WriteByte((byte)',');
        Utf8CsvWriter.WriteField(_stream, label);
        if (_hasExplanations)
        {
            _stream.WriteByte((byte)',');
            Utf8CsvWriter.WriteField(_stream, explanation);
        }

        if (_hasTimes)
        {
            _stream.WriteByte((byte)',');
            Utf8CsvWriter.WriteField(_stream, time);
        }

        _stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void WriteKey(ReadOnlySpan<byte> key) =>
        Utf8CsvWriter.WriteField(_stream, OrdinalKey.IsUtf8(key) ? key : Encoding.UTF8.GetBytes(OrdinalKey.Read(key)));
}
