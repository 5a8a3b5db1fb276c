using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Records;

/// <summary>Reads and writes records: one JSON object a file, stable bytes.</summary>
public static class RecordFile
{
    /// <summary>The end of a record's file name.</summary>
    public const string Extension = ".record.json";

    private static readonly JsonSerializerOptions Options = CreateOptions();

    /// <summary>Writes a record; an existing file is replaced whole.</summary>
    /// <param name="record">The record.</param>
    /// <param name="path">The file; its folder is made where it does not exist.</param>
    public static void Write(AlignmentRecord record, string path)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new Envelope(AlignmentRecord.FormatName, record), Options);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // Whoever reads while we write sees the old record or the new one, never half of one.
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, [.. json, (byte)'\n']);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JudgeEvalException">
    /// The file is absent (<c>JE1801</c>), malformed (<c>JE1802</c>), of another format (<c>JE1803</c>) or holds a conflict of git (<c>JE1804</c>).
    /// </exception>
    public static AlignmentRecord Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error("JE1801", "there is no such record", "the suite has not run, or wrote elsewhere", "run the suite with 'dotnet test'", SourceLocation.InFile(path));
        }

        return Parse(bytes, path);
    }

    /// <summary>Reads a record of bytes that stand elsewhere than on the disk.</summary>
    /// <param name="bytes">What the file holds.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <exception cref="JudgeEvalException">As <see cref="Read"/>, but for <c>JE1801</c>.</exception>
    public static AlignmentRecord Parse(ReadOnlySpan<byte> bytes, string path)
    {
        if (ConflictMarkers.FirstLine(bytes) is > 0 and int conflict)
        {
            throw new JudgeEvalException(ConflictMarkers.Diagnose("JE1804", path, conflict, "run the suite again with 'dotnet test'"));
        }

        try
        {
            Envelope? envelope = JsonSerializer.Deserialize<Envelope>(bytes, Options);
            return envelope?.Format == AlignmentRecord.FormatName
                ? envelope.Record
                : throw Error(
                    "JE1803",
                    $"the record's format is '{envelope?.Format}', not '{AlignmentRecord.FormatName}'",
                    "another version of JudgeEval wrote it",
                    "run the suite again with this version",
                    SourceLocation.InFile(path));
        }
        catch (JsonException e)
        {
            SourceLocation location = new(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw Error("JE1802", "the record is not valid", e.Message, "run the suite again with 'dotnet test'", location);
        }
    }

    private static JudgeEvalException Error(string code, string what, string why, string remedy, SourceLocation location) =>
        new(new Diagnostic(code, what, why, remedy, location));

    private static JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions options = new(RecordJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = true,
            NewLine = "\n",

            // No record is written with a null where something must stand, so that one is an edit by hand.
            RespectNullableAnnotations = true,
        };
        options.TypeInfoResolver = RecordJson.Default.WithAddedModifier(RecordHoles.Refuse);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new EstimateConverter());
        options.Converters.Add(new ScaleConverter());
        options.Converters.Add(new OrdinalDictionaryConverter<string>());
        options.Converters.Add(new OrdinalDictionaryConverter<double>());
        options.Converters.Add(new OrdinalDictionaryConverter<int>());
        return options;
    }

    internal sealed record Envelope(string Format, AlignmentRecord Record);
}

/// <summary>Serialization code made at build time: no reflection at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordFile.Envelope))]
[JsonSerializable(typeof(ConfidenceInterval))]
[JsonSerializable(typeof(AlignmentMetric))]
internal sealed partial class RecordJson : JsonSerializerContext;
