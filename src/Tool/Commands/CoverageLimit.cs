using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Gates;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Commands;

/// <summary><c>--min-coverage</c>: the share of the items that a judge must answer; below it the figures say little.</summary>
internal static class CoverageLimit
{
    /// <summary>The share that was asked for.</summary>
    /// <param name="text">What was typed, or nothing.</param>
    /// <exception cref="UsageException">It is no share.</exception>
    public static double Read(string? text) => text is null ? Gate.DefaultCoverage
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1 ? share
        : throw new UsageException($"--min-coverage takes a share between 0 and 1, for example 0.98, not '{text}'");

    /// <summary>Whether a judge answered enough of what it was asked; says so on standard error where it did not.</summary>
    /// <param name="console">Where it is said.</param>
    /// <param name="who">The judge, as the line names it.</param>
    /// <param name="judge">The judge's alignment.</param>
    /// <param name="minimum">The share.</param>
    public static bool Holds(ToolConsole console, string who, AlignmentResult judge, double minimum)
    {
        if (judge.Coverage >= minimum)
        {
            return true;
        }

        console.Error.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"judgeeval: {who} has a usable verdict for {judge.VerdictCount} of {judge.ItemCount - (judge.NotAsked ?? 0)} items, coverage {judge.Coverage:0.####} is below {minimum:0.####}\n"));
        return false;
    }
}
