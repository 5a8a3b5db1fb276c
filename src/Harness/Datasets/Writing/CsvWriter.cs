using System.Buffers;
using JudgeEval.Harness.Datasets.Text;

namespace JudgeEval.Harness.Datasets.Writing;

/// <summary>Writes records as RFC 4180 has it, with LF, in quotes only where the content needs them, and so that no spreadsheet takes a cell for a formula.</summary>
internal static class CsvWriter
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    public static void Write(TextWriter writer, ReadOnlySpan<string> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            string field = CellGuard.Guard(fields[i]);

            // A record of one empty field would be a blank line, which carries nothing.
            bool looksBlank = fields.Length == 1 && field.Length == 0;
            if (looksBlank || field.AsSpan().ContainsAny(NeedsQuotes))
            {
                writer.Write('"');
                writer.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
                writer.Write('"');
            }
            else
            {
                writer.Write(field);
            }
        }

        writer.Write('\n');
    }
}
