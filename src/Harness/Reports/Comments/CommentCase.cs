using System.Collections.Immutable;
using System.Text;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>One case below the table: why, what changed, which items, and how to see it again. Cases about which there is nothing to say have no section.</summary>
internal static class CommentCase
{
    private const int ShownItems = 20;
    private const int LongestText = 500;
    private const int LongestProblem = 2_000;
    private const int LongestDiff = 6_000;
    private const string FoldEnd = "\n</details>\n\n";

    public static void Write(CommentBudget budget, CaseDiff item, CommentLinks? links)
    {
        string reasons = Reasons(item);
        bool moved = item.Comparison is { } c && (!c.NewlyDisagreeing.IsEmpty || !c.Resolved.IsEmpty || !c.Unstable.IsEmpty || !c.Changes.IsEmpty);
        if (reasons.Length == 0 && !moved)
        {
            return;
        }

        string name = CommentTable.Name(item);
        if (!budget.Add($"### {name}\n\n{reasons}{Changes(item)}{Counts(item)}{Command(item)}"))
        {
            budget.Cut($"all of {name}");
            return;
        }

        PromptDiff(budget, item, name, links);
        Items(budget, item, name, links);
    }

    private static string Reasons(CaseDiff item)
    {
        var text = new StringBuilder();
        if (item.Problem.Length > 0)
        {
            text.Append(InertText.Block(item.Problem, length: LongestProblem)).Append('\n');
        }

        if (item is { Kind: not CaseDiffKind.Broken, Head: { } head, Decision: GateDecision.Failed or GateDecision.Inconclusive })
        {
            text.AppendJoin("", Outcome.Reasons(head).Take(10).Select(reason => $"- {InertText.Line(reason, 600)}\n")).Append('\n');
        }

        return text.ToString();
    }

    private static string Changes(CaseDiff item)
    {
        if (item.Comparison is not { } comparison)
        {
            return "";
        }

        return comparison.Changes.IsEmpty
            ? "What changed: nothing that is known of both.\n\n"
            : $"What changed:\n{string.Concat(comparison.Changes.Select(change => $"- {InertText.Line(change.Text, 400)} ({change.Code})\n"))}\n";
    }

    private static string Counts(CaseDiff item) => item.Comparison is { } c
        ? $"Items: {NumberText.Of(c.Resolved.Length)} fixed, {NumberText.Of(c.NewlyDisagreeing.Length)} newly disagreeing, {NumberText.Of(c.Unstable.Length)} unstable, of {NumberText.Of(c.Items.Common)} compared.\n\n"
        : "";

    private static string Command(CaseDiff item) => (item.Head ?? item.Base)?.Command is { Length: > 0 } command ? $"Reproduce:\n{InertText.Block(command, "shell", LongestProblem)}\n" : "";

    private static void PromptDiff(CommentBudget budget, CaseDiff item, string name, CommentLinks? links)
    {
        if (item is not { Kind: CaseDiffKind.Compared, Base.PromptText: { } before, Head: { PromptText: { } after } head })
        {
            return;
        }

        IReadOnlyList<string> lines = LineDiff.Of(before, after);
        if (lines.Count == 0)
        {
            return;
        }

        string diff = string.Join('\n', lines);
        string where = head.PromptPath is { } path ? CommentLinks.Of(links, head, path, 0) + "\n\n" : "";
        if (!budget.Add($"<details><summary>Prompt diff</summary>\n\n{where}{InertText.Block(diff, "diff", LongestDiff)}{FoldEnd}") || diff.Length > LongestDiff)
        {
            budget.Cut($"part of the prompt diff of {name}");
        }
    }

    private static void Items(CommentBudget budget, CaseDiff item, string name, CommentLinks? links)
    {
        if (item is not { Comparison: { NewlyDisagreeing: { IsEmpty: false } newly } comparison, Head: { } head })
        {
            return;
        }

        if (!budget.Add($"<details><summary>{NumberText.Count(newly.Length, "newly disagreeing item")}</summary>\n\n", FoldEnd))
        {
            budget.Cut($"the items of {name}");
            return;
        }

        var facts = new ItemFacts(comparison, head);
        int written = newly.Take(ShownItems).TakeWhile((id, i) => budget.Add(facts.Of(id, i + 1, links), FoldEnd)).Count();
        budget.Add(FoldEnd);
        if (written < newly.Length)
        {
            budget.Cut($"{NumberText.Of(newly.Length - written)} of {NumberText.Count(newly.Length, "newly disagreeing item")} of {name}");
        }
    }

    private sealed class ItemFacts(JudgeComparison comparison, AlignmentRecord head)
    {
        private readonly Dictionary<string, MovedItem> _moved = comparison.Moved.ToDictionary(m => m.Item, StringComparer.Ordinal);
        private readonly Dictionary<string, RecordedItem> _texts = head.Items.ToDictionary(i => i.Item.Id, StringComparer.Ordinal);

        public string Of(string id, int number, CommentLinks? links)
        {
            var text = new StringBuilder($"**{NumberText.Of(number)}. {InertText.Line(id)}**");
            MovedItem? moved = _moved.GetValueOrDefault(id);
            if (moved is not null)
            {
                string people = string.Join(' ', moved.People.Take(20).Select(p => $"{InertText.Line(p.Label, 40)}×{NumberText.Of(p.Count)}"));
                text.Append($": people {people}; judge {InertText.Line(moved.Baseline.Label, 40)} → {InertText.Line(moved.Candidate.Label, 40)}");
            }

            RecordedItem? recorded = _texts.GetValueOrDefault(id);
            if (recorded is { Line: > 0 } && head.DatasetPath is { } folder)
            {
                text.Append($" · {CommentLinks.Of(links, head, $"{folder.TrimEnd('/')}/items.jsonl", recorded.Line)}");
            }

            text.Append("\n\n");
            foreach ((string part, string? content) in recorded is null ? [] : Texts(recorded.Item))
            {
                Append(text, part, content);
            }

            string? label = moved?.Candidate.Label;
            IEnumerable<RecordedVerdict> verdicts = recorded?.Judgements.Select(j => j.Verdict) ?? [];
            Append(text, "rationale", verdicts.FirstOrDefault(v => v.Label == label && v.Rationale is not null)?.Rationale ?? verdicts.FirstOrDefault(v => v.Rationale is not null)?.Rationale);
            return text.ToString();
        }

        private static void Append(StringBuilder text, string part, string? content)
        {
            if (!string.IsNullOrWhiteSpace(content))
            {
                text.Append($"{part}\n{InertText.Block(content, length: LongestText)}\n");
            }
        }

        private static ImmutableArray<(string Part, string? Content)> Texts(JudgeItem item) =>
            [("context", item.Context), ("response", item.Response), ("response A", item.ResponseA), ("response B", item.ResponseB)];
    }
}
