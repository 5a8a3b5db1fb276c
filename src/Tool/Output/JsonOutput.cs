using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>Writes one JSON object to standard output: indented, LF, round-trip numbers, keys in the order they are written.</summary>
internal static class JsonOutput
{
    private const int PieceSize = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the object and a line end.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="content">Writes the properties of the object.</param>
    public static void Write(ToolConsole console, Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        Copy(stream.GetBuffer().AsSpan(0, (int)stream.Length), console.Out);
        console.Out.Write('\n');
    }

    // Piece by piece: as one text, what a large table gives would take four times its bytes.
    private static void Copy(ReadOnlySpan<byte> json, TextWriter writer)
    {
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] piece = new char[PieceSize];
        for (int start = 0; start < json.Length; start += PieceSize)
        {
            ReadOnlySpan<byte> bytes = json[start..Math.Min(start + PieceSize, json.Length)];
            int length = decoder.GetChars(bytes, piece, flush: start + PieceSize >= json.Length);
            writer.Write(piece, 0, length);
        }
    }
}
