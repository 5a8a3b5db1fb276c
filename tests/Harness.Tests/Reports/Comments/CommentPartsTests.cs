using System.Text;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Comments;
using JudgeEval.Harness.Tests.Support;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace JudgeEval.Harness.Tests.Reports.Comments;

/// <summary>The parts of a comment: each is there where it has something to say, none takes the room of another, and none lets data work.</summary>
public sealed class CommentPartsTests
{
    private static readonly CommentLinks Links = new(new Uri("https://github.com/owner/name"), "1234567");

    [Theory]
    [InlineData("@admin #12 GH-34 owner/repo#5 https://evil.example/x www.evil.example a@b.example 0123456789abcdef0123456789abcdef01234567 :tada: $x$")]
    [InlineData("</summary></details><script>alert(1)</script><!-- judgeeval:alignment --> <img src=x>")]
    [InlineData("| a | b |")]
    [InlineData("x\n\n| a | b |\n|---|---|\n| c | d |\n\n# h\n\n- [ ] t\n\n===\n")]
    [InlineData("```\n\n````\n</details>\n~~~\n")]
    [InlineData("[x](https://evil.example) ![y](https://evil.example/y.png) **b** `c` \\")]
    public void Render_DataAtEveryPlace_HasTheDocumentOfPlainWords(string hostile)
    {
        MarkdownDocument document = GitHubMarkdown.Parse(Everywhere(hostile)), plain = GitHubMarkdown.Parse(Everywhere("word"));

        Assert.Equal(Structure(plain), Structure(document));
        Assert.Empty(GitHubMarkdown.Linked(document));
        Assert.All(document.Descendants<LinkInline>(), link => Assert.StartsWith("https://github.com/owner/name/blob/1234567/", link.Url, StringComparison.Ordinal));
        Assert.All(document.Descendants<HtmlBlock>(), html => Assert.Matches("^(<!-- judgeeval:alignment -->|<details><summary>[A-Za-z0-9 ,]+</summary>|</details>)", html.Lines.ToString()));
    }

    // 100 cases that each have more to say than a comment holds, and 50 newly disagreeing items each.
    [Fact]
    public void Render_HundredFailingCases_LeavesTheItemsTheirRoomAndCountsWhatIsLeftOut()
    {
        string text = string.Concat(Enumerable.Repeat("Long words of a problem. ", 200));
        CaseDiff one = AlignmentDiffer.Compare(
            Recorded.Set(Recorded.Of(new string('y', 50) + "n", text: text, gates: GateDecision.Failed)), Recorded.Set(Recorded.Of(new string('n', 51), text: text, gates: GateDecision.Failed))).Cases.Single();
        AlignmentDiff diff = new(GateDecision.Failed, [.. Enumerable.Range(0, 100).Select(i => one with { Suite = $"suite {i:000}", Problem = text })]);

        string comment = AlignmentComment.Render(diff);

        int rows = Regex.Count(comment, @"^\| suite ", RegexOptions.Multiline), sections = Regex.Count(comment, "^### ", RegexOptions.Multiline), items = Regex.Count(comment, @"^\*\*[0-9]+\. ", RegexOptions.Multiline);
        Assert.Equal((40, true), (rows, sections is > 5 and < 100));
        Assert.EndsWith(
            $"\nLeft out of this comment: {100 - rows} of 100 rows of the table; {100 - sections} of 100 sections of cases; {5000 - items} of 5000 newly disagreeing items. The records and the report have all of it.\n",
            comment, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(comment), 40_000, 60_000);

        // Every case that is told shows an item before any shows a second one.
        int[] shown = [.. comment.Split("\n### ").Skip(1).Select(section => Regex.Count(section, @"^\*\*[0-9]+\. ", RegexOptions.Multiline))];
        Assert.All(shown, n => Assert.InRange(n, shown.Max() - 1, 20));
        Assert.InRange(items, 20, 5000);
    }

    [Fact]
    public void Render_JudgesThatCannotBeCompared_StillShowsThePromptsChange()
    {
        CaseDiff item = new(CaseDiffKind.Compared, "suite", "case")
        {
            Base = Recorded.Of("yyynn") with { PromptText = "one\nold\n" },
            Head = Recorded.Of("yyynn") with { PromptText = "one\nnew\n", PromptPath = "prompts/p.md" },
            Decision = GateDecision.Inconclusive,
            Problem = "another scale",
        };

        string comment = AlignmentComment.Render(new AlignmentDiff(GateDecision.Inconclusive, [item]), Links);

        Assert.Contains("What changed:\n- the text of the prompt changed (JE4101)\n", comment, StringComparison.Ordinal);
        Assert.Contains("[prompts/p.md:2](https://github.com/owner/name/blob/1234567/prompts/p.md#L2)\n\n```diff\n@@ -1 +1 @@\n one\n-old\n+new\n", comment, StringComparison.Ordinal);
        Assert.Equal("not comparable", Cells(comment)["difference"]);
    }

    [Fact]
    public void Render_TwoCasesOfOnePrompt_ShowsItsChangeOnce()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(
            Recorded.Set(Prompted("a", "old"), Prompted("b", "old")), Recorded.Set(Prompted("a", "new"), Prompted("b", "new")));

        string comment = AlignmentComment.Render(diff);

