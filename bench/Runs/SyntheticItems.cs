using System.Diagnostics;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Bench.Runs;

/// <summary>Items made one after the other; none is held.</summary>
internal sealed class SyntheticItems(int count) : IItemSource
{
    public static PromptFile Prompt { get; } =
        PromptFile.Parse("---\nname: quality\ntask: single\n---\n## user\nHow good is <response>{{response}}</response>? Answer with one of {{labels}}.", "quality.md");

    public string Name => "synthetic";

    public string Hash => "0";

    public TaskShape Shape => TaskShape.Single;

    public LabelScale Scale { get; } = LabelScale.Ordinal(1, 5);

    public int? Count => count;

    public string? Folder => null;

    public IEnumerable<JudgeItem> Items => Enumerable.Range(0, count).Select(i => new JudgeItem
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"item-{i:D8}"),
        Context = "Where is my parcel?",
        Response = "It was handed to the carrier on Monday and should be with you tomorrow.",
    });
}

/// <summary>Answers at once, as a rule or a classifier in this process does.</summary>
internal sealed class InstantJudge : IJudge
{
    public JudgeIdentity Identity { get; } = new() { Name = "instant" };

    public ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Verdict.Of(task.Scale.At(task.Item.Id[^1] % 5)) with { Rationale = "The answer names a day and a carrier.", Usage = new TokenUsage(310, 12) });
}

/// <summary>Answers after a time, without any work, and measures how long that really was: a timer rings when the system gets to it.</summary>
internal sealed class DelayedJudge(int milliseconds) : IJudge
{
    private long _ticks;
    private long _calls;

    public JudgeIdentity Identity { get; } = new() { Name = "delayed" };

    public double MeanMilliseconds => 1000.0 * _ticks / Stopwatch.Frequency / _calls;

    public async ValueTask<Verdict> JudgeAsync(JudgeTask task, CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(milliseconds, cancellationToken);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - start);
        Interlocked.Increment(ref _calls);
        return Verdict.Of(task.Scale.At(2));
    }
}

/// <summary>Does with a report what a progress bar does: it keeps the last.</summary>
internal sealed class LastProgress : IProgress<RunProgress>
{
    public RunProgress Value { get; private set; }

    public void Report(RunProgress value) => Value = value;
}
