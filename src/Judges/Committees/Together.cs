using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Asks several at once and waits for all of them.</summary>
internal static class Together
{
    /// <summary>The answers, in the order of the calls.</summary>
    /// <exception cref="JudgeEvalException">Of one or more calls; it carries the diagnostics of all of them, each once.</exception>
    public static async Task<T[]> AskAsync<T>(IEnumerable<Func<ValueTask<T>>> calls)
    {
        (T Answer, JudgeEvalException? Error)[] outcomes = await Task.WhenAll(calls.Select(CallAsync)).ConfigureAwait(false);
        ImmutableArray<Diagnostic> diagnostics = [.. outcomes.SelectMany(o => o.Error is null ? [] : o.Error.Diagnostics).Distinct()];
        return diagnostics.IsEmpty ? [.. outcomes.Select(o => o.Answer)] : throw new JudgeEvalException(diagnostics);

        // What only the user can mend is gathered, so that one run names every missing recording; any other exception is a bug or a cancellation.
        static async Task<(T Answer, JudgeEvalException? Error)> CallAsync(Func<ValueTask<T>> call)
        {
            try
            {
                return (await call().ConfigureAwait(false), null);
            }
            catch (JudgeEvalException exception)
            {
                return (default!, exception);
            }
        }
    }
}