        Assert.Single(Regex.Matches(comment, "^-old$", RegexOptions.Multiline));
        Assert.Contains("The prompt changed as that of a (case).\n", comment, StringComparison.Ordinal);

        static AlignmentRecord Prompted(string suite, string text) => Recorded.Of("yyynn", suite) with { PromptText = text };
    }

    // One of five items has no verdict on the head; the base says what it cost.
    [Fact]
    public void Render_CoverageAndCost_AreShownBeforeAndAfter()
    {
        AlignmentRecord before = Recorded.Of("yyynn") with { Usage = new RecordedUsage(100, 20, 1.5m) }, after = Recorded.Of("yyyn-") with { Usage = new RecordedUsage(90, 10, null) };

        Dictionary<string, string> cells = Cells(AlignmentComment.Render(AlignmentDiffer.Compare(Recorded.Set(before), Recorded.Set(after))));

        Assert.Equal(("1.000 → 0.800", "1.5 → 100 tokens"), (cells["coverage"], cells["cost"]));
        Assert.Equal("not recorded", Cells(AlignmentComment.Render(AlignmentDiffer.Compare(Recorded.Set(before with { Usage = null }), Recorded.Set(after with { Usage = null }))))["cost"]);
        Assert.Equal(("–", "–", "– → 0.800"), (Added("before"), Added("difference"), Added("coverage")));

        string Added(string column) => Cells(AlignmentComment.Render(AlignmentDiffer.Compare(Recorded.Set(), Recorded.Set(after))))[column];
    }

    [Fact]
    public void Find_SeveralItemsOfOneContent_AreNotTakenAsRenamed()
    {
        AlignmentRecord distinct = Numbered(i => $"text {i}"), same = Numbered(_ => "text");

        // The first of five gets another id; where all have one content, it could be any.
        Assert.Equal(new RenamedItem(distinct.Items[0].Item.Id, "other"), Assert.Single(RenamedItems.Find(RecordedJudge.Of(distinct), Renamed(distinct, 1))));
        Assert.Equal(2, RenamedItems.Find(RecordedJudge.Of(distinct), Renamed(distinct, 2)).Length);
        Assert.Single(RenamedItems.Find(RecordedJudge.Of(same), Renamed(same, 1)));
        Assert.Empty(RenamedItems.Find(RecordedJudge.Of(same), Renamed(same, 2)));

        // One of two that are gone became the new one; which, nobody knows.
        AlignmentRecord fewer = Renamed(same, 1);
        Assert.Empty(RenamedItems.Find(RecordedJudge.Of(same), fewer with { Items = fewer.Items.RemoveAt(1) }));

        static AlignmentRecord Numbered(Func<int, string> text)
        {
            AlignmentRecord record = Recorded.Of("yyynn");
            return record with { Items = [.. record.Items.Select((item, i) => item with { Item = item.Item with { Context = "", Response = text(i) } })] };
        }

        static AlignmentRecord Renamed(AlignmentRecord record, int count) =>
            record with { Items = [.. record.Items.Select((item, i) => i < count ? item with { Item = item.Item with { Id = i == 0 ? "other" : $"other {i}" } } : item)] };
    }

    private static string Everywhere(string text)
    {
        AlignmentRecord before = Recorded.Of("yyynn", text: text) with { PromptText = $"{text}\nold" };
        AlignmentRecord after = Recorded.Of("ynnyn", text: text, gates: null) with
        {
            PromptText = $"{text}\nnew", PromptPath = text, ProjectPath = text, DatasetPath = text, Command = text,
            Gates = new GateReport(GateDecision.Failed, [new GateResult { Gate = text, Decision = GateDecision.Failed, Reason = text, Threshold = 0, Estimate = default }]),
        };
        CaseDiff item = AlignmentDiffer.Compare(Recorded.Set(before), Recorded.Set(after)).Cases.Single();
        JudgeComparison comparison = item.Comparison!;
        string known = comparison.NewlyDisagreeing[0];
        comparison = comparison with
        {
            NewlyDisagreeing = [known, text],
            Resolved = [text],
            Unstable = [text],
            Changes = [new JudgeChange(ChangeKind.Model, "JE4102", text)],
            Moved = [.. comparison.Moved, new MovedItem(text, new SideVerdict(text, 1, 1), new SideVerdict(text, 1, 1), true) { People = [new LabelCount(text, 1)] }],
        };
        AlignmentDiff diff = new(
            GateDecision.Failed,
            [
                item with { Suite = text, Case = text, Problem = text, Comparison = comparison, Decision = GateDecision.Failed, Renamed = [new RenamedItem(text, text)] },
                new CaseDiff(CaseDiffKind.Removed, text, "case") { Base = before },
                new CaseDiff(CaseDiffKind.Broken, text, "") { Problem = text, Decision = GateDecision.Failed },
            ])
        {
            BrokenBase = [new BrokenFile(text, [new Diagnostic("JE1811", text, text, text, SourceLocation.None)])],
        };
        return AlignmentComment.Render(diff, Links);
    }

    private static IEnumerable<string> Structure(MarkdownDocument document) => GitHubMarkdown.Structure(document).Select(n => n.StartsWith("link ", StringComparison.Ordinal) ? "link" : n);

    private static Dictionary<string, string> Cells(string comment)
    {
        string[][] rows = [.. comment.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
        return rows[0].Zip(rows[2]).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
    }
}
