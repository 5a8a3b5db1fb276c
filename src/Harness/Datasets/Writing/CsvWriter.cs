using System.Buffers;

namespace JudgeEval.Harness.Datasets.Writing;

/// <summary>Writes records as RFC 4180 has it, with LF, in quotes only where the content needs them.</summary>
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

            // A record of one empty field would be a blank line, which carries nothing.
            bool looksBlank = fields.Length == 1 && fields[i].Length == 0;
            if (looksBlank || fields[i].AsSpan().ContainsAny(NeedsQuotes))
            {
                writer.Write('"');
                writer.Write(fields[i].Replace("\"", "\"\"", StringComparison.Ordinal));
                writer.Write('"');
            }
            else
            {
                writer.Write(fields[i]);
            }
        }

        writer.Write('\n');
    }
}
