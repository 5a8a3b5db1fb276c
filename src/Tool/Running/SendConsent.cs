using System.Globalization;
using JudgeEval.Harness.Judging;
using JudgeEval.Harness.Reports;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Running;

/// <summary>Above what a run is not started without asking.</summary>
/// <param name="Cost">The expected cost, in the currency of the price list, where prices are known.</param>
/// <param name="Calls">The number of calls to a server that is not on this machine and whose price is not known.</param>
internal sealed record SendLimit(decimal Cost, long Calls);

/// <summary>Tells what a run will send, and asks where that is much.</summary>
internal static class SendConsent
{
    /// <summary>Tells and, where needed, asks.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="estimate">What the run will send.</param>
    /// <param name="limit">Above what to ask.</param>
    /// <param name="yes">Whether the answer was given beforehand.</param>
    /// <param name="cancellationToken">Stops the waiting for an answer.</param>
    /// <returns>Whether to send.</returns>
    /// <exception cref="UsageException">It is above the limit, and nobody can be asked.</exception>
    public static async Task<bool> AskAsync(ToolConsole console, RunEstimate estimate, SendLimit limit, bool yes, CancellationToken cancellationToken)
    {
        foreach (ProviderEstimate provider in estimate.Providers)
        {
            await console.Error.WriteAsync(Line(provider) + "\n");
        }

        if (yes || Reason(estimate, limit) is not { } reason)
        {
            return true;
        }

        if (!console.ErrorIsTerminal || console.Answers() is not { } answers)
        {
            throw new UsageException($"{reason}: give --yes to send all the same, or --max-cost or --max-calls to stop in time");
        }

        await console.Error.WriteAsync($"{reason}. Go on? [y/N] ");
        string? answer = await answers.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>What will be sent to one provider: <c>to send: 10 calls to m at http://127.0.0.1:8080/v1, about 1.3 k tokens in and 80 tokens out, no price known</c>.</summary>
    /// <param name="estimate">The estimate.</param>
    internal static string Line(ProviderEstimate estimate)
    {
        string calls = string.Create(CultureInfo.InvariantCulture, $"{estimate.Tokens.Calls} {(estimate.Tokens.Calls == 1 ? "call" : "calls")}");
        string tokens = estimate.Known
            ? $"about {ProgressText.Tokens(estimate.Tokens.InputTokens)} in and {ProgressText.Tokens(estimate.Tokens.OutputTokens)} out"
            : "of a length that depends on replies";
        string price = estimate.Cost is { } cost ? $"for about {ProgressText.Money(cost)}"
            : estimate.Known ? "no price known"
            : "and so at a price that cannot be told";
        return $"to send: {calls} to {estimate.Provider.Model} at {estimate.Provider.Endpoint}, {tokens}{(estimate.Known ? "," : "")} {price}";
    }

    private static string? Reason(RunEstimate estimate, SendLimit limit)
    {
        if (estimate.Cost > limit.Cost)
        {
            return $"this run will cost about {ProgressText.Money(estimate.Cost.Value)}, more than {ProgressText.Money(limit.Cost)} (--ask-above-cost)";
        }

        long unpriced = estimate.Providers.Where(p => p is { Cost: null, IsLocal: false }).Sum(p => p.Tokens.Calls);
        return unpriced > limit.Calls
            ? string.Create(CultureInfo.InvariantCulture, $"this run makes {unpriced} calls for a price that is not known, more than {limit.Calls} (--ask-above-calls)")
            : null;
    }
}
