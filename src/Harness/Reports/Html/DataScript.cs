using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Writes data for the page's script as JSON, and packed where it is much.</summary>
internal static class DataScript
{
    // The encoder escapes <, >, &, ' and the line separators of JavaScript, so that no text can end the script element.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>Writes one element of data.</summary>
    /// <param name="html">The page.</param>
    /// <param name="case">The case's position.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="data">The data; what is empty is left out.</param>
    /// <param name="packed">Whether it is packed: JSON, in the zlib format, in base64, in a string.</param>
    public static void Write<T>(HtmlText html, int @case, string kind, T data, bool packed)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(data, Options);
        html.Add($"<script type=\"application/json\" data-case=\"{@case}\" data-kind=\"{kind}\">")
            .Raw(packed ? $"\"{Convert.ToBase64String(Pack(json))}\"" : Encoding.UTF8.GetString(json)).Raw("</script>\n");
    }

    // The zlib format names no operating system, as gzip does: the same bytes everywhere.
    private static byte[] Pack(byte[] json)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal))
        {
            zlib.Write(json);
        }

        return packed.ToArray();
    }
}
