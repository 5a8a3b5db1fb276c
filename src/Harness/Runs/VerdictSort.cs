using System.Globalization;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Runs;

/// <summary>
/// Writes lines in their order without holding them all: a window of them goes through a heap. A run's lines come nearly sorted, so that the window
/// nearly always suffices and nothing is spilled; when a line comes too late for it, sorted runs are written to temporary files beside the output and
/// merged (replacement selection and balanced merging: Knuth, The Art of Computer Programming, volume 3, section 5.4). Of lines with one key the last
/// is kept.
/// </summary>
/// <param name="read">Yields the lines; it may be asked twice.</param>
/// <param name="temporary">What the temporary files' names begin with.</param>
/// <param name="window">How many bytes of lines are held.</param>
internal sealed class VerdictSort(Func<IEnumerable<VerdictLine>> read, string temporary, int window = VerdictSort.DefaultWindow)
{
    public const int DefaultWindow = 4 * 1024 * 1024;

    private const int MostMerged = 32;
    private const int ReaderBuffer = 32 * 1024;
    private const string Suffix = ".sort-run-";
    private const string Ending = ".tmp";

    private int _runs;

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
        try
        {
            Merge(Spill(cancellationToken), output, cancellationToken);
        }
        finally
        {
            RemoveRuns(temporary);
        }
    }

    /// <summary>Removes runs that a killed process left.</summary>
    public static void RemoveRuns(string temporary)
    {
        string folder = Path.GetDirectoryName(temporary) is { Length: > 0 } given ? given : ".";
        string name = Path.GetFileName(temporary) + Suffix;
        foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            string found = Path.GetFileName(file);
            if (found.StartsWith(name, StringComparison.Ordinal) && found.EndsWith(Ending, StringComparison.Ordinal))
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

    private List<string> Spill(CancellationToken cancellationToken)
    {
        List<string> runs = [];
        PriorityQueue<VerdictLine, VerdictLine> heap = new(VerdictLine.InOrder), later = new(VerdictLine.InOrder);
        Stream? run = null;
        try
        {
            int size = 0;
            VerdictLine? last = null;
            foreach (VerdictLine line in read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                (last is not null && VerdictLine.Compare(line, last) < 0 ? later : heap).Enqueue(line, line);
                size += line.Size;
                while (size > window)
                {
                    size -= Out();
                }
            }

            while (heap.Count + later.Count > 0)
            {
                Out();
            }

            int Out()
            {
                if (heap.Count == 0)
                {
                    (heap, later) = (later, heap);
                    run!.Dispose();
                    run = null;
                }

                run ??= NewRun(runs);
                last = heap.Dequeue();
                run.Write(last.Bytes);
                run.WriteByte((byte)'\n');
                return last.Size;
            }
        }
        finally
        {
            run?.Dispose();
        }

        return runs;
    }

    private void Merge(List<string> runs, Stream output, CancellationToken cancellationToken)
    {
        // The oldest run stays before the others, so that of lines with one key the last is still the last.
        while (runs.Count > MostMerged)
        {
            List<string> merged = [];
            foreach (string[] some in runs.Chunk(MostMerged))
            {
                using Stream run = NewRun(merged);
                MergeSome(some, run, cancellationToken);
                Array.ForEach(some, File.Delete);
            }

            runs = merged;
        }

        MergeSome(runs, output, cancellationToken);
    }

    private static void MergeSome(IReadOnlyList<string> runs, Stream output, CancellationToken cancellationToken)
    {
        var readers = new List<Utf8Lines>();
        var heap = new PriorityQueue<Utf8Lines, VerdictLine>(VerdictLine.InOrder);
        try
        {
            for (int run = 0; run < runs.Count; run++)
            {
                readers.Add(new Utf8Lines(new FileStream(runs[run], FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), ReaderBuffer));
                Next(readers[run], run);
            }

            var lines = new DistinctLines(output);
            while (heap.TryDequeue(out Utf8Lines? reader, out VerdictLine? line))
            {
                cancellationToken.ThrowIfCancellationRequested();
                lines.Add(line);
                Next(reader, readers.IndexOf(reader));
            }

            lines.Finish();
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }

        void Next(Utf8Lines reader, int run)
        {
            if (reader.Next())
            {
                heap.Enqueue(reader, new VerdictLine(reader.Block.ToArray(), VerdictLine.KeyOf(reader.Block), run));
            }
        }
    }

    private FileStream NewRun(List<string> runs)
    {
        runs.Add(string.Create(CultureInfo.InvariantCulture, $"{temporary}{Suffix}{_runs++}{Ending}"));
        return new FileStream(runs[^1], FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
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
