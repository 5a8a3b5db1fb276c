using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace JudgeEval.Judges;

/// <summary>
/// The source of activities and the meter named <c>JudgeEval</c>, with the names and buckets of OpenTelemetry's semantic conventions for
/// generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/).
/// </summary>
internal static class GenAITelemetry
{
    public const string Name = "JudgeEval";
    public const string Operation = "chat";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string TokenType = "gen_ai.token.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "How long requests to the model took.", tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
        });

    public static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "How many tokens requests sent and received.", tags: null, new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        });

    /// <summary>Whether somebody listens to any of them.</summary>
    public static bool IsHeard => Source.HasListeners() || Duration.Enabled || Tokens.Enabled;

    /// <summary>What is asked for, without a word of the messages.</summary>
    public static void DescribeRequest(Activity activity, ChatOptions? options)
    {
        if (options is null)
        {
            return;
        }

        Set(activity, "gen_ai.request.temperature", options.Temperature);
        Set(activity, "gen_ai.request.top_p", options.TopP);
        Set(activity, "gen_ai.request.top_k", options.TopK);
        Set(activity, "gen_ai.request.max_tokens", options.MaxOutputTokens);
        Set(activity, "gen_ai.request.frequency_penalty", options.FrequencyPenalty);
        Set(activity, "gen_ai.request.presence_penalty", options.PresencePenalty);
        Set(activity, "gen_ai.request.seed", options.Seed);
        Set(activity, "gen_ai.output.type", options.ResponseFormat switch
        {
            ChatResponseFormatJson => "json",
            ChatResponseFormatText => "text",
            _ => null,
        });
    }

    /// <summary>What came back, without a word of the reply.</summary>
    public static void DescribeResponse(Activity activity, ChatResponse response)
    {
        Set(activity, ResponseModel, response.ModelId);
        Set(activity, "gen_ai.response.id", response.ResponseId);
        Set(activity, "gen_ai.usage.input_tokens", response.Usage?.InputTokenCount);
        Set(activity, "gen_ai.usage.output_tokens", response.Usage?.OutputTokenCount);
        if (response.FinishReason is { } reason)
        {
            activity.SetTag("gen_ai.response.finish_reasons", new[] { reason.Value });
        }
    }

    public static void Set(Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.SetTag(name, value);
        }
    }
}
