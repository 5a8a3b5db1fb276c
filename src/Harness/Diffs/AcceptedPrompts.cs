using System.Collections.Immutable;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Diffs;

/// <summary>
/// Whether the prompts of a revision are those of its committed baselines. A baseline tells what was accepted; where the prompt beside it is another one, what that
/// does is not known, and the case must not pass on what an older prompt did.
/// </summary>
internal static class AcceptedPrompts
{
    private const int NamedFiles = 3;

    /// <summary>Notes a base whose prompt was not accepted, and lets no head with such a prompt pass.</summary>
    /// <param name="diff">The case as it was compared.</param>
    /// <param name="before">The base.</param>
    /// <param name="after">The head.</param>
    public static CaseDiff Check(CaseDiff diff, CaseSide? before, CaseSide? after)
    {
        if (before is not null && Unaccepted(before, null) is { } stale)
        {
            diff = diff with { BaseOrigin = before.Origin! with { Notes = [.. before.Origin!.Notes, $"{stale}; it is compared with what was accepted"] } };
        }

        if (after is null || diff.Kind == CaseDiffKind.Broken || Unaccepted(after, before) is not { } why)
        {
            return diff;
        }

        string problem = $"{why}, and what it would do is not known; run the suites, and compare their records or accept them";
        return diff with
        {
            PromptUnaccepted = true,
            Decision = diff.Decision == GateDecision.Failed ? GateDecision.Failed : GateDecision.Inconclusive,
            Problem = diff.Problem.Length == 0 ? problem : $"{problem}\n{diff.Problem}",
        };
    }

    private static string? Unaccepted(CaseSide side, CaseSide? before)
    {
        JudgeIdentity judge = IdentityOf(side);
        if (side.Origin is not { OfBaseline: true } origin || judge.PromptHash is null)
        {
            return null;
        }

        string name = judge.Prompt is { } prompt ? $"the prompt '{prompt}'" : "the prompt";
        string? was = before is null ? null : PathOf(before);
        return (origin.AcceptedPrompt, origin.OtherPrompts) switch
        {
            (null, { IsEmpty: false } others) => $"{name} of this revision is not the one that was accepted ({Named(others)})",
            (null, _) when was is not null => $"{name} that was accepted is no longer at this revision, or cannot be read there ({was})",

            // The accepted text stands elsewhere by now, and another one where it stood.
            (not null, var others) when was is not null && IdentityOf(before!).PromptHash == judge.PromptHash && others.Contains(was, StringComparer.Ordinal) =>
                $"{name} of this revision is not the one that was accepted ({was})",
            _ => null,
        };
    }

    private static JudgeIdentity IdentityOf(CaseSide side) => side.Record?.Alignment.Judge ?? side.Baseline!.Baseline.Verdicts.Judge;

    private static string? PathOf(CaseSide side) =>
        side.Origin is { OfBaseline: true } origin ? origin.AcceptedPrompt : side.Record is { PromptPath: { } path } record ? RecordDecision.InRepository(record, path) : null;

    private static string Named(ImmutableArray<string> files) => string.Join(", ", files.Take(NamedFiles)) + (files.Length > NamedFiles ? ", …" : "");
}
