using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>The decision in a sentence: how many cases came to what, and what the pull request changed where that is one thing alone.</summary>
internal static class CommentVerdict
{
    /// <summary>How many characters of a name stand in the sentence.</summary>
    public const int LongestName = 60;

    private const int NamedCases = 3;

    /// <summary>The sentence.</summary>
    /// <param name="diff">What was decided.</param>
    /// <param name="text">Makes a text from data fit for where the sentence stands.</param>
    public static string Of(AlignmentDiff diff, Func<string, string> text)
    {
        string lead = diff.Decision switch
        {
            GateDecision.Passed => "Alignment passed",
            GateDecision.Failed => "Alignment failed",
            _ => "Alignment is inconclusive",
        };
        return $"{lead}: {string.Join("; ", Parts(diff, text).Where(p => p.Length > 0))}.";
    }

    private static IEnumerable<string> Parts(AlignmentDiff diff, Func<string, string> text)
    {
        int all = diff.Cases.Length;
        int failed = diff.Cases.Count(c => c.Decision == GateDecision.Failed), open = diff.Cases.Count(c => c.Decision == GateDecision.Inconclusive);
        int newly = diff.Cases.Sum(c => c.Comparison?.NewlyDisagreeing.Length ?? 0), lower = diff.Cases.Count(IsShownWorse);
        int broken = Of(CaseDiffKind.Broken) + diff.BrokenBase.Length;
        yield return failed > 0 ? $"{NumberText.Of(failed)} of {NumberText.Count(all, "case")} failed" : open > 0 ? "" : all == 0 ? "there is no case" : $"{NumberText.Count(all, "case")}, none failed";
        yield return open > 0 ? $"{NumberText.Of(open)} of {NumberText.Count(all, "case")} inconclusive" : "";
        yield return diff.Cases.Count(c => c.PromptUnaccepted) is > 0 and var unaccepted ? $"in {NumberText.Count(unaccepted, "case")} the prompt is not the one that was accepted" : "";
        yield return lower > 0 ? $"agreement with people is shown to be worse in {NumberText.Count(lower, "case")}" : "";
        yield return newly > 0 ? $"{NumberText.Count(newly, "item newly disagrees", "items newly disagree")} with people" : "";
        yield return Removed(diff, text);
        yield return Of(CaseDiffKind.NotRun) is > 0 and var not ? $"{NumberText.Count(not, "case")} could not run" : "";
        yield return broken > 0 ? $"{NumberText.Count(broken, "file is", "files are")} broken" : "";
        yield return Of(CaseDiffKind.Added) is > 0 and var added ? $"{NumberText.Count(added, "case is", "cases are")} new" : "";
        yield return Changed(diff);

        int Of(CaseDiffKind kind) => diff.Cases.Count(c => c.Kind == kind);
    }

    /// <summary>Whether the whole interval of the difference is on the bad side of 0.</summary>
    private static bool IsShownWorse(CaseDiff item) => item.Comparison is { Delta: { IsDefined: true, Interval: { } interval } } comparison
        && (comparison.Metric.HigherIsBetter() ? interval.Upper < 0 : interval.Lower > 0);

    // A broken file of the head may well be the missing case's, so that nobody removed it.
    private static string Removed(AlignmentDiff diff, Func<string, string> text)
    {
        string[] names = [.. diff.Cases.Where(c => c.Kind == CaseDiffKind.Removed).Select(c => text(c.Suite)).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return "";
        }

        int count = diff.Cases.Count(c => c.Kind == CaseDiffKind.Removed);
        string shown = string.Join(", ", names.Take(NamedCases)) + (names.Length > NamedCases ? ", …" : "");
        return diff.Cases.Any(c => c.Kind == CaseDiffKind.Broken)
            ? $"{NumberText.Count(count, "case")} of the base {(count == 1 ? "is" : "are")} absent ({shown})"
            : $"{NumberText.Count(count, "case was", "cases were")} removed ({shown})";
    }

    // What changed spares the reviewer from reading on, most of all where it is one thing alone.
    private static string Changed(AlignmentDiff diff)
    {
        CaseDiff[] compared = [.. diff.Cases.Where(c => c is { Kind: CaseDiffKind.Compared, Comparison: not null, PromptUnaccepted: false })];
        bool accepted = compared.Any(c => c.HeadOrigin is { OfBaseline: true });
        (string Kind, int Count)[] kinds = [.. compared.SelectMany(CommentChanges.Kinds).CountBy(kind => kind, StringComparer.Ordinal).Select(kind => (kind.Key, kind.Value))];
        bool all = compared.Length == diff.Cases.Length && diff.BrokenBase.IsEmpty;
        return (kinds, all) switch
        {
            ([], true) => compared.Length == 0 ? "" : accepted ? "nothing changed in what was accepted" : "nothing changed",
            ([], false) => "",
            ([var one], true) => $"only {one.Kind} changed ({NumberText.Count(one.Count, "case")})",
            _ => $"changed: {string.Join(", ", kinds.Select(k => $"{k.Kind} ({NumberText.Count(k.Count, "case")})"))}",
        };
    }
}
