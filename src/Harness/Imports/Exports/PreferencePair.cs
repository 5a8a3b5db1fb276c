using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>A pair of responses of which one was chosen.</summary>
/// <param name="Context">What both answer.</param>
/// <param name="Chosen">The response that was chosen.</param>
/// <param name="Rejected">The other one.</param>
internal sealed record PreferencePair(string Context, string Chosen, string Rejected)
{
    private const string Assistant = "\n\nAssistant:";

    private static readonly string[] Prompts = ["prompt", "question", "instruction", "input", "query"];

    /// <summary>The keys of a record that are read.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["chosen", "rejected", "system", .. Prompts];

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="JudgeEvalException">It is no pair.</exception>
    public static PreferencePair Of(SourceJson record)
    {
        SourceJson chosen = record.Required("chosen");
        SourceJson rejected = record.Required("rejected");
        if (chosen.Kind == JsonValueKind.String && rejected.Kind == JsonValueKind.String)
        {
            return OfTexts(record, chosen.Text(), rejected.Text());
        }

        List<ChatText> one = Messages(chosen);
        List<ChatText> other = Messages(rejected);
        int shared = 0;
        while (shared < Math.Min(one.Count, other.Count) && one[shared] == other[shared])
        {
            shared++;
        }

        return new PreferencePair(Before(record, ExportText.Transcript(one[..shared])), Response(one[shared..]), Response(other[shared..]));
    }

    /// <summary>A name of the pair by its content, the same whichever response was chosen.</summary>
    /// <param name="chosenIsA">Whether the chosen response is shown first. It hangs on the content alone, like the toss of a coin.</param>
    public string Hash(out bool chosenIsA)
    {
        bool chosenIsFirst = string.CompareOrdinal(Chosen, Rejected) < 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Context);
        Append(hash, chosenIsFirst ? Chosen : Rejected);
        Append(hash, chosenIsFirst ? Rejected : Chosen);
        byte[] bytes = hash.GetHashAndReset();
        bool swap = (bytes[^1] & 1) == 1;
        chosenIsA = chosenIsFirst != swap;
        return Convert.ToHexStringLower(bytes.AsSpan(0, 8));
    }

    private static PreferencePair OfTexts(SourceJson record, string chosen, string rejected)
    {
        int shared = chosen.AsSpan().CommonPrefixLength(rejected);
        int turn = chosen.AsSpan(0, shared).LastIndexOf(Assistant, StringComparison.Ordinal);
        string prompt = Prompt(record);
        return turn >= 0
            ? new PreferencePair(Before(record, chosen[..turn].Trim()), chosen[(turn + Assistant.Length)..].Trim(), rejected[(turn + Assistant.Length)..].Trim())
            : new PreferencePair(prompt, WithoutPrompt(chosen, prompt), WithoutPrompt(rejected, prompt));
    }

    // Some sets repeat the prompt at the head of both responses.
    private static string WithoutPrompt(string response, string prompt) =>
        prompt.Length > 0 && response.StartsWith(prompt, StringComparison.Ordinal) ? response[prompt.Length..].Trim() : response.Trim();

    // Most sets repeat the prompt in what both have in common; one that stands beside it alone was shown as well.
    private static string Before(SourceJson record, string common) =>
        string.Join("\n\n", Stated(record).Select(Said).Where(t => !common.Contains(t, StringComparison.Ordinal)).Append(common)).Trim();

    // A prompt may end with whose turn it is.
    private static string Said(string prompt) =>
        prompt.Trim() is var text && text.EndsWith(Assistant.Trim(), StringComparison.Ordinal) ? text[..^Assistant.Trim().Length].TrimEnd() : text;

    private static string Prompt(SourceJson record) => string.Join("\n\n", Stated(record)).Trim();

    private static IEnumerable<string> Stated(SourceJson record)
    {
        SourceJson? prompt = Prompts.Select(record.Optional).FirstOrDefault(p => p is not null);
        return new[] { record.Optional("system"), prompt }.OfType<SourceJson>().Select(ExportText.Of).Where(t => t.Length > 0);
    }

    private static List<ChatText> Messages(SourceJson value) => ExportText.Messages(value)
        ?? throw value.Wrong("neither a text nor a list of messages", "chosen and rejected are both texts, or both lists of {\"role\",\"content\"}");

    private static string Response(List<ChatText> messages) => messages.Count == 1 ? messages[0].Text.Trim() : ExportText.Transcript(messages);

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
