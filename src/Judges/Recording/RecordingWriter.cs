namespace JudgeEval.Judges;

/// <summary>A line's place in a file.</summary>
/// <param name="Line">The line's number in the index.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes without the line end.</param>
internal readonly record struct LinePlace(int Line, long Offset, int Length);

/// <summary>
/// Writes lines sorted into a file. What they are sorted by is held for all of them at once, while the lines themselves are read one by one.
/// </summary>
internal static class RecordingWriter
{
    /// <summary>Writes the lines, down to the disk, and says where they came to stand.</summary>
    public static LinePlace[] Write(string path, RecordingLines lines, IEnumerable<int> numbers)
    {
        Row[] rows = [.. numbers.Select(number => Row.Of(number, lines.Read(number)))];
        Array.Sort(rows);
        var places = new LinePlace[rows.Length];
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024);
        long offset = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            byte[] line = RecordingLine.Write(lines.Read(rows[i].Line));
            stream.Write(line);
            stream.WriteByte((byte)'\n');
            places[i] = new(rows[i].Line, offset, line.Length);
            offset += line.Length + 1;
        }

        // Before it is renamed over the old file: else a power cut could leave neither.
        stream.Flush(flushToDisk: true);
        return places;
    }

    /// <summary>What <see cref="RecordingEntry.Compare"/> compares.</summary>
    private readonly record struct Row(string Item, int Repeat, PresentationOrder Order, string? Group, ContentKey Key, int Line) : IComparable<Row>
    {
        public static Row Of(int line, RecordingEntry entry) =>
            new(entry.Item, entry.Content.Repeat, entry.Order, entry.Group, ContentKey.Parse(entry.Key), line);

        public int CompareTo(Row other)
        {
            int byItem = string.CompareOrdinal(Item, other.Item);
            int byRepeat = byItem != 0 ? byItem : Repeat.CompareTo(other.Repeat);
            int byOrder = byRepeat != 0 ? byRepeat : Order.CompareTo(other.Order);
            int byGroup = byOrder != 0 ? byOrder : string.CompareOrdinal(Group, other.Group);
            return byGroup != 0 ? byGroup : Key.CompareTo(other.Key);
        }
    }
}
