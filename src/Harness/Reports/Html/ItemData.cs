using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Records;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>The items as data that the page's script reads: JSON, and compressed where there are many.</summary>
internal static class ItemData
{
    private const int PlainUpTo = 500, ChunkSize = 2000;

    // The encoder escapes <, >, &, ' and the line separators of JavaScript, so that no text can end the script element.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes the data of every case.</summary>
    /// <param name="html">The page.</param>
    /// <param name="records">The records.</param>
    /// <param name="bases">The records to compare with.</param>
    public static void Write(HtmlText html, IReadOnlyList<AlignmentRecord> records, IReadOnlyList<AlignmentRecord> bases)
    {
        for (int i = 0; i < records.Count; i++)
        {
            AlignmentRecord record = records[i];
            AlignmentRecord? before = bases.FirstOrDefault(b => b.Suite == record.Suite && b.Case == record.Case);
            Script(html, i, "head", JsonSerializer.Serialize(Head(record, before is not null), Options));
            object[] rows = [.. Rows(record, before)];
            foreach (object[] chunk in rows.Chunk(ChunkSize))
            {
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(chunk, Options);
                Script(html, i, "items", rows.Length <= PlainUpTo ? System.Text.Encoding.UTF8.GetString(json) : $"\"{Convert.ToBase64String(Compress(json))}\"");
            }
        }
    }

    private static void Script(HtmlText html, int index, string kind, string json) =>
        html.Add($"<script type=\"application/json\" data-case=\"{index}\" data-kind=\"{kind}\">").Raw(json).Raw("</script>\n");

    private static object Head(AlignmentRecord record, bool compared) => new
    {
        compared,
        Labels = record.Card?.Scale.Labels ?? record.Alignment.Confusion.Labels,
        People = record.Card?.Annotators.Select(a => new { a.Id, a.Attributes }).ToArray(),
    };

    private static IEnumerable<object> Rows(AlignmentRecord record, AlignmentRecord? before)
    {
        var aligned = record.Alignment.Items.ToDictionary(i => i.Item, StringComparer.Ordinal);
        var old = before?.Alignment.Items.ToDictionary(i => i.Item, StringComparer.Ordinal);
        foreach (RecordedItem item in record.Items)
        {
            ItemAlignment? now = aligned.GetValueOrDefault(item.Item.Id), was = old?.GetValueOrDefault(item.Item.Id);
            yield return new
            {
                item.Item.Id, item.Item.Context, item.Item.Response, item.Item.ResponseA, item.Item.ResponseB, item.Item.Tags, item.Labels, item.Explanations,
                now?.Judge, now?.Delta, Disagrees = now?.Disagrees ?? false, Unanimous = now?.Unanimous ?? false, Unstable = now is not null && now.StableRepeats < now.Repeats,
                Newly = was is not null && !was.Disagrees && now is { Disagrees: true },
                Before = was is null ? null : new { was.Judge, Failure = was.Failure?.Kind.ToString(), was.Disagrees, was.Rationale },
                now?.Rationale, Failure = now?.Failure?.Kind.ToString(),
                Verdicts = item.Judgements.Select(j => new { j.Repeat, Order = j.Order.ToString(), j.Verdict.Label, Failure = j.Verdict.Failure?.Kind.ToString(), j.Verdict.Rationale, j.Verdict.Probabilities }).ToArray(),
            };
        }
    }

    private static byte[] Compress(byte[] json)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            gzip.Write(json);
        }

        return packed.ToArray();
    }
}
