using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The conversations of PRISM, and who took part.</summary>
internal sealed class PrismConversations
{
    private readonly Dictionary<string, PrismConversation> _byId = new(StringComparer.Ordinal);
    private readonly List<PrismConversation> _all = [];

    /// <summary>The conversations in the order of the source.</summary>
    public IReadOnlyList<PrismConversation> All => _all;

    /// <summary>The answers to the survey.</summary>
    public List<SourceJson> Survey { get; } = [];

    /// <summary>The conversation that a record belongs to.</summary>
    /// <param name="record">A conversation or an utterance.</param>
    /// <exception cref="JudgeEvalException">The record names no conversation or no person.</exception>
    public PrismConversation Of(SourceJson record)
    {
        string id = record.Required("conversation_id").Scalar();
        string user = record.Required("user_id").Scalar();
        if (!_byId.TryGetValue(id, out PrismConversation? conversation))
        {
            conversation = new PrismConversation(id, user, record.Optional("conversation_type")?.Scalar() ?? "", record.Location);
            _byId.Add(id, conversation);
            _all.Add(conversation);
        }
        else if (conversation.User != user)
        {
            throw ImportErrors.Fatal(
                "JE1653", record.Required("user_id").Location, $"the conversation '{id}' is of '{user}' here and of '{conversation.User}' before",
                "a conversation of PRISM is of one person", "give each conversation an id of its own");
        }

        return conversation;
    }
}

/// <summary>A conversation of one person.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">The person.</param>
/// <param name="Type">What it was to be about.</param>
/// <param name="At">Where it stands.</param>
internal sealed record PrismConversation(string Id, string User, string Type, SourceLocation At)
{
    /// <summary>Its messages.</summary>
    public List<PrismMessage> Messages { get; } = [];
}

/// <summary>A message of the person, or a response of a model.</summary>
/// <param name="Turn">The turn, from 0.</param>
/// <param name="Text">What is said.</param>
/// <param name="At">Where it stands.</param>
internal sealed record PrismMessage(int Turn, string Text, SourceLocation At)
{
    /// <summary>Whether a model says it.</summary>
    public bool IsModel { get; init; }

    /// <summary>The number of the response in its turn.</summary>
    public string Number { get; init; } = "";

    /// <summary>The model.</summary>
    public string Model { get; init; } = "";

    /// <summary>The score, 1 to 100, where the person gave one.</summary>
    public string Score { get; init; } = "";

    /// <summary>Where the score stands.</summary>
    public SourceLocation ScoreAt { get; init; }

    /// <summary>Whether the person chose it.</summary>
    public bool IsChosen { get; init; }

    /// <summary>A message of a conversation's history.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="JudgeEvalException">It is not as PRISM writes it.</exception>
    public static PrismMessage OfHistory(SourceJson message)
    {
        string role = message.Required("role").Scalar();
        return role switch
        {
            "user" => new PrismMessage(TurnOf(message), message.Required("content").Text(), message.Location),
            "model" => Response(message, message.Required("content").Text()),
            _ => throw message.Required("role").Wrong($"'{role}' is neither user nor model", "a conversation has these two sides"),
        };
    }

    /// <summary>The prompt and the response of an utterance. The prompt is repeated by each utterance of a turn.</summary>
    /// <param name="utterance">The utterance.</param>
    /// <exception cref="JudgeEvalException">It is not as PRISM writes it.</exception>
    public static IEnumerable<PrismMessage> OfUtterance(SourceJson utterance) =>
    [
        new PrismMessage(TurnOf(utterance), utterance.Required("user_prompt").Text(), utterance.Location),
        Response(utterance, utterance.Required("model_response").Text()),
    ];

    private static PrismMessage Response(SourceJson message, string text) => new(TurnOf(message), text, message.Location)
    {
        IsModel = true,
        Number = message.Required("within_turn_id").Scalar(),
        Model = message.Optional("model_name")?.Scalar() ?? "",
        Score = message.Optional("score") is { } score ? LabelText.Of(score.Number()) : "",
        ScoreAt = (message.Optional("score") ?? message).Location,
        IsChosen = message.Optional("if_chosen") is { } chosen && IsTrue(chosen),
    };

    private static int TurnOf(SourceJson message)
    {
        SourceJson turn = message.Required("turn");
        double number = turn.Number();
        return number is >= 0 and < 1_000_000 && Math.Floor(number).Equals(number) ? (int)number : throw turn.Wrong("a turn is a whole number from 0", "the turns of a conversation are counted");
    }

    private static bool IsTrue(SourceJson chosen) => chosen.Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw chosen.Wrong("true or false is expected", "a response is chosen or not"),
    };
}
