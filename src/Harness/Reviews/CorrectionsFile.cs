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
    private readonly Dictionary<string, List<ReviewDecision>> _byItem = new(StringComparer.Ordinal);
    private readonly List<ReviewDecision> _inOrder = [];
    private readonly List<Diagnostic> _unreadable = [];
    private byte[] _fingerprint = [];

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
    public ImmutableArray<ReviewDecision> Decisions => [.. _inOrder];

    /// <summary>Reads a file; an absent one is empty.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What to call it in messages.</param>
    public static CorrectionsFile Open(string path, string name)
    {
        var file = new CorrectionsFile(path, name);
        file.Read(File.Exists(path) ? File.ReadAllBytes(path) : []);
        return file;
    }

    /// <summary>The last decision on an item that holds for a line of the snapshot; blind labels are none.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">Its line in the received snapshot.</param>
    public ReviewDecision? DecisionOn(string item, string line) => Of(item, line).LastOrDefault(d => d.Action != ReviewAction.Labelled);

    /// <summary>The label that a reviewer gave blind, for a line of the snapshot.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="line">Its line in the received snapshot.</param>
    public string? BlindLabelOf(string item, string line) => Of(item, line).LastOrDefault(d => d.Action == ReviewAction.Labelled)?.New;

    /// <summary>Appends a decision and waits until the disk has it.</summary>
    /// <param name="decision">The decision.</param>
    /// <exception cref="JudgeEvalException">Somebody else wrote the file since it was read (<c>JE5022</c>); nothing was written.</exception>
    public void Append(ReviewDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Append(CorrectionLine.Of(decision));
    }

    /// <summary>Appends a line that takes back the last decision on an item that still holds.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="at">When.</param>
    /// <exception cref="JudgeEvalException">There is none (<c>JE5027</c>), or somebody else wrote the file (<c>JE5022</c>).</exception>
    public void Undo(string item, string by, DateTimeOffset at)
    {
        if (!_byItem.TryGetValue(item, out List<ReviewDecision>? made) || made.Count == 0)
        {
            throw ReviewErrors.NothingToUndo();
        }

        Append(new CorrectionLine { Format = CorrectionLine.FormatName, At = at, By = by, Item = item, Undo = true });
    }

    /// <summary>Whether the file on disk is still as it was read or last written.</summary>
    public bool IsUnchanged() => _fingerprint.AsSpan().SequenceEqual(SHA256.HashData(File.Exists(FilePath) ? File.ReadAllBytes(FilePath) : []));

    private IEnumerable<ReviewDecision> Of(string item, string line) =>
        _byItem.TryGetValue(item, out List<ReviewDecision>? made) ? made.Where(d => d.Line == line) : [];

    private void Append(CorrectionLine line)
    {
        byte[] bytes = line.ToUtf8();
        using var stream = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        byte[] before = new byte[stream.Length];
        stream.ReadExactly(before);
        if (!_fingerprint.AsSpan().SequenceEqual(SHA256.HashData(before)))
        {
            throw ReviewErrors.ChangedOnDisk(_name);
        }

        // A last line that a crash tore keeps its place; ours begins below it.
        byte[] added = before.Length > 0 && before[^1] != (byte)'\n' ? [(byte)'\n', .. bytes] : bytes;
        stream.Write(added);
        stream.Flush(flushToDisk: true);
        _fingerprint = SHA256.HashData([.. before, .. added]);
        Apply(line);
    }

    private void Read(byte[] bytes)
    {
        _fingerprint = SHA256.HashData(bytes);
        int start = 0;
        for (int number = 1; start < bytes.Length; number++)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? bytes.AsSpan(start) : bytes.AsSpan(start, length);
            start += line.Length + 1;
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                Apply(CorrectionLine.Read(line));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                _unreadable.Add(ReviewErrors.UnreadableLine(_name, number, e.Message));
            }
        }
    }

    private void Apply(CorrectionLine line)
    {
        if (!_byItem.TryGetValue(line.Item, out List<ReviewDecision>? made))
        {
            _byItem[line.Item] = made = [];
        }

        if (line.Decision is { } decision)
        {
            made.Add(decision);
            _inOrder.Add(decision);
        }
        else if (made.Count > 0)
        {
            _inOrder.Remove(made[^1]);
            made.RemoveAt(made.Count - 1);
        }
    }
}
