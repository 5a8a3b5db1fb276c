using System.Globalization;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports;

/// <summary>How far a run is, in one line: what is done, what it cost, and how long the rest will take.</summary>
public static class ProgressText
{
    // Before this much is known of the pace, a time that is left would only be a guess.
    private const int PaceNeeds = 8;

    /// <summary>
    /// The line, for example <c>judged 1200 of 10000, 300 recorded, 2 failed, 4 × 429, 1.2 M tokens, 0.43 spent, 2 min left</c>. What is
    /// zero is left out.
    /// </summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="elapsed">How long it has run.</param>
    public static string Line(RunProgress progress, TimeSpan elapsed) => string.Join(", ", Parts(progress, elapsed));

    /// <summary>How long the judgements that are left will take at the pace so far; <see langword="null"/> while that cannot be said.</summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="elapsed">How long it has run.</param>
    public static TimeSpan? Left(RunProgress progress, TimeSpan elapsed)
    {
        // What was taken over from an earlier run, or answered from recordings, took no time and says nothing of the pace.
        long free = progress.Resumed + Math.Min(progress.Calls.Replayed, progress.Done - progress.Resumed);
        long paced = progress.Done - free;
        return paced < PaceNeeds || progress.Done >= progress.Total ? null : elapsed * ((progress.Total - progress.Done) / (double)paced);
    }

    private static IEnumerable<string> Parts(RunProgress progress, TimeSpan elapsed)
    {
        CallTotals calls = progress.Calls;
        yield return string.Create(CultureInfo.InvariantCulture, $"judged {progress.Done} of {progress.Total}");
        if (progress.Resumed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{progress.Resumed} taken over");
        }

        if (calls.Replayed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{calls.Replayed} recorded");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"{progress.Failed} failed");
        if (calls.Throttled > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{calls.Throttled} × 429");
        }

        if (calls.InputTokens + calls.OutputTokens > 0)
        {
            yield return Tokens(calls.InputTokens + calls.OutputTokens);
        }

        if (calls.Cost > 0)
        {
            yield return $"{Money(calls.Cost)} spent";
        }

        if (Left(progress, elapsed) is { } left)
        {
            yield return $"{Duration(left)} left";
        }
    }

    /// <summary>A number of tokens: <c>812 tokens</c>, <c>13.4 k tokens</c>, <c>1.2 M tokens</c>.</summary>
    /// <param name="count">How many, at least 0.</param>
    public static string Tokens(long count) => count switch
    {
        1 => "1 token",
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{count} tokens"),
        < 999_950 => string.Create(CultureInfo.InvariantCulture, $"{count / 1000.0:0.0} k tokens"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000.0:0.0} M tokens"),
    };

    /// <summary>A sum in the currency of the price list, never rounded to nothing: two decimals, or two digits where it is less than a hundredth.</summary>
    /// <param name="cost">The sum, at least 0.</param>
    public static string Money(decimal cost)
    {
        int decimals = 2;
        for (decimal unit = 0.01m; cost > 0 && cost < unit && decimals < 8; unit /= 10)
        {
            decimals = decimals == 2 ? 4 : decimals + 1;
        }

        return cost.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A time as people say it: <c>40 s</c>, <c>3 min</c>, <c>2 h 5 min</c>; rounded up, so that it is never promised too short.</summary>
    /// <param name="time">The time, not negative.</param>
    public static string Duration(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        long minutes = (seconds + 59) / 60;
        return seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
            : minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }
}
