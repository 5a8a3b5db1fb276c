using System.Buffers;
using System.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Datasets.Text;

/// <summary>
/// Cells that a spreadsheet would take for a formula are written with an apostrophe before them, as spreadsheets themselves mark
/// text, and are read without it. Nothing is lost: what was written is read back exactly, whatever it is.
/// </summary>
/// <remarks>
/// A cell is active when, its leading apostrophes aside, it starts with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, one of their
/// full-width forms, a tab or an end of line, and is no number: <c>-1</c> is a label like any other. Writing adds one apostrophe to
/// an active cell; reading takes one away from an active cell that starts with one. So each undoes the other, and a cell that
/// someone else wrote without an apostrophe is read as it stands.
/// </remarks>
internal static class CellGuard
{
    private const char Mark = '\'';

    // Of an active cell in UTF-8; the full-width forms start with 0xEF. Nearly no other cell starts so, and is decided by one look.
    private static readonly SearchValues<byte> FirstBytes = SearchValues.Create([.. "'=+-@\t\r\n"u8, 0xEF]);

    /// <summary>The cell as it is written.</summary>
    /// <param name="cell">Any text.</param>
    public static string Guard(string cell) => IsActive(cell) ? Mark + cell : cell;

    /// <summary>Whether a cell is written with an apostrophe before it.</summary>
    /// <param name="cell">UTF-8.</param>
    public static bool Guards(ReadOnlySpan<byte> cell) => cell.Length > 0 && FirstBytes.Contains(cell[0]) && IsActive(Encoding.UTF8.GetString(cell));

    /// <summary>The cell as it was before it was written.</summary>
    /// <param name="cell">UTF-8.</param>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> cell) =>
        cell.Length > 1 && cell[0] == Mark && IsActive(Encoding.UTF8.GetString(cell)) ? cell[1..] : cell;

    private static bool IsActive(string cell)
    {
        int start = 0;
        while (start < cell.Length && cell[start] == Mark)
        {
            start++;
        }

        return start < cell.Length
            && cell[start] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
            && !FiniteNumber.TryRead(cell[start..], out _);
    }
}
