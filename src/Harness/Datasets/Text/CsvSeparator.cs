namespace JudgeEval.Harness.Datasets.Text;

/// <summary>
/// What stands between the cells of a table. A line <c>sep=;</c> before the header states it, as Excel writes and reads it. Else the header tells: of comma, semicolon,
/// tab and pipe, the one that stands most often outside quotes, the earlier in this list where two stand equally often; a header with none of them is one column.
/// </summary>
internal static class CsvSeparator
{
    public const byte Comma = (byte)',';

    /// <summary>The separators that are recognised, in the order in which they win ties.</summary>
    public static ReadOnlySpan<byte> Recognised => ",;\t|"u8;

    /// <summary>The separator that a first line <c>sep=;</c> states; 0 for any other line.</summary>
    /// <param name="line">The first line, without its line break.</param>
    public static byte Stated(ReadOnlySpan<byte> line) =>
        line.Length == "sep=,".Length && line.StartsWith("sep="u8) && Recognised.Contains(line[^1]) ? line[^1] : (byte)0;

    /// <summary>The separator that the header tells.</summary>
    /// <param name="text">The text from the header on; it may be cut off anywhere behind it.</param>
    public static byte Of(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Recognised.Length];
        bool quoted = false, starts = true;
        foreach (byte unit in text)
        {
            int candidate = Recognised.IndexOf(unit);
            if (unit == (byte)'"' && (quoted || starts))
            {
                // A doubled quote closes and opens again, as the field still starts; nothing is counted between the two.
                quoted = !quoted;
                starts = true;
                continue;
            }

            if (!quoted && unit is (byte)'\n' or (byte)'\r')
            {
                break;
            }

            if (!quoted && candidate >= 0)
            {
                counts[candidate]++;
            }

            starts = candidate >= 0;
        }

        int most = 0;
        for (int i = 1; i < counts.Length; i++)
        {
            most = counts[i] > counts[most] ? i : most;
        }

        return Recognised[most];
    }
}
