using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Output;

/// <summary>Writes one JSON object to standard output: indented, LF, round-trip numbers, keys in the order they are written.</summary>
internal static class JsonOutput
{
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

        console.Out.Write(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n");
    }
}
