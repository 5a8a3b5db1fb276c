using System.Net;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>What a server says that answers with an error, in the forms in which OpenAI, Azure, Anthropic, Ollama, vLLM, llama.cpp and gateways say it.</summary>
/// <param name="Text">Its message; empty when it has none.</param>
/// <param name="Kind">Its word for the error; empty when it has none.</param>
internal readonly record struct ErrorReply(string Text, string Kind)
{
    /// <summary>What is said of an answer that is a page.</summary>
    public const string HtmlPage = "the server answered with an HTML page, not JSON: is the endpoint right?";

    private const int LongestPlainText = 200;

    /// <summary>Whether the request was refused for its content.</summary>
    public bool IsFiltered => Kind == "content_filter";

    private bool IsUnknownModel => Kind is "model_not_found" or "DeploymentNotFound"
        || (Text.Contains("model", StringComparison.OrdinalIgnoreCase)
            && (Kind is "not_found_error" or "NotFoundError" || Text.Contains("not found", StringComparison.OrdinalIgnoreCase)));

    public static ErrorReply Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            // An error need not be JSON: proxies answer with pages and with plain text.
            return new ErrorReply(IsHtml(body.Span) ? HtmlPage : Plain(body.Span), "");
        }
    }

    public static ErrorReply Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new ErrorReply("", "");
        }

        if (!root.TryGetProperty("error", out JsonElement error) || error.ValueKind is JsonValueKind.Null)
        {
            error = root;
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return new ErrorReply(error.ValueKind == JsonValueKind.String ? error.GetString()!.Trim() : "", "");
        }

        string text = Word(error, "message") is { Length: > 0 } message ? message : Word(error, "detail");
        return new ErrorReply(text, Word(error, "code") is { Length: > 0 } code ? code : Word(error, "type"));
    }

    public static bool IsHtml(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);

    /// <summary>The server's words, its own word for the error, and for what a person can mend what to check.</summary>
    public string Describe(HttpStatusCode status, ProviderHints hints)
    {
        string said = Text.Length == 0 ? Kind : Kind.Length == 0 ? Text : $"{Text} ({Kind})";
        string whole = said.Length == 0 ? "the server does not say why" : said;
        string? advice = status switch
        {
            HttpStatusCode.Unauthorized => $"the key is absent, wrong or expired: check {hints.Key}",
            HttpStatusCode.Forbidden => $"the key may not use this model or this server: check {hints.Key}",
            HttpStatusCode.NotFound when IsUnknownModel => $"the server does not know the model '{hints.Model}': check the model's name",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
                $"nothing answers at {hints.Endpoint}: is the endpoint right, and does the server know the model '{hints.Model}'?",
            _ => null,
        };
        return advice is null ? whole : $"{advice}; the server says: {whole}";
    }

    // A text that fits on a line is a message; a longer one, or one that is no text, is not.
    private static string Plain(ReadOnlySpan<byte> body) =>
        body.Length <= LongestPlainText && StrictUtf8.TryDecode(body, out string text, out _, out _) && !text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
            ? text.Trim()
            : "";

    private static string Word(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
}

/// <summary>What an error about a provider can name, so that a person knows what to check.</summary>
/// <param name="Endpoint">The endpoint as it was given.</param>
/// <param name="Model">The model that is asked for.</param>
/// <param name="KeyVariable">The environment variable that holds the key, where one is known.</param>
internal sealed record ProviderHints(Uri Endpoint, string Model, string? KeyVariable)
{
    public string Key => KeyVariable is null ? "the key that the client was given" : $"the environment variable {KeyVariable}";
}
