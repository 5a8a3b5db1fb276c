using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace JudgeEval.Harness.Tests.Reports.Comments;

/// <summary>Markdown as GitHub takes it, by an engine that is not ours, with every extension on that could make text do something.</summary>
internal static partial class GitHubMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAutoLinks().UsePipeTables().UseTaskLists().UseEmphasisExtras().UseEmojiAndSmiley(enableSmileys: false).UseFootnotes().UseMathematics().UseAlertBlocks()
        .Build();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The document without its texts: every block and every inline that is more than text, in order.</summary>
    public static string[] Structure(MarkdownDocument document) =>
        [.. document.Descendants().Where(n => n is not (LiteralInline or HtmlEntityInline) && n.GetType() != typeof(ContainerInline)).Select(Named)];

    /// <summary>What a reader sees outside of code, a line for each block.</summary>
    public static string[] Texts(MarkdownDocument document) =>
        [.. document.Descendants<LeafBlock>().Where(b => b.Inline is not null).Select(b => string.Concat(b.Inline!.Descendants<Inline>().Select(Shown)))];

    /// <summary>What GitHub's own filters find in the texts after Markdown was rendered: mentions, references, commits, addresses, emoji. They look at one text between tags at a time.</summary>
    public static IEnumerable<string> Linked(MarkdownDocument document) => document.Descendants<LeafBlock>()
        .SelectMany(b => b.Inline is null ? [] : b.Inline.Descendants<ContainerInline>().Prepend(b.Inline))
        .SelectMany(c => ByGitHub().Matches(string.Concat(c.Select(child => child is ContainerInline ? "\0" : Shown(child)))).Select(m => m.Value));

    private static string Named(MarkdownObject node) => node switch
    {
        HtmlBlock html => $"html {html.Lines}",
        LinkInline link => $"link {link.Url}",
        _ => node.GetType().Name,
    };

    private static string Shown(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => "\n",
        TaskList => "[ ]",
        _ => "",
    };

    [GeneratedRegex(
        @"@[\p{L}\p{N}_-]|\#[0-9]|\bGH-[0-9]|\bGHSA-[0-9a-z]|(https?|ftp)://|www\.|[0-9a-f]{7}|:[a-z0-9_+-]+:|\$[^\s\u2060]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ByGitHub();
}
