using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;
using Microsoft.Win32.SafeHandles;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads the items of a file that was checked before, sorted by id.</summary>
internal sealed class ItemLines
{
    private const int FirstBuffer = 16 * 1024;

    private readonly string _file;
    private readonly DatasetHead _head;
    private readonly int _count;
    private readonly (long Offset, int Line)[]? _places;
    private readonly long _length;
    private readonly DateTime _written;

    /// <summary>Prepares the reading.</summary>
    /// <param name="file">The file as the user gave it.</param>
    /// <param name="checkedFile">The file as it was before it was checked.</param>
    /// <param name="head">What the dataset says of itself.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="places">Where the items stand, sorted by id; <see langword="null"/> when they stand sorted in the file.</param>
    public ItemLines(string file, FileInfo checkedFile, DatasetHead head, int count, (long Offset, int Line)[]? places)
    {
        _file = file;
        _head = head;
        _count = count;
        _places = places;
        _length = checkedFile.Length;
        _written = checkedFile.LastWriteTimeUtc;
    }

    /// <summary>The items, one after the other.</summary>
    /// <exception cref="JudgeEvalException"><c>JE1006</c>: the file was changed meanwhile.</exception>
    public IEnumerable<JudgeItem> Read()
    {
        CheckUnchanged();
        PassingItem passing = new();
        DatasetAssembler assembler = new(passing);
        ItemLine line = new(_file, new ItemRules(_head.Shape, _head.Info.Splits, assembler.Nearest, assembler.ItemErrors), assembler);
        int count = 0;
        foreach (bool read in _places is null ? InTheOrderOfTheFile(line, passing) : ByPlace(line, _places))
        {
            if (!read || passing.Last is not { } item)
            {
                throw Changed();
            }

            passing.Last = null;
            count++;
            yield return item;
        }

        CheckUnchanged();
        if (count != _count)
        {
            throw Changed();
        }
    }

    private IEnumerable<bool> InTheOrderOfTheFile(ItemLine line, PassingItem passing)
    {
        using Utf8Lines lines = new(new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        while (lines.Next())
        {
            if (lines.Block.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                line.Read(lines.Block, lines.Line);
                yield return passing.Last is not null;
            }
        }
    }

    private IEnumerable<bool> ByPlace(ItemLine line, (long Offset, int Line)[] places)
    {
        using SafeFileHandle file = File.OpenHandle(_file, options: FileOptions.RandomAccess);
        byte[] buffer = new byte[FirstBuffer];
        foreach ((long offset, int number) in places)
        {
            int filled = 0;
            int end = -1;
            while (end < 0)
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, checked(filled * 2));
                }

                int read = RandomAccess.Read(file, buffer.AsSpan(filled), offset + filled);
                int found = buffer.AsSpan(filled, read).IndexOf((byte)'\n');
                end = found >= 0 ? filled + found : read == 0 ? filled : -1;
                filled += read;
            }

            end -= end > 0 && buffer[end - 1] == (byte)'\r' ? 1 : 0;
            line.Read(buffer.AsSpan(0, end), number);
            yield return true;
        }
    }

    private void CheckUnchanged()
    {
        FileInfo now = new(_file);
        if (!now.Exists || now.Length != _length || now.LastWriteTimeUtc != _written)
        {
            throw Changed();
        }
    }

    private JudgeEvalException Changed() => new(DatasetErrors.Changed(_file));
}
