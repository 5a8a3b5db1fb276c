using System.Text;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Reports.Comments;
using JudgeEval.Harness.Tests.Support;

namespace JudgeEval.Harness.Tests.Reports.Comments;

public sealed class AlignmentCommentTests
{
    private const string Hostile = "@admin #12 GH-34 owner/repo#5 https://evil.example/x www.evil.example a@b.example 0123456789abcdef0123456789abcdef01234567 <script>alert(1)</script> | **b** `c` [x](y) :tada: $x$ -->";

    [Fact]
    public void Render_ItemsTurned_TellsMarkerVerdictAndItems()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(Recorded.Set(Recorded.Of("yyynn")), Recorded.Set(Recorded.Of("ynnyn")));

        string comment = AlignmentComment.Render(diff, new CommentLinks(new Uri("https://github.com/owner/name"), "1234567"));

        Assert.StartsWith("<!-- judgeeval:alignment -->\n**Alignment passed: 1 case, none failed", comment, StringComparison.Ordinal);
        Assert.Contains("Items: 1 fixed, 2 newly disagreeing, 0 unstable, of 5 compared.", comment, StringComparison.Ordinal);
        Assert.Contains("(https://github.com/owner/name/blob/1234567/datasets/sample/items.jsonl#L2)", comment, StringComparison.Ordinal);
        Assert.Contains("people said yes (1 person); the judge said yes, now no", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PromptChanged_ShowsTheDiffInALongerFence()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(
            Recorded.Set(Recorded.Of("yyynn") with { PromptText = "one\n````\nold\nend" }), Recorded.Set(Recorded.Of("yyynn") with { PromptText = "one\n````\nnew\nend" }));

        // The verdicts are the same, and still the reviewer sees the change.
        Assert.Contains("`````diff\n@@ -1 +1 @@\n one\n ````\n-old\n+new\n end\n`````\n", AlignmentComment.Render(diff), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("😀")]
    [InlineData("`")]
    [InlineData("@x <b> ")]
    public void Render_FiveThousandNewlyDisagreeingLongItems_StaysBelowTheLimitAndSaysWhatWasCut(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 3000));
        AlignmentDiff one = AlignmentDiffer.Compare(
            Recorded.Set(Recorded.Of(new string('y', 5000) + "n", text: text)), Recorded.Set(Recorded.Of(new string('n', 5001), text: text)));
        AlignmentDiff diff = one with { Cases = [.. Enumerable.Range(0, 100).Select(i => one.Cases[0] with { Suite = Hostile + i })] };

        string comment = AlignmentComment.Render(diff);

        Assert.InRange(Encoding.UTF8.GetByteCount(comment), 30_000, 60_000);
        Assert.Contains("5000 newly disagreeing", comment, StringComparison.Ordinal);
        Assert.Contains("\nLeft out of this comment: ", comment, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(comment, "<details>"), Regex.Count(comment, "</details>"));
    }

    [Fact]
    public void Block_AnyRunOfBackticks_CannotCloseTheFence()
    {
        for (int run = 0; run < 12; run++)
        {
            string[] lines = InertText.Block("a\n" + new string('`', run) + "\n<b>").TrimEnd('\n').Split('\n');
            Assert.DoesNotContain(lines[1..^1], line => line.TrimStart().StartsWith(lines[^1], StringComparison.Ordinal));
            Assert.True(lines[^1].Length >= 3);
        }
    }
}
