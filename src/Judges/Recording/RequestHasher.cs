using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// Makes the keys of requests. A run sends the same options with every request, so the hash of the last ones is kept and used again for options
/// that are equal in every value. Safe for concurrent use.
/// </summary>
internal sealed class RequestHasher
{
    private OptionsHash? _last;

    /// <summary>The key of a request.</summary>
    /// <exception cref="JudgeEvalException">The options hold what looks like a secret (<c>JE3008</c>).</exception>
    public RequestKey Of(IReadOnlyList<ChatMessage> messages, ChatOptions options, int repeat)
    {
        OptionsHash known = Known(options);
        using JsonScratch scratch = JsonScratch.Rent();
        ContentKey texts = ContentKey.Of(Messages(scratch, messages));
        return new(known.Model, texts, known.Hash, repeat, Key(known, texts, repeat));
    }

    private static ContentKey Key(OptionsHash options, ContentKey messages, int repeat)
    {
        int needed = RequestKey.ContentRoom + options.QuotedModel.Length;
        Span<byte> room = needed <= 1024 ? stackalloc byte[1024] : new byte[needed];
        Span<byte> messagesHex = stackalloc byte[ContentKey.HexLength];
        Span<byte> optionsHex = stackalloc byte[ContentKey.HexLength];
        messages.Write(messagesHex);
        options.Hash.Write(optionsHex);
        return ContentKey.Of(room[..RequestKey.WriteContent(room, options.QuotedModel, messagesHex, optionsHex, repeat)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<byte> Messages(JsonScratch scratch, IReadOnlyList<ChatMessage> messages)
    {
        Utf8JsonWriter writer = scratch.Begin();
        writer.WriteStartObject();
        writer.WriteStartArray("messages"u8);
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            for (int part = 0; part < message.Contents.Count; part++)
            {
                if (message.Contents[part] is not TextContent)
                {
                    throw new NotSupportedException("Only requests of text are recorded.");
                }
            }

            writer.WriteStartObject();
            writer.WriteString("role"u8, message.Role.Value);
            writer.WriteString("text"u8, message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return scratch.Written;
    }

    private OptionsHash Known(ChatOptions options)
    {
        OptionsHash? last = Volatile.Read(ref _last);
        if (last is not null && last.IsOf(options))
        {
            return last;
        }

        OptionsHash now = OptionsHash.Of(options);
        Volatile.Write(ref _last, now);
        return now;
    }
}
