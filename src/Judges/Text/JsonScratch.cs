using System.Buffers;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A JSON writer with its buffer, which a thread uses again and again: many small objects are written without garbage.</summary>
internal sealed class JsonScratch : IDisposable
{
    // What one huge text needed is not held for ever.
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static JsonScratch? t_free;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    private JsonScratch() => _writer = new Utf8JsonWriter(_buffer, JsonLine.WriterOptions);

    /// <summary>What was written so far, once the writer is flushed; lent until the scratch is given back.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Takes the thread's scratch, or a new one where it is in use.</summary>
    public static JsonScratch Rent()
    {
        JsonScratch scratch = t_free ?? new JsonScratch();
        t_free = null;
        return scratch;
    }

    /// <summary>An empty buffer's writer.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        return _writer;
    }

    /// <summary>Gives the scratch back, in whatever state an exception left it.</summary>
    public void Dispose()
    {
        if (_buffer.Capacity <= LargestKept)
        {
            t_free = this;
        }
        else
        {
            _writer.Dispose();
        }
    }
}
