using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace JudgeEval.Harness.Reviews;

/// <summary>
/// The append-only file of a case's decisions, <c>*.corrections.jsonl</c> beside its verified snapshot: a JSON object a line, flushed to disk before the
/// decision counts. Nothing that stands in it is ever changed, and no annotation is changed by it; an undo is a line more.
/// </summary>
public sealed class CorrectionsFile
{
    /// <summary>The end of the file's name.</summary>
    public const string Extension = ".corrections.jsonl";

    private readonly string _name;
    private readonly CorrectionsLog _log = new();
    private readonly List<Diagnostic> _unreadable = [];
    private byte[] _hash = SHA256.HashData([]);
    private int _length;
    private int _lines;

    private CorrectionsFile(string path, string name)
    {
        FilePath = path;
        _name = name;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The lines that were left out (<c>JE5021</c>), as a torn last line after a crash; they stay in the file.</summary>
    public ImmutableArray<Diagnostic> Unreadable => [.. _unreadable];

    /// <summary>The decisions that hold, in the order in which they were made.</summary>
    public ImmutableArray<ReviewDecision> Decisions => _log.Decisions;

    /// <summary>Reads a file; an absent one is empty.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="JudgeEvalException">The file cannot be read, for example because another process writes it just now (<c>JE5034</c>).</exception>
    public static CorrectionsFile Open(string path, string name)
    {
        var file = new CorrectionsFile(path, name);
        byte[] bytes = file.ReadAll();

        // Some editors begin what they save with a byte order mark.
        ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsSpan(ByteOrderMark.Length) : bytes;
        foreach ((CorrectionLine? line, Diagnostic? problem) in file.Parse(text))
        {
            file.Take(line, problem);
        }

        file.Remember(bytes, []);
        return file;
    }

    /// <summary>The last decision on an item that holds for a line of the snapshot; blind labels are none.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">Its line in the received snapshot.</param>
    /// <param name="by">Whose; <see langword="null"/> for anybody's.</param>
    public ReviewDecision? DecisionOn(string item, string line, string? by = null) => _log.DecisionOn(item, line, by);

    /// <summary>The label that a reviewer gave blind, for a line of the snapshot.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">Its line in the received snapshot.</param>
    /// <param name="by">Who gave it.</param>
    public string? BlindLabelOf(string item, string line, string by) => _log.BlindLabelOf(item, line, by);

    /// <summary>Whether a reviewer ever decided an item on a line of the snapshot, taken back or not: the verdict was shown then.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">Its line in the received snapshot.</param>
    /// <param name="by">Who.</param>
    internal bool HasEverDecided(string item, string line, string by) => _log.HasEverDecided(item, line, by);

    /// <summary>How many lines there are on an item, withdrawals among them.</summary>
    /// <param name="item">The item's id.</param>
    public int LinesOn(string item) => _log.LinesOn(item);

    /// <summary>
    /// Appends a decision and waits until the disk has it. What another process appended meanwhile is taken in first, where it is on other items.
    /// </summary>
    /// <param name="decision">The decision.</param>
    /// <exception cref="JudgeEvalException">
    /// Somebody else wrote on the item, or changed what stood in the file (<c>JE5022</c>), or the file cannot be written (<c>JE5032</c>); nothing was written.
    /// </exception>
    public void Append(ReviewDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Append(CorrectionLine.Of(decision));
    }

    /// <summary>Appends a line that takes back the last decision of a reviewer on an item that still holds.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">The line of the snapshot that was decided.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="at">When.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE5027</c>), or as for <see cref="Append(ReviewDecision)"/>.</exception>
    public void Undo(string item, string line, string by, DateTimeOffset at)
    {
        if (_log.DecisionOn(item, line, by) is null)
        {
            throw ReviewErrors.NothingToUndo();
        }

        Append(new CorrectionLine { Format = CorrectionLine.FormatName, At = at, By = by, Item = item, Line = line, Undo = true });
    }

    /// <summary>Whether the file on disk is still as it was read or last written.</summary>
    /// <exception cref="JudgeEvalException">The file cannot be read (<c>JE5034</c>).</exception>
    public bool IsUnchanged() => _hash.AsSpan().SequenceEqual(SHA256.HashData(ReadAll()));

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] ReadAll()
    {
        try
        {
            return File.Exists(FilePath) ? File.ReadAllBytes(FilePath) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReviewErrors.NotRead(_name, e.Message);
        }
    }

    private void Append(CorrectionLine line)
    {
        try
        {
            // Nobody else may open it meanwhile: two processes that append at a time would each miss the other's line. And no buffer: on a full disk it would
            // be written once more by whatever is called next, the cut that takes a torn line off again included.
            using var stream = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            byte[] before = new byte[stream.Length];
            stream.ReadExactly(before);
            CatchUp(before, line.Item);
            byte[] bytes = line.ToUtf8();

            // A last line that a crash tore keeps its place; ours begins below it.
            byte[] added = before.Length > 0 && before[^1] != (byte)'\n' ? [(byte)'\n', .. bytes] : bytes;
            Write(stream, added);
            if (before.Length == 0)
            {
                FolderFlush.Of(FilePath);
            }

            Remember(before, added);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReviewErrors.NotWritten(_name, e.Message);
        }

        _lines++;
        _log.Apply(line);
    }

    // What is written in part, as on a full disk, is taken off again: it is ours, and it does not count.
    private static void Write(FileStream stream, byte[] added)
    {
        long end = stream.Length;
        try
        {
            stream.Write(added);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            stream.SetLength(end);
            throw;
        }
        catch (ArgumentOutOfRangeException e)
        {
            // So .NET says that the file would be larger than the system lets this process write.
            stream.SetLength(end);
            throw new IOException("the file may not grow so large", e);
        }
    }

    // Takes in what another process appended, where that changes nothing that the reviewer looked at.
    private void CatchUp(byte[] now, string item)
    {
        if (now.Length < _length || !SHA256.HashData(now.AsSpan(0, _length)).AsSpan().SequenceEqual(_hash))
        {
            throw ReviewErrors.ChangedOnDisk(_name);
        }

        if (now.Length == _length)
        {
            return;
        }

        (CorrectionLine? Line, Diagnostic?)[] added = [.. Parse(now.AsSpan(_length))];
        if ((_length > 0 && now[_length - 1] != (byte)'\n') || added.Any(a => a.Line is null || a.Line.Item == item))
        {
            throw ReviewErrors.ChangedOnDisk(_name);
        }

        foreach ((CorrectionLine? line, Diagnostic? problem) in added)
        {
            Take(line, problem);
        }

        Remember(now, []);
    }

    private void Remember(byte[] before, byte[] added)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(added);
        _hash = hash.GetHashAndReset();
        _length = before.Length + added.Length;
    }

    private void Take(CorrectionLine? line, Diagnostic? problem)
    {
        if (line is not null)
        {
            _log.Apply(line);
        }

        if (problem is { } told)
        {
            _unreadable.Add(told);
        }
    }

    private List<(CorrectionLine? Line, Diagnostic? Problem)> Parse(ReadOnlySpan<byte> bytes)
    {
        var parsed = new List<(CorrectionLine?, Diagnostic?)>();
        while (!bytes.IsEmpty)
        {
            int length = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (length < 0 ? bytes : bytes[..length]).TrimEnd((byte)'\r');
            bytes = length < 0 ? [] : bytes[(length + 1)..];
            _lines++;
            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                parsed.Add((CorrectionLine.Read(line), null));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                parsed.Add((null, ReviewErrors.UnreadableLine(_name, _lines, e.Message)));
            }
        }

        return parsed;
    }
}
