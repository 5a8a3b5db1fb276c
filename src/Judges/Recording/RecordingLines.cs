using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Judges;

/// <summary>The lines of a store: where each stands, and how to read it. Not safe for concurrent use; the store locks.</summary>
internal sealed class RecordingLines
{
    private readonly List<(ContentKey Key, int File)> _copies = [];

    public RecordingIndex Index { get; } = new();

    public RecordingOrigins Origins { get; } = new();

    public List<RecordingFile> Files { get; } = [];

    /// <summary>The number of the file with a path, entered when it is new.</summary>
    public int FileAt(string path)
    {
        int number = Files.FindIndex(f => f.Path == path);
        if (number < 0)
        {
            number = Files.Count;
            Files.Add(new RecordingFile(path));
        }

        return number;
    }

    /// <summary>What is held of a scanned line.</summary>
    public IndexedLine Describe(in LineScan line, in ContentKey key, int file, long offset, int length) => new()
    {
        Key = key,
        Offset = offset,
        Length = length,
        CaseHash = CaseHash(line.Item.DecodeBytes(), line.Repeat, line.Order, line.GroupName.IsPresent ? line.GroupName.DecodeBytes() : default),
        Origin = Origins.NumberOf(line),
        File = checked((ushort)file),
    };

    /// <summary>What is held of an entry.</summary>
    public IndexedLine Describe(RecordingEntry entry, int file, long offset, int length) => new()
    {
        Key = ContentKey.Parse(entry.Key),
        Offset = offset,
        Length = length,
        CaseHash = CaseHash(entry.Item, entry.Content.Repeat, entry.Order, entry.Group),
        Origin = Origins.NumberOf(entry),
        File = checked((ushort)file),
    };

    /// <summary>Remembers that a line stands in a file beside the one that counts, so that taking it out takes the copy out too.</summary>
    public void NoteCopy(in ContentKey key, int file, int counting)
    {
        // A journal becomes one with its recording.
        if (Files[file].Recording != Files[counting].Recording)
        {
            _copies.Add((key, file));
        }
    }

    /// <summary>The recordings that hold lines or copies of them.</summary>
    public HashSet<string> Holders(List<int> numbers)
    {
        HashSet<string> holders = new(StringComparer.Ordinal);
        HashSet<ContentKey> keys = [];
        foreach (int number in numbers)
        {
            IndexedLine line = Index[number];
            holders.Add(Files[line.File].Recording);
            keys.Add(line.Key);
        }

        holders.UnionWith(_copies.Where(c => keys.Contains(c.Key)).Select(c => Files[c.File].Recording));
        return holders;
    }

    /// <summary>Reads a line whole.</summary>
    /// <exception cref="JudgeEvalException">The file is no longer what it was (<c>JE3009</c>).</exception>
    public RecordingEntry Read(int line)
    {
        IndexedLine place = Index[line];
        RecordingFile file = Files[place.File];
        return Read(file, file.Handle ?? throw file.Changed(), place);
    }

    /// <summary>Reads the reply of a line from a file that may be closed by another thread meanwhile.</summary>
    /// <exception cref="JudgeEvalException">The file is no longer what it was (<c>JE3009</c>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RecordedReply ReadReply(RecordingFile file, SafeFileHandle handle, in IndexedLine place)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            if (RecordingFile.TryFill(handle, buffer.AsSpan(0, place.Length), place.Offset)
                && LineScan.TryRead(buffer.AsSpan(0, place.Length), out LineScan scan)
                && place.Key.Is(scan.Key.Raw))
            {
                return new(scan.Reply.Decode(), scan.FinishReason(), scan.Usage);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        RecordingEntry entry = Read(file, handle, place);
        return new(entry.Reply, entry.Finish, entry.Usage);
    }

    /// <summary>The entries that were recorded for one item in one repeat, order and group, of any model and prompt text.</summary>
    public List<RecordingEntry> OfCase(string prompt, string item, int repeat, PresentationOrder order, string? group)
    {
        List<RecordingEntry> found = [];
        int hash = CaseHash(item, repeat, order, group);
        for (int line = 0; line < Index.Lines; line++)
        {
            ref IndexedLine held = ref Index[line];
            if (held.CaseHash == hash && !held.Removed && Origins[held.Origin].Prompt == prompt
                && Read(line) is var entry && (entry.Item, entry.Content.Repeat, entry.Order, entry.Group) == (item, repeat, order, group))
            {
                found.Add(entry);
            }
        }

        return found;
    }

    private static RecordingEntry Read(RecordingFile file, SafeFileHandle handle, in IndexedLine place)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            Span<byte> bytes = buffer.AsSpan(0, place.Length);
            if (!RecordingFile.TryFill(handle, bytes, place.Offset))
            {
                throw file.Changed();
            }

            RecordingEntry? entry = LineScan.TryRead(bytes, out LineScan scan) ? scan.Entry() : RecordingLine.Read(bytes, file.Path, 0, []);
            return entry is not null && entry.Key == place.Key.ToString() ? entry : throw file.Changed();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int CaseHash(string item, int repeat, PresentationOrder order, string? group) =>
        CaseHash(Encoding.UTF8.GetBytes(item), repeat, order, group is null ? default : Encoding.UTF8.GetBytes(group));

    private static int CaseHash(ReadOnlySpan<byte> item, int repeat, PresentationOrder order, ReadOnlySpan<byte> group)
    {
        var hash = default(HashCode);
        hash.AddBytes(item);
        hash.Add(repeat);
        hash.Add((int)order);
        hash.AddBytes(group);
        return hash.ToHashCode();
    }
}
