using System.Globalization;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Harness.Runs;

/// <summary>Opens a journal: sets one of another run aside, and brings one of this run into order.</summary>
internal static class JournalOpening
{
    private const int HashLength = 12;

    /// <summary>Opens the journal; it begins with the header and goes on with sorted lines of judgements that need not be made again.</summary>
    public static SafeFileHandle Open(string path, ReadOnlySpan<byte> header, Action<string>? notice)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        SafeFileHandle file = OpenFile(path);
        try
        {
            byte[] found = HeaderOf(file);
            if (found.Length > 0 && !header.SequenceEqual(found))
            {
                file.Dispose();
                string aside = AsideOf(path, found);
                File.Move(path, aside, overwrite: true);
                notice?.Invoke($"the journal '{path}' is of another run ({JournalDifference.Of(found, header)}); it is set aside as '{aside}'");
                file = OpenFile(path);
                found = [];
            }

            if (found.Length == 0 && File.Exists(AsideOf(path, header)))
            {
                file.Dispose();
                File.Move(AsideOf(path, header), path, overwrite: true);
                notice?.Invoke($"the journal of an earlier run like this one, which was set aside, is taken up again as '{path}'");
                file = OpenFile(path);
            }

            return TakeUp(path, file, header, notice);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The lines of a journal behind its header.</summary>
    public static IEnumerable<VerdictLine> Lines(Stream journal)
    {
        using var lines = new Utf8Lines(journal);
        long sequence = 0;
        lines.Next();
        while (lines.Next())
        {
            yield return new VerdictLine(lines.Block.ToArray(), VerdictLine.KeyOf(lines.Block), sequence++);
        }
    }

    private static SafeFileHandle TakeUp(string path, SafeFileHandle file, ReadOnlySpan<byte> header, Action<string>? notice)
    {
        // A run killed in the middle of a write leaves half a line, which was never counted.
        long whole = WholeLines(file);
        int unreadable = 0;
        string temporary = path + ".tmp";
        try
        {
            using var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024);
            stream.Write(header);
            VerdictSort.RemoveRuns(path);
            new VerdictSort(Answered, path).Write(stream, CancellationToken.None);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (unreadable > 0)
        {
            notice?.Invoke(string.Create(
                CultureInfo.InvariantCulture,
                $"{unreadable} {(unreadable == 1 ? "line" : "lines")} of the journal '{path}' cannot be read; these judgements are made again"));
        }

        if (OperatingSystem.IsWindows())
        {
            file.Dispose();
        }

        // Elsewhere the old file is held until the new one is.
        File.Move(temporary, path, overwrite: true);
        SafeFileHandle sorted = OpenFile(path);
        file.Dispose();
        return sorted;

        IEnumerable<VerdictLine> Answered()
        {
            unreadable = 0;
            using var lines = new Utf8Lines(new HandleStream(file, whole));
            long sequence = 0;
            lines.Next();
            while (lines.Next())
            {
                bool isRead = JournalLine.TryRead(lines.Block, out JournalLine line);
                unreadable += isRead ? 0 : 1;
                if (isRead && line.IsAnswered)
                {
                    yield return new VerdictLine(lines.Block.ToArray(), line.Key, sequence++);
                }
            }
        }
    }

    /// <summary>The first line with its end; empty when there is none.</summary>
    private static byte[] HeaderOf(SafeFileHandle file)
    {
        using var lines = new Utf8Lines(new HandleStream(file, WholeLines(file)));
        return lines.Next() ? [.. lines.Block, (byte)'\n'] : [];
    }

    private static long WholeLines(SafeFileHandle file)
    {
        byte[] buffer = new byte[64 * 1024];
        long end = RandomAccess.GetLength(file);
        while (end > 0)
        {
            int length = (int)Math.Min(buffer.Length, end);
            int read = RandomAccess.Read(file, buffer.AsSpan(0, length), end - length);
            int last = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                return end - length + last + 1;
            }

            end -= length;
        }

        return 0;
    }

    private static string AsideOf(string path, ReadOnlySpan<byte> header) => $"{path}.{Sha256Hex.Of(header)[..HashLength]}";

    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new JudgeEvalException(new Diagnostic(
                "JE1911",
                "the run's journal cannot be opened",
                exception.Message.TrimEnd('.'),
                "wait until no other run writes this verdict file, or write another",
                SourceLocation.InFile(path)));
        }
    }
}
