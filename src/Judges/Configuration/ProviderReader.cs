using System.Text.RegularExpressions;

namespace JudgeEval.Judges;

/// <summary>Reads one provider of <c>judgeeval.yaml</c>.</summary>
internal static partial class ProviderReader
{
    public static readonly string[] Known =
    [
        "name", "provider", "endpoint", "model", "keyVariable", "price", "structuredOutput", "checkModel", "deployment", "apiVersion", "maxOutputTokens", "limits",
    ];

    // In the order of ProviderKind.
    private static readonly string[] Kinds = ["openai", "azure", "anthropic"];

    /// <summary>The provider; null when what it cannot be without is absent or wrong.</summary>
    public static ProviderSettings? Read(YamlFields fields)
    {
        fields.Needs("name", "local");
        string? name = fields.Text("name");
        ProviderKind? kind = fields.Needs("provider", "openai (or azure, anthropic)") ? (ProviderKind?)fields.OneOf("provider", Kinds) : null;
        fields.Needs("model", "llama3.1");
        string? model = fields.Text("model");
        if (kind == ProviderKind.Azure)
        {
            fields.Needs("endpoint", "https://NAME.openai.azure.com");
        }

        Uri? endpoint = fields.Has("endpoint") ? Endpoint(fields) : kind is { } known ? ProviderSettings.DefaultEndpoint(known) : null;
        Only(fields, kind, ProviderKind.Azure, "deployment");
        Only(fields, kind, ProviderKind.Azure, "apiVersion");
        Only(fields, kind, ProviderKind.Anthropic, "maxOutputTokens");
        var read = new
        {
            Key = KeyVariable(fields),
            Price = Price(fields),
            Output = StructuredOutputOf(fields, kind),
            CheckModel = fields.Flag("checkModel"),
            Deployment = fields.Text("deployment"),
            ApiVersion = fields.Text("apiVersion"),
            MaxOutputTokens = fields.Whole("maxOutputTokens", 1, int.MaxValue),
            Limits = Limits(fields),
        };
        return name is null || kind is null || model is null || endpoint is null
            ? null
            : new ProviderSettings
            {
                Name = name,
                Kind = kind.Value,
                Endpoint = endpoint,
                Model = model,
                KeyVariable = read.Key,
                Price = read.Price,
                StructuredOutput = read.Output,
                CheckModel = read.CheckModel ?? false,
                Deployment = read.Deployment,
                ApiVersion = read.ApiVersion ?? ProviderSettings.DefaultApiVersion,
                MaxOutputTokens = (int?)read.MaxOutputTokens ?? ProviderSettings.DefaultMaxOutputTokens,
                Limits = read.Limits,
            };
    }

    private static Uri? Endpoint(YamlFields fields)
    {
        if (fields.Text("endpoint") is not { } text)
        {
            return null;
        }

        // Where a user or a query can stand, a key can stand, also in what is no address.
        if (text.AsSpan().ContainsAny("@?#"))
        {
            fields.Key(fields.PlaceOf("endpoint"), "the user or the query of 'endpoint'");
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : fields.Wrong<Uri>("endpoint", "an address that begins with http:// or https://, for example http://127.0.0.1:11434/v1");
    }

    private static string? KeyVariable(YamlFields fields)
    {
        if (fields.Text("keyVariable", "the name of an environment variable") is not { } name)
        {
            return null;
        }

        if (VariableName().IsMatch(name))
        {
            return name;
        }

        // Whoever writes something else here has most likely written the key, so it is not repeated.
        fields.Key(fields.PlaceOf("keyVariable"), "the value of 'keyVariable' is no name of upper-case letters, digits and underscores and");
        return null;
    }

    private static TokenPrice? Price(YamlFields fields)
    {
        if (fields.Group("price", "a price", "input", "output") is not { } price)
        {
            return null;
        }

        price.Needs("input", "0.15");
        price.Needs("output", "0.60");
        (decimal? input, decimal? output) = (price.Amount("input", mayBeZero: true), price.Amount("output", mayBeZero: true));
        return input is null || output is null ? null : new TokenPrice(input.Value, output.Value);
    }

    private static StructuredOutput StructuredOutputOf(YamlFields fields, ProviderKind? kind)
    {
        var output = (StructuredOutput?)fields.OneOf("structuredOutput", "schema", "object", "none");
        if (kind == ProviderKind.Anthropic && output == StructuredOutput.Object)
        {
            fields.Wrong<string>("structuredOutput", "schema or none, because anthropic cannot be asked for JSON without a schema");
        }

        return output ?? (kind == ProviderKind.Anthropic ? StructuredOutput.None : StructuredOutput.Schema);
    }

    private static LimitSettings Limits(YamlFields fields)
    {
        YamlFields? limits = fields.Group("limits", "the limits", "concurrency", "timeout", "attempts", "retryBudget", "maxTokens", "maxCost", "maxCalls");
        if (limits?.Has("maxCost") == true && !fields.Has("price"))
        {
            fields.Add(
                limits.PlaceOf("maxCost"), "JE2205", "the limits have a 'maxCost', but the provider has no 'price'", "without prices no cost is known", "add a line 'price: {input: 0.15, output: 0.60}'");
        }

        return limits is null ? new LimitSettings() : new LimitSettings
        {
            Concurrency = (int?)limits.Whole("concurrency", 1, 100_000),
            Timeout = limits.Span("timeout"),
            Attempts = (int?)limits.Whole("attempts", 1, 100),
            RetryBudget = (int?)limits.Whole("retryBudget", 0, int.MaxValue),
            MaxTokens = limits.Whole("maxTokens", 1, long.MaxValue),
            MaxCost = limits.Amount("maxCost", mayBeZero: false),
            MaxCalls = limits.Whole("maxCalls", 1, long.MaxValue),
        };
    }

    private static void Only(YamlFields fields, ProviderKind? kind, ProviderKind owner, string name)
    {
        if (fields.Has(name) && kind is not null && kind != owner)
        {
            string word = Kinds[(int)owner];
            fields.Add(fields.PlaceOf(name), "JE2204", $"the field '{name}' has no effect on this provider", $"only '{word}' has it", $"remove it, or write 'provider: {word}'");
        }
    }

    // Keys have lower-case letters or dashes; names of variables have neither by custom.
    [GeneratedRegex("^[A-Z_][A-Z0-9_]{0,127}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VariableName();
}
