using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JudgeEval.Harness.Reviews;

/// <summary>One line of a corrections file: a decision, or the withdrawal of the last one of its author on the item that still holds.</summary>
internal sealed record CorrectionLine
{
    public const string FormatName = "judgeeval.correction/1";

    private static readonly JsonSerializerOptions Options = CreateOptions();

    public required string Format { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string Item { get; init; }

    public bool? Undo { get; init; }

    public string? Line { get; init; }

    public ReviewAction? Action { get; init; }

    public DisagreementSource? Source { get; init; }

    public DisagreementTopic? Topic { get; init; }

    public ImmutableSortedDictionary<string, string>? Old { get; init; }

    public string? New { get; init; }

    public bool? Shown { get; init; }

    public string? Why { get; init; }

    public static CorrectionLine Of(ReviewDecision decision) => new()
    {
        Format = FormatName,
        At = decision.At,
        By = decision.By,
        Item = decision.Item,
        Line = decision.Line,
        Action = decision.Action,
        Source = decision.Source,
        Topic = decision.Topic,
        Old = decision.Old.IsEmpty ? null : decision.Old,
        New = decision.New,
        Shown = decision.Shown ? true : null,
        Why = decision.Why,
    };

    /// <summary>The decision; <see langword="null"/> where the line undoes one.</summary>
    [JsonIgnore]
    public ReviewDecision? Decision => Undo == true ? null : new ReviewDecision
    {
        At = At,
        By = By,
        Item = Item,
        Line = Line ?? throw new JsonException("'line' is absent"),
        Action = Action ?? throw new JsonException("'action' is absent"),
        Source = Source,
        Topic = Topic,
        Old = Old is null ? ImmutableSortedDictionary<string, string>.Empty : Old.WithComparers(StringComparer.Ordinal),
        New = New,
        Shown = Shown == true,
        Why = Why,
    };

    public byte[] ToUtf8() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static CorrectionLine Read(ReadOnlySpan<byte> utf8)
    {
        CorrectionLine line = JsonSerializer.Deserialize<CorrectionLine>(utf8, Options) ?? throw new JsonException("it is null");
        if (line.Format != FormatName)
        {
            throw new JsonException($"its format is '{line.Format}', not '{FormatName}'");
        }

        // 'required' asks for the members and not for their values, and a null would come up wherever the line is looked at.
        if (line.By is null || line.Item is null || line.Old?.Any(label => label.Value is null) == true)
        {
            throw new JsonException("a member that has to be a text is null");
        }

        _ = line.Decision;
        return line;
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(CorrectionJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}

/// <summary>Serialization code made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CorrectionLine))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
