using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AIFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using AIMessage = Microsoft.Extensions.AI.ChatMessage;
using AIResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;
using AIRole = Microsoft.Extensions.AI.ChatRole;
using ChatMessage = OpenAI.Chat.ChatMessage;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace JudgeEval.Judges;

/// <summary>Requests and responses of Microsoft.Extensions.AI as the OpenAI package's.</summary>
internal static class OpenAIMapping
{
    public static ChatMessage Message(AIMessage message)
    {
        if (message.Contents.Any(content => content is not TextContent))
        {
            throw new NotSupportedException("Only text is sent to the model.");
        }

        return message.Role == AIRole.System ? ChatMessage.CreateSystemMessage(message.Text)
            : message.Role == AIRole.User ? ChatMessage.CreateUserMessage(message.Text)
            : message.Role == AIRole.Assistant ? ChatMessage.CreateAssistantMessage(message.Text)
            : throw new NotSupportedException($"Messages of the role '{message.Role.Value}' are not sent.");
    }

    public static ChatCompletionOptions Options(ChatOptions? options)
    {
        var sent = new ChatCompletionOptions();
        if (options is null)
        {
            return sent;
        }

        if (options.TopK is not null || options.Tools is { Count: > 0 } || options.AdditionalProperties is { Count: > 0 }
            || options.Instructions is not null || options.Reasoning is not null)
        {
            throw new NotSupportedException("TopK, tools, instructions, reasoning and additional properties are not sent to an OpenAI-compatible server.");
        }

        sent.Temperature = options.Temperature;
        sent.TopP = options.TopP;
        sent.FrequencyPenalty = options.FrequencyPenalty;
        sent.PresencePenalty = options.PresencePenalty;
        sent.MaxOutputTokenCount = options.MaxOutputTokens;
#pragma warning disable OPENAI001 // The seed is marked experimental by the package, not by the protocol.
        sent.Seed = options.Seed;
#pragma warning restore OPENAI001
        sent.ResponseFormat = Format(options.ResponseFormat);
        foreach (string stop in options.StopSequences ?? [])
        {
            sent.StopSequences.Add(stop);
        }

        return sent;
    }

    public static ChatResponse Response(ChatCompletion completion)
    {
        // Some servers send usage or choices in part only; what is absent stays absent.
        string text = string.Concat(completion.Content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text));
        var contents = new List<AIContent> { new TextContent(text) };
        if (completion.Refusal is { Length: > 0 } refusal)
        {
            contents.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
        }

        return new ChatResponse(new AIMessage(AIRole.Assistant, contents))
        {
            ModelId = completion.Model,
            ResponseId = completion.Id,
            FinishReason = completion.FinishReason switch
            {
                OpenAI.Chat.ChatFinishReason.Stop => AIFinishReason.Stop,
                OpenAI.Chat.ChatFinishReason.Length => AIFinishReason.Length,
                OpenAI.Chat.ChatFinishReason.ContentFilter => AIFinishReason.ContentFilter,
                _ => AIFinishReason.ToolCalls,
            },
            Usage = completion.Usage is not { } usage
                ? null
                : new UsageDetails
                {
                    InputTokenCount = usage.InputTokenCount,
                    OutputTokenCount = usage.OutputTokenCount,
                    TotalTokenCount = usage.TotalTokenCount,
                },
        };
    }

    /// <summary>What a server means that refuses a request for its content with an error instead of a reply.</summary>
    public static ChatResponse Filtered() => new(new AIMessage(AIRole.Assistant, "")) { FinishReason = AIFinishReason.ContentFilter };

    private static ChatResponseFormat? Format(AIResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } json => ChatResponseFormat.CreateJsonSchemaFormat(
            json.SchemaName ?? "reply", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true),
        ChatResponseFormatJson => ChatResponseFormat.CreateJsonObjectFormat(),
        _ => null,
    };
}
