using System.Text;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>One case below the table: why, what changed, how many items, and how to see it again.</summary>
internal static class CommentCase
{
    private const int LongestProblem = 1_000;
    private const int MostReasons = 10;
    private const int NamedItems = 10;

    /// <summary>Whether there is anything to say beyond the row of the table.</summary>
    public static bool HasNews(CaseDiff item) =>
        item.Kind is CaseDiffKind.Removed or CaseDiffKind.NotRun or CaseDiffKind.Broken
        || item.Problem.Length > 0
        || item.Decision is GateDecision.Failed or GateDecision.Inconclusive
        || item.ChangedPromptLine is not null
        || (item.Kind == CaseDiffKind.Compared && CommentChanges.Kinds(item).Length > 0);

    /// <summary>The heading and the text.</summary>
    /// <param name="item">The case.</param>
    /// <param name="broken">Whether a file of the head is broken, which may be the one of a case that is absent.</param>
    public static string Text(CaseDiff item, bool broken) => $"### {CommentTable.Name(item)}\n\n{Absence(item, broken)}{Reasons(item)}{Changes(item)}{Counts(item)}{Command(item)}";

    private static string Absence(CaseDiff item, bool broken) => item.Kind != CaseDiffKind.Removed ? ""
        : broken ? "The base has this case, the head has not, perhaps because a file of the head is broken.\n\n"
        : "The base has this case, the head has not. That fails nothing, so whether it may go is for the review.\n\n";

    private static string Reasons(CaseDiff item)
    {
        var text = new StringBuilder();
        if (item.Problem.Length > 0)
        {
            text.Append(InertText.Block(item.Problem, length: LongestProblem)).Append('\n');
        }

        if (item is { Kind: not CaseDiffKind.Broken, Head: { } head, Decision: GateDecision.Failed or GateDecision.Inconclusive })
        {
            string[] reasons = [.. item.DefaultGate is { } gate ? [$"nothing is demanded of this case, so it must be shown not to be worse than the base: {Outcome.Reason(gate)}"] : Array.Empty<string>(), .. Outcome.Reasons(head)];
            text.AppendJoin("", reasons.Take(MostReasons).Select(reason => $"- {InertText.Line(reason, 600)}\n"));
            text.Append(reasons.Length > MostReasons ? $"- and {NumberText.Count(reasons.Length - MostReasons, "further reason")}, which the record has\n\n" : reasons.Length > 0 ? "\n" : "");
        }

        return text.ToString();
    }

    private static string Changes(CaseDiff item)
    {
        if (item is not { Base: not null, Head: not null })
        {
            return "";
        }

        string[] changes = [.. CommentChanges.Of(item).Select(change => $"- {InertText.Line(change.Text, 400)}{(change.Code is null ? "" : $" ({change.Code})")}\n")];
        return changes.Length > 0 ? $"What changed:\n{string.Concat(changes)}\n"
            : CommentChanges.SaysTheSame(item) ? item.HeadOrigin is { OfBaseline: true } ? "What changed in what was accepted: nothing.\n\n" : "What changed: nothing.\n\n"
            : "What changed: the judge's verdicts; nothing else that is known of both sides.\n\n";
    }

    private static string Counts(CaseDiff item)
    {
        if (item.Comparison is not { } c)
        {
            return "";
        }

        return $"Items: {NumberText.Of(c.Resolved.Length)} fixed, {NumberText.Of(c.NewlyDisagreeing.Length)} newly disagreeing{Known(item)}, {NumberText.Of(c.Unstable.Length)} unstable, of {NumberText.Of(c.Items.Common)} compared.\n"
            + Names("Fixed", c.Resolved) + Names("Unstable", c.Unstable) + "\n";
    }

    // Who accepted a snapshot has seen these items.
    private static string Known(CaseDiff item) =>
        item.KnownDisagreements.Length is > 0 and var known ? $" ({NumberText.Of(known)} of them in the accepted snapshot)" : "";

    private static string Names(string heading, IReadOnlyList<string> ids) => ids.Count == 0 ? ""
        : $"{heading}: {string.Join(", ", ids.Take(NamedItems).Select(id => InertText.Line(id, 40)))}{(ids.Count > NamedItems ? $" and {NumberText.Of(ids.Count - NamedItems)} more" : "")}.\n";

    private static string Command(CaseDiff item) => (item.Head ?? item.Base)?.Command is { Length: > 0 } command && item.Kind != CaseDiffKind.Removed
        ? $"Reproduce:\n{InertText.Block(command, "shell", LongestProblem)}\n"
        : "";
}
