using System.Collections.Immutable;
using System.Text;

namespace JudgeEval.Harness.Imports;

/// <summary>Splits CSV text into rows (RFC 4180: quotes, doubled quotes, line breaks within quotes, LF or CRLF).</summary>
internal static class CsvText
{
    /// <summary>The rows, the header first; lines without any text are left out.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="separator">What stands between cells.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="errors">Takes a quote that is not closed, or text behind a closing quote.</param>
    public static IEnumerable<CsvRow> Parse(string text, char separator, string path, ImportErrors errors)
    {
        int position = 0;
        int line = 1;
        var cell = new StringBuilder();
        while (position < text.Length)
        {
            int start = line;
            var cells = ImmutableArray.CreateBuilder<string>();
            bool more = true;
            while (more)
            {
                bool closed = ReadCell(text, separator, cell, ref position, ref line);
                if (!closed)
                {
                    errors.Add("JE1603", new SourceLocation(path, start, 1), "a quote is not closed or text follows it", "a quote within a quoted text has to be doubled", "mend the row");
                }

                cells.Add(cell.ToString().Trim());
                more = position < text.Length && text[position] == separator;
                position += more ? 1 : 0;
            }

            SkipLineEnd(text, ref position, ref line);
            if (cells.Count > 1 || cells[0].Length > 0)
            {
                yield return new CsvRow(start, cells.DrainToImmutable());
            }
        }
    }

    // Leaves the position on the separator or the line end behind the cell; false when the quotes are wrong.
    private static bool ReadCell(string text, char separator, StringBuilder cell, ref int position, ref int line)
    {
        cell.Clear();
        bool quoted = position < text.Length && text[position] == '"';
        bool wellFormed = !quoted || ReadQuoted(text, cell, ref position, ref line);
        while (position < text.Length && text[position] != separator && text[position] is not ('\n' or '\r'))
        {
            wellFormed &= !quoted || text[position] is ' ';
            cell.Append(text[position++]);
        }

        return wellFormed;
    }

    private static bool ReadQuoted(string text, StringBuilder cell, ref int position, ref int line)
    {
        for (position++; position < text.Length; position++)
        {
            char c = text[position];
            if (c == '"')
            {
                if (position + 1 >= text.Length || text[position + 1] != '"')
                {
                    position++;
                    return true;
                }

                position++;
            }

            line += c == '\n' ? 1 : 0;
            cell.Append(c);
        }

        return false;
    }

    private static void SkipLineEnd(string text, ref int position, ref int line)
    {
        if (position < text.Length && text[position] == '\r')
        {
            position++;
        }

        if (position < text.Length && text[position] == '\n')
        {
            position++;
        }

        line++;
    }
}
