using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Running;

/// <summary>What a run is asked to do.</summary>
internal sealed record RunRequest
{
    /// <summary>The dataset's path as the user gave it.</summary>
    public required string DatasetPath { get; init; }

    /// <summary>Which judge.</summary>
    public required RunJudge Judge { get; init; }

    /// <summary>What judgeeval.yaml says, where there is one.</summary>
    public JudgeEvalConfiguration? Configuration { get; init; }

    /// <summary>How it is run.</summary>
    public required JudgeRunOptions Run { get; init; }

    /// <summary>Limits that go before those of judgeeval.yaml.</summary>
    public required LimitSettings Limits { get; init; }

    /// <summary>Above what a run is not started without asking.</summary>
    public required SendLimit AskAbove { get; init; }

    /// <summary>The seed of the waits between attempts.</summary>
    public ulong Seed { get; init; }

    /// <summary>The recordings' folder; <see langword="null"/> for the one beside the verdict file.</summary>
    public string? Recordings { get; init; }

    /// <summary>Whether only recordings answer.</summary>
    public bool ReplayOnly { get; init; }

    /// <summary>Whether recordings that the run does not use are taken out.</summary>
    public bool Prune { get; init; }

    /// <summary>Whether nothing is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>The verdict file; <see langword="null"/> for the one in the dataset's folder.</summary>
    public string? Output { get; init; }

    /// <summary>The verdict file.</summary>
    public string OutputPath => Output ?? Path.Combine(DatasetPath, "verdicts", VerdictFileName.Of(Run.Group is { } group ? $"{Judge.Name}-{group}" : Judge.Name));

    /// <summary>The recordings' folder.</summary>
    public string RecordingsPath => Recordings
        ?? Path.Combine(Path.GetDirectoryName(OutputPath) is { Length: > 0 } folder ? folder : ".", "recordings");

    /// <summary>
    /// The command that records what a replay misses; <see langword="null"/> where the judge is a prompt with a model, whose command the miss itself tells.
    /// </summary>
    public Func<RecordingMiss, string>? RecordCommand => Judge is not RunDefined ? null : _ =>
        $"judgeeval run {Quote(DatasetPath)} --judge {Quote(Judge.Name)}"
        + (Run.Repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $" --repeat {Run.Repeats}") : "")
        + (Run.Swap ? " --swap" : "")
        + (Run.Group is { } group ? $" --group {Quote(group)}" : "")
        + (Run.Criteria is { } criteria ? $" --criteria {Quote(criteria)}" : "")
        + $" --recordings {Quote(RecordingsPath)} --out {Quote(OutputPath)}";

    private static string Quote(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
