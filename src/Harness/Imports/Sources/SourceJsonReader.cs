using System.Text;
using System.Text.Json;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports;

/// <summary>Reads <see cref="SourceJson"/>.</summary>
internal static class SourceJsonReader
{
    /// <summary>A key among fewer ones than these is looked for one by one.</summary>
    private const int ManyKeys = 16;

    /// <summary>Reads one value.</summary>
    /// <param name="bytes">The whole text, with or without a byte order mark.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="firstLine">The number of the text's first line.</param>
    /// <exception cref="JudgeEvalException">The text is not UTF-8, malformed, nested too deeply, or names a key of an object twice.</exception>
    public static SourceJson Read(ReadOnlySpan<byte> bytes, string path, int firstLine)
    {
        bytes = StrictUtf8.WithoutMark(bytes);
        var places = new JsonPlaces(path, firstLine, bytes);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            SourceJson value = ReadValue(ref reader, places, keyOffset: null);

            // One more read makes the reader refuse whatever follows the value.
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            SourceLocation at = places.Of(Offset(bytes, exception));
            throw ImportErrors.Fatal(
                "JE1603", at,
                StrictUtf8.TryDecode(bytes, out _, out _, out _) ? "the JSON is malformed" : "the text is not UTF-8",
                Cause(exception), "mend the source, or export it anew");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for text that is not UTF-8, and for an escaped lone surrogate, which no UTF-8 text can hold.
            throw ImportErrors.Fatal(
                "JE1603", places.Of((int)reader.TokenStartIndex), "the text is not UTF-8, or holds half a surrogate pair", "it was probably saved in another encoding or cut",
                "save it as UTF-8");
        }
    }

    private static SourceJson ReadValue(ref Utf8JsonReader reader, JsonPlaces places, int? keyOffset)
    {
        int offset = (int)reader.TokenStartIndex;
        int key = keyOffset ?? offset;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new SourceJson(places, offset, JsonValueKind.Object, key, properties: ReadProperties(ref reader, places));
            case JsonTokenType.StartArray:
                var elements = new List<SourceJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    elements.Add(ReadValue(ref reader, places, keyOffset: null));
                }

                return new SourceJson(places, offset, JsonValueKind.Array, key, elements: elements);
            case JsonTokenType.String:
                return new SourceJson(places, offset, JsonValueKind.String, key, reader.GetString()!);
            case JsonTokenType.Number:
                return new SourceJson(places, offset, JsonValueKind.Number, key, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return new SourceJson(places, offset, JsonValueKind.True, key, "true");
            case JsonTokenType.False:
                return new SourceJson(places, offset, JsonValueKind.False, key, "false");
            default:
                return new SourceJson(places, offset, JsonValueKind.Null, key);
        }
    }

    private static List<KeyValuePair<string, SourceJson>> ReadProperties(ref Utf8JsonReader reader, JsonPlaces places)
    {
        var properties = new List<KeyValuePair<string, SourceJson>>();
        HashSet<string>? names = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            int keyOffset = (int)reader.TokenStartIndex;
            if (properties.Count == ManyKeys)
            {
                names = new HashSet<string>(properties.Select(p => p.Key), StringComparer.Ordinal);
            }

            if (names is null ? StandsIn(properties, name) : !names.Add(name))
            {
                throw ImportErrors.Fatal(
                    "JE1603", places.Of(keyOffset), $"the key '{name}' stands twice in one object", "which of the two counts cannot be known", "remove one of them");
            }

            reader.Read();
            properties.Add(KeyValuePair.Create(name, ReadValue(ref reader, places, keyOffset)));
        }

        return properties;
    }

    private static bool StandsIn(List<KeyValuePair<string, SourceJson>> properties, string name)
    {
        foreach (KeyValuePair<string, SourceJson> property in properties)
        {
            if (property.Key == name)
            {
                return true;
            }
        }

        return false;
    }

    private static int Offset(ReadOnlySpan<byte> bytes, JsonException exception)
    {
        int offset = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += bytes[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(bytes.Length, offset + (exception.BytePositionInLine ?? 0));
    }

    // The library's message ends with its own line and position, which count from 0.
    private static string Cause(JsonException exception)
    {
        int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.', ' ');
    }
}
