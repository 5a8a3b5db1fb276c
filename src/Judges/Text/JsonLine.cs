using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>One field of a JSON object on a line.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="NameColumn">The column of the name.</param>
/// <param name="Column">The column of the value.</param>
/// <param name="Kind">The value's kind.</param>
/// <param name="Text">The text of a string, the raw text of a number; else null.</param>
/// <param name="Element">The value of an object or array.</param>
internal readonly record struct JsonField(string Name, int NameColumn, int Column, JsonValueKind Kind, string? Text, JsonElement Element);

/// <summary>Reads and writes lines that are one JSON object each.</summary>
internal static class JsonLine
{
    /// <summary>Readable Unicode: only what JSON must escape is escaped. The files are data and are never pasted into HTML as they are.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    /// <summary>The fields of the object in their order, or what is wrong and in which column.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> line, out List<JsonField> fields, [NotNullWhen(false)] out string? error, out int column)
    {
        fields = [];
        column = StrictUtf8.ColumnOfBadByte(line);
        if (column != 0)
        {
            error = "the line is not UTF-8";
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                (error, column) = ("a JSON object is expected", StrictUtf8.ColumnOf(line, reader.TokenStartIndex));
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                fields.Add(Field(line, ref reader));
            }

            // One more read makes the reader refuse whatever follows the object.
            reader.Read();
            error = Repeated(fields, out column);
            return error is null;
        }
        catch (JsonException exception)
        {
            (error, column) = ("the JSON is malformed", StrictUtf8.ColumnOf(line, exception.BytePositionInLine ?? 0));
            return false;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for an escaped lone surrogate, which no UTF-8 text can hold.
            (error, column) = ("a string holds half a surrogate pair", 1);
            return false;
        }
    }

    /// <summary>The object that <paramref name="write"/> writes, as one line's bytes without line end.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using JsonScratch scratch = JsonScratch.Rent();
        return WriteTo(scratch, write).ToArray();
    }

    /// <summary>The same bytes, lent until the scratch is given back or used again.</summary>
    public static ReadOnlySpan<byte> WriteTo(JsonScratch scratch, Action<Utf8JsonWriter> write)
    {
        Utf8JsonWriter writer = scratch.Begin();
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return scratch.Written;
    }

    /// <summary>A whole number that is not negative.</summary>
    public static bool TryCount(string? text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static JsonField Field(ReadOnlySpan<byte> line, ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        int nameColumn = StrictUtf8.ColumnOf(line, reader.TokenStartIndex);
        reader.Read();
        int column = StrictUtf8.ColumnOf(line, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new(name, nameColumn, column, JsonValueKind.String, reader.GetString(), default);
            case JsonTokenType.Number:
                return new(name, nameColumn, column, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), default);
            default:
                JsonElement element = JsonElement.ParseValue(ref reader);
                ReadStrings(element);
                return new(name, nameColumn, column, element.ValueKind, null, element);
        }
    }

    // A string's escapes are checked only when it is read; here, where the line's errors are gathered, is the place for that.
    private static void ReadStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement child in element.EnumerateArray())
                {
                    ReadStrings(child);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    ReadStrings(property.Value);
                }

                break;
        }
    }

    private static string? Repeated(List<JsonField> fields, out int column)
    {
        for (int i = 1; i < fields.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (fields[i].Name == fields[j].Name)
                {
                    column = fields[i].NameColumn;
                    return $"the field '{fields[i].Name}' stands twice";
                }
            }
        }

        column = 0;
        return null;
    }
}
