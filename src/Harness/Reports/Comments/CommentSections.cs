using System.Text;
using JudgeEval.Harness.Diffs;

namespace JudgeEval.Harness.Reports.Comments;

/// <summary>
/// The cases below the table. Each part of them has its own room, so that no number of failing cases takes that of the newly disagreeing items, and items are
/// given out in turn, one of each case before a second of any.
/// </summary>
internal static class CommentSections
{
    // Of the whole room; what texts and prompts do not need, the items get.
    private const int TextsPercent = 40, PromptsPercent = 20;
    private const int ShownItems = 20;

    // Heading and end of a fold.
    private const int FoldRoom = 120;
    private const string FoldEnd = "\n</details>\n\n";

    /// <summary>The sections.</summary>
    /// <param name="cases">The cases, those that matter most first.</param>
    /// <param name="links">Where files are shown.</param>
    /// <param name="room">The most bytes.</param>
    /// <param name="cuts">Where all that is left out is noted.</param>
    public static string Of(IReadOnlyList<CaseDiff> cases, CommentLinks? links, int room, CommentCuts cuts)
    {
        bool broken = cases.Any(c => c.Kind == CaseDiffKind.Broken);
        Section[] all = [.. cases.Where(CommentCase.HasNews).Select(item => new Section(item, broken))];
        var texts = new CommentBudget(room * TextsPercent / 100);
        Section[] told = [.. all.TakeWhile(section => texts.Take(section.Text))];
        cuts.Add(all.Length - told.Length, all.Length, "sections of cases");

        var prompts = new CommentBudget(room * PromptsPercent / 100);
        Section[] prompted = [.. all.Where(s => s.Case.ChangedPromptLine is not null)];
        WritePrompts(told, links, prompts);
        cuts.Add(prompted.Count(s => !s.PromptIsWhole), prompted.Length, "prompt diffs, wholly or in part");

        WriteItems(told, links, new CommentBudget(room - texts.Used - prompts.Used));
        int newly = all.Sum(s => s.Newly);
        cuts.Add(newly - told.Sum(s => s.Shown), newly, "newly disagreeing items");
        return string.Concat(told.Select(s => s.ToString()));
    }

    // Cases often share a prompt: its diff is shown once.
    private static void WritePrompts(Section[] sections, CommentLinks? links, CommentBudget budget)
    {
        Dictionary<string, (string Name, bool Whole)> shown = new(StringComparer.Ordinal);
        foreach (Section section in sections.Where(s => s.Case.ChangedPromptLine is not null))
        {
            (string diff, bool whole) = CommentPrompt.Of(section.Case, links);
            bool again = shown.TryGetValue(diff, out (string Name, bool Whole) first);
            string text = again ? $"The prompt changed as that of {first.Name}.\n\n" : $"<details><summary>Prompt diff</summary>\n\n{diff}{FoldEnd}";
            if (budget.Take(text))
            {
                section.Prompt = text;
                section.PromptIsWhole = whole;
                shown.TryAdd(diff, (CommentTable.Name(section.Case), whole));
            }
        }
    }

    private static void WriteItems(Section[] sections, CommentLinks? links, CommentBudget budget)
    {
        List<(Section Section, CommentItems Items)> open = [.. sections.Where(s => s.Newly > 0).Select(s => (s, new CommentItems(s.Case.Comparison!, s.Case.Head!, links)))];
        for (int i = 0; i < ShownItems && open.Count > 0; i++)
        {
            // A case whose next item has no room is done: a shorter one may come, but a list with gaps misleads.
            List<(Section Section, CommentItems Items)> next = [];
            foreach ((Section section, CommentItems items) in open.Where(o => i < o.Section.Newly))
            {
                string text = items.Of(i);
                if (budget.Take(text, i == 0 ? FoldRoom : 0))
                {
                    section.Add(text);
                    next.Add((section, items));
                }
            }

            open = next;
        }
    }

    private sealed class Section(CaseDiff item, bool broken)
    {
        private readonly StringBuilder _items = new();

        public CaseDiff Case { get; } = item;

        public int Newly { get; } = item is { Comparison: { } comparison, Head: not null } ? comparison.NewlyDisagreeing.Length : 0;

        public string Text { get; } = CommentCase.Text(item, broken);

        public string Prompt { get; set; } = "";

        public bool PromptIsWhole { get; set; }

        public int Shown { get; private set; }

        public void Add(string text)
        {
            _items.Append(text);
            Shown++;
        }

        public override string ToString() => Text + Prompt + (Shown == 0 ? ""
            : $"<details><summary>{NumberText.Count(Newly, "newly disagreeing item")}{(Shown < Newly ? $", {NumberText.Of(Shown)} of them shown" : "")}</summary>\n\n{_items}{FoldEnd}");
    }
}
