using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>A completions server's reply: the prompt's tokens, without what the model wrote after them.</summary>
internal sealed class CompletionsReply
{
    // Numbers of a lower precision come out a hair above 0 for a token that is certain.
    private const double Hair = 1e-3;

    private readonly ImmutableArray<EchoedToken> _tokens;
    private readonly TokenUsage _usage;

    private CompletionsReply(ImmutableArray<EchoedToken> tokens, TokenUsage usage)
    {
        _tokens = tokens;
        _usage = usage;
    }

    /// <exception cref="ProviderException">The reply does not follow the protocol.</exception>
    public static CompletionsReply Read(byte[] body, PromptScoring scoring)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement usage = Member(document.RootElement, "usage", JsonValueKind.Object);
            int promptTokens = Member(usage, "prompt_tokens", JsonValueKind.Number).GetInt32();
            long? written = usage.TryGetProperty("completion_tokens", out JsonElement completion) && completion.ValueKind == JsonValueKind.Number ? completion.GetInt64() : null;
            JsonElement choices = Member(document.RootElement, "choices", JsonValueKind.Array);
            JsonElement choice = choices.GetArrayLength() > 0 ? choices[0] : throw Broken("it has no choices");
            ImmutableArray<EchoedToken> tokens = scoring == PromptScoring.Echo ? Echoed(choice, promptTokens) : PromptTokens(choice, promptTokens);
            return new CompletionsReply(tokens, new TokenUsage(promptTokens, written));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // In this order: no JSON, a number that is no whole one, a text that is no Unicode.
            throw Broken(exception is JsonException ? "it is not JSON" : exception is FormatException ? "a number is out of its range" : "a text is not Unicode");
        }
    }

    /// <summary>What the server says is wrong: the message of the protocol's error object, else the beginning of the body.</summary>
    public static string ErrorOf(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement error = document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error", out JsonElement found) ? found : document.RootElement;
            string? message = error.ValueKind == JsonValueKind.String ? error.GetString()
                : error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()
                : null;
            return string.IsNullOrWhiteSpace(message) ? "the server does not say why"
                : message.Contains("echo", StringComparison.OrdinalIgnoreCase) ? $"{message} (log-probabilities of a prompt need a server with echo, such as vLLM; the server of llama.cpp has none)"
                : message;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "the server does not say why";
        }
    }

    /// <summary>The sum over the tokens after the border.</summary>
    /// <exception cref="ProviderException">The tokens are not those of the prompt.</exception>
    public LogProbability Score(string prompt, int border)
    {
        int count = EchoedTokens.CountFrom(_tokens, prompt, border);
        if (count < 0)
        {
            throw Broken("its tokens are not those of the prompt");
        }

        double sum = 0;
        int scored = 0;
        for (int i = _tokens.Length - count; i < _tokens.Length; i++)
        {
            if (_tokens[i].LogProbability is { } value)
            {
                sum += double.IsFinite(value) && value <= Hair ? Math.Min(value, 0) : throw Broken("a log-probability is above 0 or not finite");
                scored++;
            }
            else if (i > 0)
            {
                throw Broken("a token after the first has no log-probability");
            }
        }

        LogProbability score = scored > 0
            ? LogProbability.Of(sum, scored)
            : LogProbability.Failed(FailureKind.Unparsable, "the text is one token with nothing before it, so it has no probability");
        return score with { Usage = _usage };
    }

    private static ImmutableArray<EchoedToken> Echoed(JsonElement choice, int promptTokens)
    {
        JsonElement probabilities = Member(choice, "logprobs", JsonValueKind.Object);
        JsonElement texts = Member(probabilities, "tokens", JsonValueKind.Array), values = Member(probabilities, "token_logprobs", JsonValueKind.Array);
        if (texts.GetArrayLength() != values.GetArrayLength())
        {
            throw Broken("it has another number of tokens than of log-probabilities");
        }

        CheckLength(texts, promptTokens);
        return [.. texts.EnumerateArray().Zip(values.EnumerateArray(), (text, value) => new EchoedToken(TextOf(text), NumberOf(value))).Take(promptTokens)];
    }

    private static ImmutableArray<EchoedToken> PromptTokens(JsonElement choice, int promptTokens)
    {
        JsonElement list = Member(choice, "prompt_logprobs", JsonValueKind.Array);
        CheckLength(list, promptTokens);
        return [.. list.EnumerateArray().Select(OfPrompt).Take(promptTokens)];
    }

    private static EchoedToken OfPrompt(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        JsonProperty[] alternatives = entry.ValueKind == JsonValueKind.Object ? [.. entry.EnumerateObject()] : [];
        return alternatives.Length == 1
            ? new EchoedToken(TextOf(Member(alternatives[0].Value, "decoded_token", JsonValueKind.String)), NumberOf(Member(alternatives[0].Value, "logprob", JsonValueKind.Number)))
            : throw Broken("'prompt_logprobs' has not one entry for a token");
    }

    private static void CheckLength(JsonElement list, int promptTokens)
    {
        if (promptTokens < 1 || list.GetArrayLength() < promptTokens)
        {
            throw Broken(string.Create(
                CultureInfo.InvariantCulture,
                $"it has log-probabilities of {list.GetArrayLength()} tokens, but the prompt has {promptTokens}; a server without echo, such as that of llama.cpp, cannot score a prompt"));
        }
    }

    private static string? TextOf(JsonElement text) => text.ValueKind == JsonValueKind.String ? text.GetString() : throw Broken("a token is no text");

    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble(),
        _ => throw Broken("a log-probability is no number"),
    };

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind
            ? value
            : throw Broken($"it has no '{name}'");

    private static ProviderException Broken(string why) => ProviderException.OffProtocol(why, status: null);
}
