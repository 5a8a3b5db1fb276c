using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary>What a run is asked to do.</summary>
internal sealed record RunRequest
{
    /// <summary>Where requests go when nothing is said.</summary>
    public const string DefaultEndpoint = "https://api.openai.com/v1";

    /// <summary>The dataset's path as the user gave it.</summary>
    public required string DatasetPath { get; init; }

    /// <summary>The prompt.</summary>
    public required PromptFile Prompt { get; init; }

    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The server's base URL.</summary>
    public required string Endpoint { get; init; }

    /// <summary>How it is run.</summary>
    public required JudgeRunOptions Run { get; init; }

    /// <summary>The recordings' folder; <see langword="null"/> for the one beside the verdict file.</summary>
    public string? Recordings { get; init; }

    /// <summary>How often a request is sent again that failed for a reason which may pass.</summary>
    public int Retries { get; init; }

    /// <summary>Whether only recordings answer.</summary>
    public bool ReplayOnly { get; init; }

    /// <summary>Whether nothing is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>The verdict file; <see langword="null"/> for the one in the dataset's folder.</summary>
    public string? Output { get; init; }

    /// <summary>The verdict file.</summary>
    public string OutputPath => Output
        ?? Path.Combine(DatasetPath, "verdicts", VerdictFileName.Of($"{Prompt.Name}-{Model}"));

    /// <summary>The recordings' folder.</summary>
    public string RecordingsPath => Recordings
        ?? Path.Combine(Path.GetDirectoryName(OutputPath) is { Length: > 0 } folder ? folder : ".", "recordings");

    /// <summary>The server's base URL.</summary>
    /// <exception cref="UsageException">It is no HTTP address.</exception>
    public Uri EndpointUri => Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        ? uri
        : throw new UsageException($"--endpoint takes a base URL such as http://127.0.0.1:8080/v1, not '{Endpoint}'");
}
