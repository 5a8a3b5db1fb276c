using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Refuses requests whose options hold what looks like a secret. A recording is committed, and a key in the options would change the recording's
/// keys whenever it is renewed. Messages, items and replies are the user's data and are not looked at.
/// </summary>
internal static partial class SecretGuard
{
    // Parts of names, in lower-case letters alone; "token" by itself is no such part, for tokens are also what models read and write.
    private static readonly string[] Parts =
    [
        "apikey", "accesskey", "privatekey", "secret", "password", "passwd", "authorization", "credential", "bearer", "cookie",
        "accesstoken", "apitoken", "authtoken", "idtoken", "refreshtoken", "sessiontoken", "usertoken",
    ];

    private static readonly string[] Names = ["key", "token", "auth"];

    /// <summary>Checks the model id, the stop sequences and the additional properties, with all that is in them.</summary>
    /// <exception cref="JudgeEvalException">One looks like a secret (<c>JE3008</c>).</exception>
    public static void Check(ChatOptions options)
    {
        Value("ModelId", options.ModelId);
        foreach (string stop in options.StopSequences ?? [])
        {
            Value("StopSequences", stop);
        }

        foreach ((string name, object? value) in options.AdditionalProperties ?? [])
        {
            if (name != RecordingContext.PropertyName)
            {
                Name(name, name);
                Element(name, JsonSerializer.SerializeToElement(value));
            }
        }
    }

    private static void Element(string option, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Value(option, element.GetString());
                break;
            case JsonValueKind.Array:
                foreach (JsonElement child in element.EnumerateArray())
                {
                    Element(option, child);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Name($"{option}.{property.Name}", property.Name);
                    Element($"{option}.{property.Name}", property.Value);
                }

                break;
        }
    }

    private static void Name(string option, string name)
    {
        string letters = string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
        if (Names.Contains(letters, StringComparer.Ordinal) || Array.Exists(Parts, part => letters.Contains(part, StringComparison.Ordinal)))
        {
            throw Refused(option);
        }
    }

    private static void Value(string option, string? value)
    {
        if (value is not null && Secret().IsMatch(value))
        {
            throw Refused(option);
        }
    }

    // The value stands in no message: a log is no better place for a key than a recording.
    private static JudgeEvalException Refused(string option) => new(new Diagnostic(
        "JE3008",
        $"the request's option '{option}' looks like a secret",
        "a recording is committed and its key is made of the request's options, so no secret may be among them",
        "give the secret to the provider's client, not to the request",
        SourceLocation.None));

    // Authorization headers, addresses with a password or key, and the keys whose form providers publish. All but the last kind have a digit in them, which
    // names and sentences of the same beginning mostly have not.
    [GeneratedRegex(
        """
        (?x) ^\s* (?i:bearer|basic) \s+ (?=\S*[0-9=]) \S{8,} \s*$
        | ://[^/\s@]+@
        | [?&] (?i:api[_-]?key|key|token|access[_-]?token|sig|signature) =
        | \b (?: sk- | xai- | pplx- | glpat- | xox[abp]- | gh[ops]_ | github_pat_ | hf_ | r8_ | gsk_ ) (?=[A-Za-z_-]*[0-9]) [A-Za-z0-9_-]{16,}
        | \bAKIA[A-Z0-9]{16}\b
        | \bAIza[A-Za-z0-9_-]{30,}
        | \beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+
        """,
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
