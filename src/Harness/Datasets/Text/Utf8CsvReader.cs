using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>What is wrong with the form of a CSV record.</summary>
internal enum CsvFault
{
    None,
    NotUtf8,
    UnclosedQuote,
    TextAfterQuote,
    QuoteInField,
    BareCarriageReturn,
}

/// <summary>
/// Reads CSV as RFC 4180 has it, as bytes, without an allocation per record: fields may be quoted, quotes inside are
/// doubled, quoted fields may hold line breaks (handed on as LF, so that the file's line ends are no content). Blank lines
/// carry nothing and are passed over. Another separator than the comma is an argument.
/// </summary>
internal sealed class Utf8CsvReader(Utf8Lines lines, byte separator = CsvSeparator.Comma) : IDisposable
{
    private Field[] _fields = new Field[16];
    private byte[] _unquoted = new byte[1024];
    private int _unquotedLength;

    /// <summary>What is wrong with the current record; its fields are not to be used unless it is <see cref="CsvFault.None"/>.</summary>
    public CsvFault Fault { get; private set; }

    /// <summary>Where the fault is, as an offset in the record.</summary>
    public int FaultOffset { get; private set; }

    /// <summary>How many fields the current record has.</summary>
    public int FieldCount { get; private set; }

    /// <summary>The first line of the current record, from 1.</summary>
    public int Line => lines.Line;

    /// <summary>The current record as it stands in the file.</summary>
    public ReadOnlySpan<byte> Record => lines.Block;

    /// <summary>The content of a field, without its quotes.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ref readonly Field field = ref _fields[index];
            return field.InRecord ? lines.Block.Slice(field.Start, field.Length) : _unquoted.AsSpan(field.Start, field.Length);
        }
    }

    /// <summary>Where a field starts in the record, its opening quote included.</summary>
    public int OffsetOf(int index) => _fields[index].Offset;

    /// <summary>The line and column of an offset in the record.</summary>
    public (int Line, int Column) PositionOf(int offset) => Utf8Position.Of(lines.Block, offset, lines.Line);

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        do
        {
            if (!lines.Next())
            {
                return false;
            }
        }
        while (lines.Block.IsEmpty);

        Fault = CsvFault.None;
        FieldCount = 0;
        if (lines.Block.IndexOfAny((byte)'"', (byte)'\r') < 0)
        {
            SplitPlain(lines.Block);
        }
        else
        {
            SplitQuoted();
        }

        if (Fault == CsvFault.None && !Utf8.IsValid(lines.Block))
        {
            SetFault(CsvFault.NotUtf8, Utf8Position.OfFirstInvalidByte(lines.Block));
        }

        if (Fault is CsvFault.UnclosedQuote or CsvFault.TextAfterQuote)
        {
            // A quote that is not closed swallows lines that are in order; they are read again on their own.
            lines.KeepFirstLine();
        }

        return true;
    }

    public void Dispose() => lines.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SplitPlain(ReadOnlySpan<byte> record)
    {
        int start = 0;
        while (true)
        {
            int found = record[start..].IndexOf(separator);
            int length = found < 0 ? record.Length - start : found;
            AddField(new Field(start, start, length, InRecord: true));
            if (found < 0)
            {
                return;
            }

            start += length + 1;
        }
    }

    private void SplitQuoted()
    {
        _unquotedLength = 0;
        int at = 0;
        while (true)
        {
            ReadOnlySpan<byte> record = lines.Block;
            if (at < record.Length && record[at] == (byte)'"')
            {
                at = TakeQuoted(at);
                record = lines.Block;
                if (Fault != CsvFault.None)
                {
                    return;
                }
            }
            else
            {
                int length = record[at..].IndexOfAny(separator, (byte)'"', (byte)'\r');
                length = length < 0 ? record.Length - at : length;
                AddField(new Field(at, at, length, InRecord: true));
                at += length;
            }

            if (at == record.Length)
            {
                return;
            }

            if (record[at] != separator)
            {
                SetFault(record[at] == (byte)'"' ? CsvFault.QuoteInField : CsvFault.BareCarriageReturn, at);
                return;
            }

            at++;
        }
    }

    /// <summary>Takes a quoted field and the lines it reaches over.</summary>
    /// <returns>The offset behind its closing quote.</returns>
    private int TakeQuoted(int open)
    {
        int start = _unquotedLength;
        int at = open + 1;
        while (true)
        {
            ReadOnlySpan<byte> rest = lines.Block[at..];
            int length = rest.IndexOfAny((byte)'"', (byte)'\r');
            Append(length < 0 ? rest : rest[..length]);
            if (length < 0)
            {
                at = lines.Block.Length;
                if (!lines.Extend())
                {
                    SetFault(CsvFault.UnclosedQuote, open);
                    return at;
                }

                continue;
            }

            at += length + 1;
            byte? following = at < lines.Block.Length ? lines.Block[at] : null;
            if (rest[length] == (byte)'\r')
            {
                Append("\n"u8);
                at += following == (byte)'\n' ? 1 : 0;
            }
            else if (following == (byte)'"')
            {
                Append("\""u8);
                at++;
            }
            else
            {
                AddField(new Field(open, start, _unquotedLength - start, InRecord: false));
                if (following is { } unit && unit != separator)
                {
                    SetFault(CsvFault.TextAfterQuote, at);
                }

                return at;
            }
        }
    }

    private void SetFault(CsvFault fault, int offset)
    {
        Fault = fault;
        FaultOffset = offset;
    }

    private void AddField(Field field)
    {
        if (FieldCount == _fields.Length)
        {
            Array.Resize(ref _fields, FieldCount * 2);
        }

        _fields[FieldCount++] = field;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_unquotedLength + bytes.Length > _unquoted.Length)
        {
            Array.Resize(ref _unquoted, Math.Max(_unquoted.Length * 2, _unquotedLength + bytes.Length));
        }

        bytes.CopyTo(_unquoted.AsSpan(_unquotedLength));
        _unquotedLength += bytes.Length;
    }

    private readonly record struct Field(int Offset, int Start, int Length, bool InRecord);
}
