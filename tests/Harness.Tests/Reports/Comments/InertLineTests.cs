using System.Text;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Reports.Comments;
using Markdig.Syntax;

namespace JudgeEval.Harness.Tests.Reports.Comments;

/// <summary>Text from data at every place at which the comment has some: it adds nothing to the document but itself.</summary>
public sealed class InertLineTests
{
    // Where the comment puts text: a cell, a heading, an item of a list, bold text, the text of a link, a sentence.
    private static readonly string[] Places =
    [
        "| case | metric |\n|---|---|\n| {0} ({0}) | x |\n\n", "### {0} ({0})\n\nx\n", "- {0}\n- {0} (JE4101)\n", "**1. {0}**: people said {0} (2 people); the judge said {0}, now {0}\n",
        "[{0}](https://github.com/owner/name/blob/abc/file)\n", "Fixed: {0}, {0}.\n",
    ];

    private static readonly string[] Parts =
    [
        "@", "@org/team", "#", "#1", "GH-1", "GHSA-x", "org/repo#1", "a", "1", " ", " ", "/", ":", "://", "http", "https://x.example/y", "ftp://x", "www.", "www.x.example", "a@b.example", "mailto:",
        ".", "<", ">", "</details>", "<b>", "<!--", "-->", "<!-- judgeeval:alignment -->", "&", "&lt;", "&#64;", "|", "`", "```", "~", "~~", "*", "**", "_", "__", "[", "]", "](", "(", ")", "[x]", "[ ] ", "[^1]", "![",
        "\\", "!", "\n", "\r\n", "\u2028", "deadbeef", "0123456789abcdef0123456789abcdef01234567", "😀", "\ud800", "\u202e", "\u2060", "\u200b", "$", "$x$", "-", "- ", "---", "===", "+", "++", "==", "^", ":tada:",
        ":+1:", "1. ", "1) ", "# ", "> ", "[!NOTE]", "é", "日本", "\t", "'", "\"", "%", "{", "}",
    ];

    [Theory]
    [InlineData("@name")]
    [InlineData("#1 GH-1 gh-22 org/repo#1 GHSA-abcd-efgh-ijkl")]
    [InlineData("0123456789abcdef0123456789abcdef01234567 and deadbee")]
    [InlineData("https://x.example http://x.example ftp://x.example www.x.example WWW.X.EXAMPLE a@b.example <https://x.example>")]
    [InlineData("<script>alert(1)</script> <b> <!-- judgeeval:alignment --> </details> &lt;b&gt;")]
    [InlineData("``` ```x ` `code` ~~~")]
    [InlineData("| a | b |")]
    [InlineData("![alt](https://x.example/y.png) [text](https://x.example) [x] [ ] [^1] [!NOTE]")]
    [InlineData("[ ] a task")]
    [InlineData(":tada: :+1: :x:")]
    [InlineData("===")]
    [InlineData("---")]
    [InlineData("# heading #")]
    [InlineData("1. one")]
    [InlineData("2) two")]
    [InlineData("+ plus")]
    [InlineData("> quote")]
    [InlineData("**bold** __bold__ _i_ *i* ~~gone~~ ~x~ ^x^ ++x++ ==x==")]
    [InlineData("back\\slash \\* \\| \\")]
    [InlineData("$x$ $$x$$ $`x`$")]
    [InlineData("[x]: https://x.example")]
    public void Line_WhatCouldWork_AddsNothingButItself(string text) => AssertInert(text);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Line_AnyMixture_AddsNothingButItself(int seed)
    {
        ulong state = (ulong)seed;
        for (int round = 0; round < 400; round++)
        {
            var text = new StringBuilder();
            for (int i = 0; i < 12; i++)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                text.Append(Parts[(int)((state >> 33) % (ulong)Parts.Length)]);
            }

            AssertInert(text.ToString());
        }
    }

    // What needs no escape has none: the source of the comment is read in e-mails and by search.
    [Theory]
    [InlineData("support-answers · answer-quality · synthetic-judge-1")]
    [InlineData("evals/datasets/support-answers/items.jsonl:47")]
    [InlineData("the text of the prompt 'answer_quality' changed (was 0.5, now 0.6); p = 0.01!")]
    [InlineData("cohenKappaQuadratic >= 0.6 - more, 100 % a.b C# F# 12:30")]
    [InlineData("Ja, natürlich: 日本語 😀")]
    public void Line_WhatWorksNowhere_IsAsItWas(string text) => Assert.Equal(text, InertText.Line(text));

    [Theory]
    [InlineData("\u202eabc")]
    [InlineData("\u2066abc")]
    [InlineData("\u200fabc")]
    [InlineData("\u061cabc")]
    public void Line_WhatTurnsTheDirectionOfWriting_IsMadeVisible(string text)
    {
        Assert.Equal("\ufffdabc", InertText.Line(text));
        Assert.Equal("```text\n\ufffdabc\n```\n", InertText.Block(text));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Block_AnyMixture_IsOneBlockOfCodeWithTheText(int seed)
    {
        ulong state = (ulong)seed;
        for (int round = 0; round < 400; round++)
        {
            var text = new StringBuilder("x");
            for (int i = 0; i < 12; i++)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                text.Append(Parts[(int)((state >> 33) % (ulong)Parts.Length)].Replace("\u2028", "\n", StringComparison.Ordinal));
            }

            MarkdownDocument document = GitHubMarkdown.Parse("before\n\n" + InertText.Block(text.ToString()) + "\nafter\n");

            Assert.Equal(["ParagraphBlock", "FencedCodeBlock", "ParagraphBlock"], GitHubMarkdown.Structure(document));
            string shown = text.ToString().ReplaceLineEndings("\n").Replace('\ud800', '\ufffd').Replace('\u202e', '\ufffd');
            Assert.Equal(shown, document.Descendants<FencedCodeBlock>().Single().Lines.ToString());
        }
    }

    private static void AssertInert(string text)
    {
        string inert = InertText.Line(text, 1000);
        if (inert.Length == 0)
        {
            return;
        }

        string shown = TextLayout.OneLine(text.Replace("\ud800", "\ufffd", StringComparison.Ordinal));
        Assert.All(Places, place =>
        {
            MarkdownDocument document = GitHubMarkdown.Parse(place.Replace("{0}", inert, StringComparison.Ordinal)), plain = GitHubMarkdown.Parse(place.Replace("{0}", "word", StringComparison.Ordinal));
            Assert.Equal(GitHubMarkdown.Structure(plain), GitHubMarkdown.Structure(document));
            Assert.Equal(GitHubMarkdown.Texts(plain).Select(t => t.Replace("word", shown, StringComparison.Ordinal)), GitHubMarkdown.Texts(document).Select(t => t.Replace("\u2060", "", StringComparison.Ordinal)));
            Assert.Empty(GitHubMarkdown.Linked(document));
        });
    }
}
