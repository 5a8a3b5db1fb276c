using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>What calls will come to, estimated before they are made.</summary>
/// <param name="Calls">How many calls.</param>
/// <param name="InputTokens">Tokens that they send.</param>
/// <param name="OutputTokens">Tokens that they receive.</param>
public readonly record struct TokenEstimate(long Calls, long InputTokens, long OutputTokens)
{
    private const int CharactersPerToken = 4;

    /// <summary>
    /// The tokens of a text: a quarter of its UTF-16 code units, rounded up. That fits English prose; a script without spaces, such as Chinese,
    /// has up to four times as many tokens, and code has somewhat more.
    /// </summary>
    /// <param name="text">The text.</param>
    public static long OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return OfLength(text.Length);
    }

    /// <summary>The tokens of a request: those of the texts of all its messages as if they were one text.</summary>
    /// <param name="messages">The messages.</param>
    public static long OfMessages(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        long length = 0;
        if (messages is IReadOnlyList<ChatMessage> list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                length += LengthOf(list[i]);
            }
        }
        else
        {
            foreach (ChatMessage message in messages)
            {
                length += LengthOf(message);
            }
        }

        return OfLength(length);
    }

    /// <summary>A whole run, before it starts.</summary>
    /// <param name="requests">The messages of each call.</param>
    /// <param name="outputTokensPerCall">How many tokens a reply is expected to have, at least 0.</param>
    /// <param name="estimateInput">The tokens of a request; <see langword="null"/> for <see cref="OfMessages"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tokens of a reply are negative.</exception>
    public static TokenEstimate OfRun(
        IEnumerable<IEnumerable<ChatMessage>> requests, int outputTokensPerCall, Func<IEnumerable<ChatMessage>, long>? estimateInput = null)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfNegative(outputTokensPerCall);
        var sum = default(TokenEstimate);
        foreach (IEnumerable<ChatMessage> messages in requests)
        {
            sum += new TokenEstimate(1, estimateInput is null ? OfMessages(messages) : estimateInput(messages), outputTokensPerCall);
        }

        return sum;
    }

    /// <summary>Two estimates together.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static TokenEstimate operator +(TokenEstimate left, TokenEstimate right) => left.Add(right);

    /// <summary>This estimate and another together.</summary>
    /// <param name="other">The other.</param>
    public TokenEstimate Add(TokenEstimate other) => checked(
        new TokenEstimate(Calls + other.Calls, InputTokens + other.InputTokens, OutputTokens + other.OutputTokens));

    /// <summary>What the tokens cost.</summary>
    /// <param name="price">The model's price.</param>
    public decimal Cost(TokenPrice price) => price.Of(InputTokens, OutputTokens);

    private static long OfLength(long length) => (length + CharactersPerToken - 1) / CharactersPerToken;

    // Content by content: ChatMessage.Text would join several texts into a new one.
    private static long LengthOf(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        long length = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            length += (contents[i] as TextContent)?.Text?.Length ?? 0;
        }

        return length;
    }
}
