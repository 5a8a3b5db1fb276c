using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>
/// The items as data that the page's script reads: of each case an index of all items in columns, from which the table, the filters and the counts
/// are made, and their texts in chunks, which are unpacked when they are needed.
/// </summary>
internal static class ItemData
{
    /// <summary>How many items a chunk of texts has.</summary>
    public const int ChunkSize = 1000;

    private const int PlainUpTo = 500;

    /// <summary>Writes the data of every case.</summary>
    /// <param name="html">The page.</param>
    /// <param name="cases">The cases with what they were.</param>
    public static void Write(HtmlText html, IReadOnlyList<ReportCase> cases)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            AlignmentRecord record = cases[i].Record;
            bool packed = record.Items.Length > PlainUpTo;
            CaseItems items = new(cases[i]);
            DataScript.Write(html, i, "index", ItemIndex.Of(items), packed);
            for (int start = 0; start < record.Items.Length; start += ChunkSize)
            {
                DataScript.Write(html, i, "texts", ItemTexts.Of(items, start, Math.Min(ChunkSize, record.Items.Length - start)), packed);
            }
        }
    }
}
