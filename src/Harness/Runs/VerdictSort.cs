using System.Buffers;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Writes lines in their order without holding them all: a window of them goes through a heap. A run's lines come nearly sorted, so that the window
/// nearly always suffices and nothing is spilled; when a line comes too late for it, a <see cref="RecordSort"/> with temporary files beside the output
/// sorts all of them. Of lines with one key the last is kept.
/// </summary>
/// <param name="read">Yields the lines; it may be asked twice.</param>
/// <param name="temporary">What the temporary files' names begin with.</param>
/// <param name="window">How many bytes of lines are held.</param>
internal sealed class VerdictSort(Func<IEnumerable<VerdictLine>> read, string temporary, int window = VerdictSort.DefaultWindow)
{
    public const int DefaultWindow = 4 * 1024 * 1024;

    private const string Suffix = ".sort-run-";

    /// <summary>Writes the lines at the stream's position, each with its LF.</summary>
    public void Write(Stream output, CancellationToken cancellationToken)
    {
        long start = output.Position;
        if (TryWindow(output, cancellationToken))
        {
            return;
        }

        output.SetLength(start);
        output.Position = start;
        Sort(output, cancellationToken);
    }

    /// <summary>Removes runs that a killed process left.</summary>
    public static void RemoveRuns(string temporary)
    {
        string folder = Path.GetDirectoryName(temporary) is { Length: > 0 } given ? given : ".";
        string name = Path.GetFileName(temporary) + Suffix;
        foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            string found = Path.GetFileName(file);
            if (found.StartsWith(name, StringComparison.Ordinal) && found.EndsWith(RecordSort.Ending, StringComparison.Ordinal))
            {
                File.Delete(file);
            }
        }
    }

    private bool TryWindow(Stream output, CancellationToken cancellationToken)
    {
        var heap = new PriorityQueue<VerdictLine, VerdictLine>(VerdictLine.InOrder);
        var lines = new DistinctLines(output);
        int size = 0;
        foreach (VerdictLine line in read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lines.Last is { } last && VerdictLine.Compare(line, last) < 0)
            {
                return false;
            }

            heap.Enqueue(line, line);
            size += line.Size;
            while (size > window)
            {
                VerdictLine first = heap.Dequeue();
                size -= first.Size;
                lines.Add(first);
            }
        }

        while (heap.TryDequeue(out VerdictLine? line, out _))
        {
            lines.Add(line);
        }

        lines.Finish();
        return true;
    }

    private void Sort(Stream output, CancellationToken cancellationToken)
    {
        using var sort = new RecordSort(temporary + Suffix, window);
        var key = new RecordWriter();
        foreach (VerdictLine line in read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string item, int repeat, PresentationOrder order) = line.Key;
            sort.Add(key.Clear().Key(item).Byte(OrdinalKey.End).SortedNumber(repeat).Byte((byte)order).Written, line.Bytes);
        }

        using RecordCursor records = sort.Read();
        byte[] last = [];
        var kept = new ArrayBufferWriter<byte>();
        while (records.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (kept.WrittenCount > 0 && !records.Key.SequenceEqual(last))
            {
                output.Write(kept.WrittenSpan);
            }

            last = records.Key.SequenceEqual(last) ? last : records.Key.ToArray();
            kept.ResetWrittenCount();
            kept.Write(records.Value);
            kept.Write("\n"u8);
        }

        output.Write(kept.WrittenSpan);
    }

    /// <summary>Writes sorted lines, of those with one key only the last.</summary>
    private sealed class DistinctLines(Stream output)
    {
        public VerdictLine? Last { get; private set; }

        public void Add(VerdictLine line)
        {
            if (Last is not null && VerdictKey.Compare(Last.Key, line.Key) != 0)
            {
                Finish();
            }

            Last = line;
        }

        public void Finish()
        {
            if (Last is not null)
            {
                output.Write(Last.Bytes);
                output.WriteByte((byte)'\n');
            }
        }
    }
}
