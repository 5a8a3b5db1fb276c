namespace JudgeEval.Harness.Runs;

/// <summary>
/// Reports in rising order, by one thread at a time: a slow run's every judgement, a fast run's at most ten thousand times, and the last state
/// always.
/// </summary>
/// <param name="progress">Who is told.</param>
/// <param name="options">The run, for its ledger.</param>
/// <param name="resumed">How many judgements came from the journal.</param>
/// <param name="total">How many there are to make, where that is known.</param>
internal sealed class ProgressReports(IProgress<RunProgress>? progress, JudgeRunOptions options, int resumed, int? total)
{
    private const int MostReports = 10_000;
    private const int LongestStep = 100;

    private readonly int _step = Math.Clamp((total ?? 0) / MostReports, 1, LongestStep);
    private int _last = -1;

    /// <summary>Reports when enough was done since the last time.</summary>
    public void Report(RunTally tally)
    {
        if (tally.Done - _last >= _step)
        {
            Tell(tally);
        }
    }

    /// <summary>Reports where the run stands, unless the last report said so.</summary>
    public void Finish(RunTally tally)
    {
        if (tally.Done != _last)
        {
            Tell(tally);
        }
    }

    private void Tell(RunTally tally)
    {
        _last = tally.Done;
        progress?.Report(new RunProgress
        {
            Done = tally.Done,
            Failed = tally.Done - tally.Labelled,
            Resumed = resumed,
            Total = total,
            Calls = options.Ledger?.Totals ?? default,
        });
    }
}
