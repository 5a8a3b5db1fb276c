using System.Text;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges.Tests.Recording;

public class RecordedSecretTests
{
    private const string Key = "sk-live-Zq7distinctive0key1marker";

    [Theory]
    [InlineData("api_key", "x")]
    [InlineData("apiKey", "x")]
    [InlineData("X-Api-Key", "x")]
    [InlineData("Authorization", "x")]
    [InlineData("client_secret", "x")]
    [InlineData("access_token", "x")]
    [InlineData("token", "x")]
    [InlineData("password", "x")]
    [InlineData("user", Key)]
    [InlineData("user", "Bearer abcdefg1")]
    [InlineData("url", "https://me:pass@host/v1")]
    [InlineData("url", "https://host/v1?api-key=1")]
    [InlineData("user", "AKIAABCDEFGHIJKLMNOP")]
    [InlineData("user", "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl")]
    public async Task Request_OptionThatLooksLikeASecret_IsRefusedWithoutSayingIt(string name, string value)
    {
        using var folder = new TemporaryFolder();
        using RecordingStore store = RecordingStore.Open(folder.Path);
        var options = new ChatOptions { ModelId = "gpt", AdditionalProperties = new() { [name] = value } };

        var model = ScriptedChatClient.Saying("4");
        foreach (RecordedChatClient client in new RecordedChatClient[] { new RecordingChatClient(model, store), new ReplayingChatClient(store) })
        {
            var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => AskAsync(client, options));
            Assert.Equal(
                $"judgeeval: error JE3008: the request's option '{name}' looks like a secret; a recording is committed and its key is made of the request's options, "
                + "so no secret may be among them; give the secret to the provider's client, not to the request",
                exception.Message);
        }

        Assert.Empty(model.Calls);
    }

    [Theory]
    [InlineData("logit_bias", "50256")]
    [InlineData("max_tokens", "100")]
    [InlineData("stop_token_ids", "2")]
    [InlineData("prompt_cache_key", "suite-1")]
    [InlineData("user", "task-force-of-the-basic-team")]
    [InlineData("user", "Basic questions")]
    [InlineData("adapter", "hf-internal-testing/tiny-random-gpt2")]
    [InlineData("user", "sk-is-how-some-names-begin")]
    [InlineData("keyword", "risk-adjusted-returns-and-more")]
    public async Task Request_HarmlessOption_IsRecorded(string name, string value)
    {
        using var folder = new TemporaryFolder();
        using RecordingStore store = RecordingStore.Open(folder.Path);

        await AskAsync(new RecordingChatClient(ScriptedChatClient.Saying("4"), store), new ChatOptions { ModelId = "gpt", AdditionalProperties = new() { [name] = value } });

        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task Record_KeyInEveryPlaceOfARequestAndAnAnswer_IsInNoByteOfTheFolder()
    {
        using var folder = new TemporaryFolder();
        Action<ChatOptions>[] refused =
        [
            o => o.ModelId = Key,
            o => o.StopSequences = [Key],
            o => o.AdditionalProperties!["headers"] = new Dictionary<string, object> { ["list"] = new[] { "x", Key } },
            o => o.AdditionalProperties!["headers"] = new Dictionary<string, object> { ["x-api-key"] = "plain" },
            o => o.AdditionalProperties!["api_key"] = Key,
        ];
        Action<ChatOptions>[] unseen =
        [
            o => o.ConversationId = Key,
            o => o.RawRepresentationFactory = _ => Key,
            o => o.Instructions = Key,
        ];
        string blocker = folder.File("quality.gpt.recording.jsonl.tmp");
        using (RecordingStore store = RecordingStore.Open(folder.Path))
        {
            // A key may also stand in what a provider's answer carries beside its text.
            var model = new ScriptedChatClient((_, _) =>
            {
                ChatResponse response = ScriptedChatClient.Reply("4");
                response.ResponseId = Key;
                response.ConversationId = Key;
                response.ModelId = Key;
                response.RawRepresentation = Key;
                response.AdditionalProperties = new() { ["api_key"] = Key };
                response.Messages[0].AuthorName = Key;
                response.Messages[0].AdditionalProperties = new() { ["api_key"] = Key };
                response.Usage!.AdditionalCounts = new() { [Key] = 1 };
                return response;
            });
            using var client = new RecordingChatClient(model, store);
            foreach (Action<ChatOptions> place in refused)
            {
                var options = new ChatOptions { ModelId = "gpt", AdditionalProperties = [] };
                place(options);
                var exception = await Assert.ThrowsAsync<JudgeEvalException>(() => AskAsync(client, options));
                Assert.DoesNotContain(Key, exception.Message, StringComparison.Ordinal);
            }

            foreach (Action<ChatOptions> place in unseen)
            {
                var options = new ChatOptions { ModelId = "gpt" };
                place(options);
                await AskAsync(client, options);
            }

            Assert.Equal(2, store.Count);

            // The recording cannot be written, so the journal stays to be looked at.
            Directory.CreateDirectory(blocker);
            Assert.Throws<UnauthorizedAccessException>(store.Dispose);
        }

        Directory.Delete(blocker);
        AssertNowhere(folder.Path, ".journal");
        await Recordings.RecordAsync(folder.Path, Sample.Task(), "4");
        AssertNowhere(folder.Path, ".jsonl");
    }

    private static async Task AskAsync(RecordedChatClient client, ChatOptions options)
    {
        var context = new RecordingContext { Item = "i1", Prompt = "quality", PromptHash = "h", PromptPath = Key };
        options.AdditionalProperties ??= [];
        options.AdditionalProperties[RecordingContext.PropertyName] = context;
        await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Grade it.") { AuthorName = Key, AdditionalProperties = new() { ["api_key"] = Key } }], options);
        context.Commit();
    }

    private static void AssertNowhere(string folder, string ending)
    {
        string file = Assert.Single(Directory.GetFiles(folder));
        Assert.EndsWith(ending, file, StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes(file);
        Assert.NotEmpty(bytes);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)) < 0);
    }
}
