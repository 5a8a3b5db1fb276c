using System.Text.Encodings.Web;
using System.Text.Json;
using JudgeEval.Harness.Reports;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;
using Microsoft.Extensions.AI;

namespace JudgeEval.Tool.Output;

/// <summary>Prints a request as the model will get it.</summary>
internal static class PromptOutputText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="task">The task it was rendered for.</param>
    /// <param name="rendered">The request.</param>
    /// <param name="asJson">Whether as one JSON object.</param>
    public static void Write(ToolConsole console, PromptFile prompt, JudgeTask task, RenderedPrompt rendered, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(console, json => WriteJson(json, prompt, task, rendered));
            return;
        }

        int length = rendered.Messages.Sum(m => m.Text.Length);
        console.Line(
            $"item {task.Item.Id}, prompt {prompt.Name}, contract {rendered.Contract}: {NumberText.Count(rendered.Messages.Length, "message")}, "
            + NumberText.Count(length, "character"));
        console.Line($"options {JsonSerializer.Serialize(Options(rendered.Options), Readable)}");
        foreach (ChatMessage message in rendered.Messages)
        {
            console.Line($"──── {message.Role}");
            console.Line(message.Text);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, PromptFile prompt, JudgeTask task, RenderedPrompt rendered)
    {
        json.WriteString("item", task.Item.Id);
        json.WriteString("prompt", prompt.Name);
        json.WriteString("promptHash", prompt.Hash);
        json.WriteString("contract", rendered.Contract);
        json.WriteStartArray("messages");
        foreach (ChatMessage message in rendered.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role.Value);
            json.WriteString("content", message.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("options");
        JsonSerializer.Serialize(json, Options(rendered.Options), Readable);
    }

    // What is absent is not sent, so it is not shown either.
    private static SortedDictionary<string, object> Options(ChatOptions options)
    {
        var shown = new SortedDictionary<string, object>(StringComparer.Ordinal);
        Add("temperature", options.Temperature);
        Add("topP", options.TopP);
        Add("seed", options.Seed);
        Add("maxOutputTokens", options.MaxOutputTokens);
        Add("schema", (options.ResponseFormat as ChatResponseFormatJson)?.Schema);
        return shown;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                shown.Add(name, value);
            }
        }
    }
}
