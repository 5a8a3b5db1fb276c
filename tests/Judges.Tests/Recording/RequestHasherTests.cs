using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

/// <summary>Keys are what the canonical JSON, written out by hand here, hashes to; whatever was hashed before.</summary>
public class RequestHasherTests
{
    private const string Messages = """{"messages":[{"role":"user","text":"é \"x\"\n"}]}""";

    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object"}""");

    private static readonly (Func<ChatOptions> Options, string Json)[] Cases =
    [
        (() => new(), "{}"),
        (() => new() { Temperature = 0 }, """{"temperature":0}"""),
        (() => new() { Temperature = -0f }, """{"temperature":-0}"""),
        (() => new() { Temperature = 0.7f, TopP = 0.9f, TopK = 40 }, """{"temperature":0.7,"topP":0.9,"topK":40}"""),
        (() => new() { FrequencyPenalty = 1, PresencePenalty = 2, MaxOutputTokens = 3, Seed = 4 }, """{"frequencyPenalty":1,"presencePenalty":2,"maxOutputTokens":3,"seed":4}"""),
        (() => new() { Instructions = "Be fair." }, """{"instructions":"Be fair."}"""),
        (() => new() { Instructions = "Be kind." }, """{"instructions":"Be kind."}"""),
        (() => new() { ResponseFormat = ChatResponseFormat.Text }, "{}"),
        (() => new() { ResponseFormat = ChatResponseFormat.Json }, """{"format":"json"}"""),
        (() => new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema) }, """{"format":"json","schema":{"type":"object"}}"""),
        (() => new() { StopSequences = ["a", "b"] }, """{"stop":["a","b"]}"""),
        (() => new() { StopSequences = ["a"] }, """{"stop":["a"]}"""),
        (() => new() { Reasoning = new() { Effort = ReasoningEffort.Low } }, """{"reasoning":"Low"}"""),
        (() => new() { AdditionalProperties = new() { ["b"] = 1, ["a"] = new[] { "x" } } }, """{"additional.a":["x"],"additional.b":1}"""),
        (() => new() { AdditionalProperties = new() { ["b"] = 2 } }, """{"additional.b":2}"""),
    ];

    [Fact]
    public void Of_AnyOptionsInAnyOrder_HashesTheCanonicalJson()
    {
        var hasher = new RequestHasher();
        var random = new Random(5);
        for (int round = 0; round < 400; round++)
        {
            (Func<ChatOptions> make, string json) = Cases[random.Next(Cases.Length)];
            string model = random.Next(2) == 0 ? "org/\"m\"" : "é";
            ChatOptions options = make();
            options.ModelId = model;
            if (random.Next(2) == 0)
            {
                options.AdditionalProperties ??= [];
                options.AdditionalProperties[RecordingContext.PropertyName] = new RecordingContext { Item = "i", Prompt = "p", PromptHash = "h" };
            }

            RequestKey key = hasher.Of([new ChatMessage(ChatRole.User, "é \"x\"\n")], options, repeat: round % 3);

            Assert.Equal(Sha256Hex.Of(json), key.Options.ToString());
            Assert.Equal(Sha256Hex.Of(Messages), key.Messages.ToString());
            string quoted = model == "é" ? "\"é\"" : "\"org/\\\"m\\\"\"";
            Assert.Equal(
                Sha256Hex.Of($$"""{"model":{{quoted}},"messages":"{{Sha256Hex.Of(Messages)}}","options":"{{Sha256Hex.Of(json)}}","repeat":{{round % 3}}}"""),
                key.Key.ToString());
            Assert.Equal(key.Key.ToString(), key.Content().Key());
        }
    }

    [Fact]
    public void Of_OptionsChangedInPlace_AreHashedAnew()
    {
        var hasher = new RequestHasher();
        var options = new ChatOptions { ModelId = "m", StopSequences = ["a"], AdditionalProperties = new() { ["n"] = 1 } };
        ContentKey first = hasher.Of([], options, 0).Key;

        options.StopSequences.Add("b");
        ContentKey second = hasher.Of([], options, 0).Key;
        options.AdditionalProperties["n"] = 2;
        ContentKey third = hasher.Of([], options, 0).Key;

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public void Of_HugeTextsAndModels_HashLikeSmallOnes()
    {
        string text = string.Concat(Enumerable.Repeat("größer \"als\" ", 200_000));
        string model = new('m', 5000);

        RequestKey key = new RequestHasher().Of([new ChatMessage(ChatRole.System, text)], new ChatOptions { ModelId = model }, int.MaxValue);

        string messages = Sha256Hex.Of($$"""{"messages":[{"role":"system","text":"{{text.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}]}""");
        Assert.Equal(Sha256Hex.Of($$"""{"model":"{{model}}","messages":"{{messages}}","options":"{{Sha256Hex.Of("{}")}}","repeat":2147483647}"""), key.Key.ToString());
    }

    [Fact]
    public void Of_NoText_IsRefused() => Assert.Throws<NotSupportedException>(() =>
        new RequestHasher().Of([new ChatMessage(ChatRole.User, [new TextContent("a"), new DataContent("data:image/png;base64,AA==")])], new ChatOptions { ModelId = "m" }, 0));
}
