using System.Buffers;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Verdicts as they come, in a file beside the verdict file: a header that names all that a verdict depends on, then the very lines of the verdict
/// file, appended in the order of arrival. When a run begins, what it can take of an earlier one stands sorted at the beginning.
/// </summary>
internal sealed class RunJournal : IVerdictStore, IDisposable
{
    /// <summary>The format and its version, as the header names it.</summary>
    public const string Format = "judgeeval.journal/1";

    /// <summary>The end of a journal's name, behind the verdict file's.</summary>
    public const string Suffix = ".journal";

    private readonly string _output;
    private readonly SafeFileHandle _file;
    private readonly long _taken;
    private readonly int _header;
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private long _length;
    private bool _disposed;

    private RunJournal(string output, SafeFileHandle file, int header)
    {
        _output = output;
        _file = file;
        _header = header;
        _length = RandomAccess.GetLength(file);
        _taken = _length;
    }

    private string JournalPath => _output + Suffix;

    /// <summary>Opens the journal of a verdict file, takes up what it can of it, and holds it until disposed of.</summary>
    /// <exception cref="JudgeEvalException"><c>JE1911</c>: it cannot be opened, as when another run holds it.</exception>
    public static RunJournal Open(string output, JudgeIdentity judge, IItemSource source, JudgeRunOptions options)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var lines = new VerdictLineWriter(header))
        {
            lines.JournalHeader(judge, source.Name, source.Hash, options);
        }

        return new RunJournal(output, JournalOpening.Open(output + Suffix, header.WrittenSpan, options.Notice), header.WrittenCount);
    }

    /// <summary>Counts what was taken up.</summary>
    public RunTally ReadTaken()
    {
        var tally = new RunTally();
        using var lines = new Utf8Lines(new HandleStream(_file, _taken));
        lines.Next();
        while (lines.Next())
        {
            if (JournalLine.TryRead(lines.Block, out JournalLine line))
            {
                tally.Add(line.Key.Item, line.Key.Repeat, line.Key.Order, line.Failure, line.Usage);
            }
        }

        return tally;
    }

    /// <summary>A walk over what was taken up.</summary>
    public DoneCursor Taken() => new(JournalPath, _taken == _header ? null : new HandleStream(_file, _taken));

    public void Add(VerdictBatch batch, in RunWork work, RecordedVerdict verdict) =>
        batch.Lines.Judgement(work.Task.Item.Id, work.Task.Repeat, work.Task.Order, verdict);

    public void Keep(IReadOnlyList<VerdictBatch> batches)
    {
        _pieces.Clear();
        long length = 0;
        foreach (VerdictBatch batch in batches)
        {
            _pieces.Add(batch.Bytes.WrittenMemory);
            length += batch.Bytes.WrittenCount;
        }

        RandomAccess.Write(_file, _pieces, _length);
        _length += length;
    }

    /// <summary>Writes the verdict file of everything in the journal, and removes the journal.</summary>
    public void WriteVerdictFile(JudgeIdentity judge, IItemSource source, CancellationToken cancellationToken)
    {
        VerdictSort.RemoveRuns(_output);
        try
        {
            LineFile.WriteWhole(_output, stream =>
            {
                var header = new ArrayBufferWriter<byte>();
                using (var lines = new VerdictLineWriter(header))
                {
                    lines.Header(judge, source.Name, source.Hash);
                }

                stream.Write(header.WrittenSpan);
                new VerdictSort(Lines, _output).Write(stream, cancellationToken);
            });
        }
        catch
        {
            File.Delete(_output + ".tmp");
            throw;
        }

        Remove();
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (_length == _header)
        {
            // No verdict came of it, so it would be of no use to anyone.
            Remove();
        }

        _disposed = true;
        _file.Dispose();
    }

    private IEnumerable<VerdictLine> Lines() => JournalOpening.Lines(new HandleStream(_file, _length));

    private void Remove()
    {
        // Where the system lets us, the name goes first: another run that waits for the file must not get hold of one that is about to vanish.
        if (OperatingSystem.IsWindows())
        {
            _file.Dispose();
        }

        File.Delete(JournalPath);
        _file.Dispose();
        _disposed = true;
    }
}
