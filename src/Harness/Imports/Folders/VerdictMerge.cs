using System.Buffers;
using System.Buffers.Binary;
using JudgeEval.Harness.Datasets.Sorting;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Folders;

/// <summary>Goes through the sorted verdicts beside the items, checks and writes them.</summary>
internal sealed class VerdictMerge(
    RecordCursor verdicts, JudgeFiles files, IReadOnlyList<JudgeIdentity> judges, bool canonical, PlaceRecord places, ImportTarget target)
{
    private readonly ArrayBufferWriter<byte> _last = new();
    private string _label = "";
    private bool _more = verdicts.Next();

    /// <summary>Takes the verdicts on an item; those on items before it are on items that do not exist.</summary>
    /// <param name="item">The item's key.</param>
    public void Take(ReadOnlySpan<byte> item)
    {
        for (; _more; _more = verdicts.Next())
        {
            ReadOnlySpan<byte> key = verdicts.Key;
            int order = key[..key.IndexOf(OrdinalKey.End)].SequenceCompareTo(item);
            if (order > 0)
            {
                return;
            }

            if (order < 0)
            {
                RefuseUnknown();
            }
            else
            {
                TakeVerdict();
            }
        }
    }

    /// <summary>Refuses verdicts on items behind the last one.</summary>
    public void RefuseRest()
    {
        for (; _more; _more = verdicts.Next())
        {
            RefuseUnknown();
        }
    }

    private void TakeVerdict()
    {
        var record = new RecordReader(verdicts.Value);
        bool mentioned = record.Byte() != 0;
        SourceLocation at = places.Read(ref record);
        ReadOnlySpan<byte> label = record.Bytes();
        (string item, int judge) = Of(verdicts.Key);
        if (_last.WrittenCount > 0 && verdicts.Key.SequenceEqual(_last.WrittenSpan))
        {
            string text = System.Text.Encoding.UTF8.GetString(label);
            if (!mentioned)
            {
                VerdictErrors.Twice(target, judges[judge].Name, item, at);
            }
            else if (text != _label)
            {
                VerdictErrors.Contradiction(target, judges[judge].Name, item, _label, text, at);
            }

            return;
        }

        _last.ResetWrittenCount();
        _last.Write(verdicts.Key);
        _label = System.Text.Encoding.UTF8.GetString(label);
        ReadOnlySpan<byte> line = record.Bytes();
        ReadOnlySpan<byte> spelled = record.Bytes();
        files.Write(judge, canonical && !spelled.IsEmpty ? spelled : line);
    }

    private void RefuseUnknown()
    {
        var record = new RecordReader(verdicts.Value);
        record.Byte();
        (string item, int judge) = Of(verdicts.Key);
        VerdictErrors.UnknownItem(target, judges[judge].Name, item, places.Read(ref record));
    }

    private static (string Item, int Judge) Of(ReadOnlySpan<byte> key)
    {
        int end = key.IndexOf(OrdinalKey.End);
        return (OrdinalKey.Read(key[..end]), BinaryPrimitives.ReadInt32BigEndian(key[(end + 1)..]));
    }
}
