using System.Buffers;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>
/// Baseline files (<c>*.baseline.jsonl</c>): JSON lines that git merges line by line, a line for each part of the header, then one for each item, sorted
/// by id. They hold no text of an item and no figure that follows from the rest, so that branches that change other items do not meet.
/// </summary>
public static class BaselineFile
{
    /// <summary>The end of a committed baseline's file name.</summary>
    public const string Extension = ".baseline.jsonl";

    /// <summary>The end of the name of what a run wrote and nobody has accepted yet.</summary>
    public const string ReceivedEnding = ".received.baseline.jsonl";

    /// <summary>Writes a baseline; the file is there whole or not at all, and the same baseline is the same bytes.</summary>
    /// <param name="record">The baseline.</param>
    /// <param name="path">The file; its folder is made where it does not exist.</param>
    public static void Write(BaselineRecord record, string path)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] bytes = Bytes(record, accepted: true);
        LineFile.WriteWhole(path, stream => stream.Write(bytes));
    }

    /// <summary>Reads a baseline. Its items may stand in any order, as a merge may leave them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">
    /// The file is absent (<c>JE4501</c>), malformed (<c>JE4502</c>), of another format (<c>JE4503</c>), holds a conflict of git (<c>JE4504</c>) or an item
    /// twice (<c>JE4505</c>); all errors at once.
    /// </exception>
    public static BaselineRecord Read(string path)
    {
        var reader = new BaselineFileReader(path);
        try
        {
            LineFile.Read(path, reader.Take);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JudgeEvalException(BaselineErrors.Absent(path));
        }

        return reader.Finish();
    }

    /// <summary>Reads a baseline of bytes that stand elsewhere than on the disk.</summary>
    /// <param name="bytes">What the file holds.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <exception cref="JudgeEvalException">As <see cref="Read"/>, but for <c>JE4501</c>.</exception>
    public static BaselineRecord Parse(ReadOnlySpan<byte> bytes, string path)
    {
        var reader = new BaselineFileReader(path);
        ReadOnlySpan<byte> rest = StrictUtf8.WithoutMark(bytes);
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            reader.Take(line.EndsWith("\r"u8) ? line[..^1] : line, number, closed: end >= 0);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return reader.Finish();
    }

    /// <summary>Whether two baselines say the same of the judge, the items, the labels and the verdicts, whatever was demanded or decided at their acceptance.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool SameContent(BaselineRecord left, BaselineRecord right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Bytes(left, accepted: false).AsSpan().SequenceEqual(Bytes(right, accepted: false));
    }

    private static byte[] Bytes(BaselineRecord record, bool accepted)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var lines = new BaselineLineWriter(buffer);
        lines.Header(record, accepted);
        lines.Items(record.Baseline);
        return buffer.WrittenSpan.ToArray();
    }
}
