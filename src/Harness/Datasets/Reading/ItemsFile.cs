using System.Collections.Immutable;
using System.Text.Unicode;
using JudgeEval.Harness.Datasets.Indexing;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Reading;

/// <summary>Reads <c>items.jsonl</c>. Blank lines carry nothing and are passed over.</summary>
internal static class ItemsFile
{
    public static void Read(string file, Stream stream, TaskShape? shape, ImmutableArray<string> splits, DatasetAssembler assembler)
    {
        DiagnosticList errors = assembler.ItemErrors;
        ItemLine itemLine = new(file, new ItemRules(shape, splits, assembler.Nearest, errors), assembler);
        using Utf8Lines lines = new(stream);
        if (lines.IsUtf16)
        {
            errors.Add(DatasetErrors.Utf16(file));
            return;
        }

        bool any = false;
        while (lines.Next())
        {
            ReadOnlySpan<byte> line = lines.Block;
            if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
            {
                continue;
            }

            any = true;
            assembler.Items.LineOffset = lines.Offset;
            if (Utf8.IsValid(line))
            {
                itemLine.Read(line, lines.Line);
                continue;
            }

            int offset = Utf8Position.OfFirstInvalidByte(line);
            SourceLocation at = new(file, lines.Line, Utf8Position.Of(line, offset, lines.Line).Column);
            errors.Add(DatasetErrors.NotUtf8(at, line[offset]));
        }

        if (!any)
        {
            errors.Add(DatasetErrors.NoItems(SourceLocation.InFile(file)));
        }
    }
}
