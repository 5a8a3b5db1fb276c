using System.Net;
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
        Assert.Contains("people yes×1; judge yes → no", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PromptChanged_ShowsTheDiffInALongerFence()
    {
        AlignmentDiff diff = AlignmentDiffer.Compare(
            Recorded.Set(Recorded.Of("yyynn") with { PromptText = "one\n````\nold\nend" }), Recorded.Set(Recorded.Of("yyynn") with { PromptText = "one\n````\nnew\nend" }));

        string prompt = "`````diff\n@@ -1 +1 @@\n one\n ````\n-old\n+new\n end\n`````\n";
        Assert.DoesNotContain("Prompt diff", AlignmentComment.Render(diff), StringComparison.Ordinal);
        AlignmentDiff moved = AlignmentDiffer.Compare(
            Recorded.Set(Recorded.Of("yyynn") with { PromptText = "one\n````\nold\nend" }), Recorded.Set(Recorded.Of("yynyn") with { PromptText = "one\n````\nnew\nend" }));
        Assert.Contains(prompt, AlignmentComment.Render(moved), StringComparison.Ordinal);
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
        Assert.Contains("Cut to keep within GitHub's limit: ", comment, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(comment, "<details>"), Regex.Count(comment, "</details>"));
    }

    [Fact]
    public void Line_HostileText_DoesNothingAndShowsWhatItSays()
    {
        string inert = InertText.Line(Hostile, 1000);

        AssertInert(inert);
        Assert.Equal(Hostile, WebUtility.HtmlDecode(inert).Replace("\u2060", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Line_AnyMixture_IsInert(int seed)
    {
        string[] parts = ["@", "#", "a", "1", "GH-", "/", ":", "//", "http", "www", ".", "<", ">", "&", "|", "`", "*", "_", "[", "]", "(", ")", "\\", "!", "\n", "\r", "deadbeef", "😀", "\ud800", "\u202e", "~", "$", "-"];
        ulong state = (ulong)seed;
        for (int round = 0; round < 500; round++)
        {
            var text = new StringBuilder();
            for (int i = 0; i < 20; i++)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                text.Append(parts[(int)((state >> 33) % (ulong)parts.Length)]);
            }

            AssertInert(InertText.Line(text.ToString()));
        }
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

    // After Markdown is rendered, GitHub's filters look at the text that entities stand for; before, the parser looks at the source.
    private static void AssertInert(string inert)
    {
        Assert.DoesNotMatch(@"[^A-Za-z0-9 &#;\u0080-\uffff]", inert);
        Assert.DoesNotMatch(@"&(?!#[0-9]+;)", inert);
        string shown = WebUtility.HtmlDecode(inert);
        Assert.DoesNotMatch(@"@[A-Za-z0-9]", shown);
        Assert.DoesNotMatch(@"#[0-9]", shown);
        Assert.DoesNotMatch(@"(?i)GH-[0-9]", shown);
        Assert.DoesNotMatch(@"(?i)(https?|ftp)://", shown);
        Assert.DoesNotMatch(@"(?i)www\.[a-z0-9]", shown);
        Assert.DoesNotMatch(@"[0-9a-fA-F]{7}", shown);
        Assert.DoesNotMatch(@"[\r\n\u202a-\u202e\ud800-\udbff](?![\udc00-\udfff])", shown);
    }
}
