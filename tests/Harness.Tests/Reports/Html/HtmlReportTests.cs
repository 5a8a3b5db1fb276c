using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Diffs;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Reports.Html;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Reports.Html;

public sealed class HtmlReportTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>&\u2028'\"";

    [Fact]
    public void Render_OfTextsThatAreMarkup_HoldsThemEscapedOnly()
    {
        string html = HtmlReport.Render(Recorded.Set(Record(Hostile, 1)), CaseSet.Empty);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u2028'", html[html.IndexOf("data-kind", StringComparison.Ordinal)..], StringComparison.Ordinal);
        // Head, one chunk of items and the page's own script: a text that ended an element would make more.
        Assert.Equal(3, Regex.Count(html, "</script>", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Render_OfAHostileItem_KeepsItsTextWhole()
    {
        string html = HtmlReport.Render(Recorded.Set(Record(Hostile, 1)), CaseSet.Empty);

        string json = Regex.Match(html, "data-kind=\"items\">(?<json>.*?)</script>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["json"].Value;
        Assert.Equal(Hostile, JsonDocument.Parse(json).RootElement[0].GetProperty("context").GetString());
    }

    [Fact]
    public void Render_Policy_NamesTheHashOfTheScript()
    {
        string html = HtmlReport.Render(Recorded.Set(Record("a", 1)), CaseSet.Empty);

        string script = html[(html.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..html.LastIndexOf("</script>", StringComparison.Ordinal)];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src &#39;sha256-{hash}&#39;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2500)]
    public void Render_Twice_GivesTheSameCharacters(int items) =>
        Assert.Equal(HtmlReport.Render(Recorded.Set(Record("a", items)), CaseSet.Empty), HtmlReport.Render(Recorded.Set(Record("a", items)), CaseSet.Empty));

    [Fact]
    public void Render_OfAFailedGate_SaysDecisionAndReason()
    {
        AlignmentRecord record = Record("a", 1) with { Gates = TestAlignments.Gated(GateDecision.Failed, TestAlignments.Interval(0.5, 0.4, 0.58), "the whole interval is below 0.6") };

        string html = HtmlReport.Render(Recorded.Set(record), CaseSet.Empty);

        Assert.Contains("<strong class=\"failed\">failed</strong>", html, StringComparison.Ordinal);
        Assert.Contains("the whole interval is below 0.6", html, StringComparison.Ordinal);
    }

    private static AlignmentRecord Record(string text, int items) => TestAlignments.RecordOf(TestAlignments.Aligned(), suite: text, name: text) with
    {
        Items =
        [
            .. Enumerable.Range(0, items).Select(i => new RecordedItem(
                new JudgeItem { Id = $"i{i:D5}", Context = text }, 0, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(text, text))),
        ],
    };
}
