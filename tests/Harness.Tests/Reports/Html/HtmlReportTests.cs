using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Cases;
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
        string html = HtmlReport.Render(Recorded.Set(Record(Hostile, 1)), CaseSet.Empty, []);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u2028'", html[html.IndexOf("data-kind", StringComparison.Ordinal)..], StringComparison.Ordinal);
        // Index, one chunk of texts and the page's own script: a text that ended an element would make more.
        Assert.Equal(3, Regex.Count(html, "</script>", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Render_OfAHostileItem_KeepsItsTextWhole()
    {
        string html = HtmlReport.Render(Recorded.Set(Record(Hostile, 1)), CaseSet.Empty, []);

        string json = Regex.Match(html, "data-kind=\"texts\">(?<json>.*?)</script>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["json"].Value;
        Assert.Equal(Hostile, Text(JsonDocument.Parse(json).RootElement, "c"));
    }

    [Fact]
    public void Render_Policy_NamesTheHashOfTheScript()
    {
        string html = HtmlReport.Render(Recorded.Set(Record("a", 1)), CaseSet.Empty, []);

        string script = html[(html.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..html.LastIndexOf("</script>", StringComparison.Ordinal)];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src &#39;sha256-{hash}&#39;", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2500)]
    public void Render_Twice_GivesTheSameCharacters(int items) =>
        Assert.Equal(HtmlReport.Render(Recorded.Set(Record("a", items)), CaseSet.Empty, []), HtmlReport.Render(Recorded.Set(Record("a", items)), CaseSet.Empty, []));

    [Fact]
    public void Render_OfAFailedGate_SaysDecisionAndReason()
    {
        AlignmentRecord record = Record("a", 1) with { Gates = TestAlignments.Gated(GateDecision.Failed, TestAlignments.Interval(0.5, 0.4, 0.58), "the whole interval is below 0.6") };

        string html = HtmlReport.Render(Recorded.Set(record), CaseSet.Empty, []);

        Assert.Contains("<strong class=\"failed\">failed</strong>", html, StringComparison.Ordinal);
        Assert.Contains("the whole interval is below 0.6", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ru-RU")]
    [InlineData("ar-SA")]
    public void Render_UnderAnotherCulture_GivesTheSameCharacters(string culture)
    {
        HistoryPoint[] history = [new("s", "c", "0123456789ab", new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), "subject", "pearson", 0.25, -0.5, 0.75, GateDecision.Passed)];
        string invariant = HtmlReport.Render(Recorded.Set(ReportRecords.Numbers(40)), CaseSet.Empty, history);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Other(culture);

            Assert.Equal(invariant, HtmlReport.Render(Recorded.Set(ReportRecords.Numbers(40)), CaseSet.Empty, history));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Render_OfManyItems_PacksThemAndNamesEachLabelAndPersonOnce()
    {
        string html = HtmlReport.Render(Recorded.Set(ReportRecords.Numbers(2100)), CaseSet.Empty, []);

        // 2100 items in chunks of 1000, after the index.
        MatchCollection packed = Regex.Matches(html, "data-kind=\"(?<kind>[a-z]+)\">\"(?<data>[^\"]*)\"</script>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.Equal(["index", "texts", "texts", "texts"], packed.Select(m => m.Groups["kind"].Value));
        JsonElement[] parts = [.. packed.Select(m => Unpacked(m.Groups["data"].Value))];
        Assert.Equal(["ann", "bob"], parts[0].GetProperty("people").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Equal(2100, parts[0].GetProperty("ids").GetArrayLength());
        Assert.Equal(4200, parts[0].GetProperty("said").GetArrayLength());
        Assert.Equal([1000, 1000, 100], parts[1..].Select(p => p.GetProperty("items").GetArrayLength()));
        // Every item has the same context, which a chunk has once; with it 1000 responses and the labels 2, 3 and 4 that the judge gives.
        Assert.Equal(1004, parts[1].GetProperty("strings").GetArrayLength());
    }

    [Theory]
    [InlineData(0, "No counts, because labels are numbers of a range, or nothing was compared: numbers (numbers).")]
    [InlineData(16, "No counts, because a table of 16 labels would be too wide: numbers (numbers).")]
    public void Render_OfACaseWithoutCounts_SaysWhy(int labels, string expected)
    {
        AlignmentRecord record = ReportRecords.Numbers(5);
        ConfusionTable table = new([.. Enumerable.Range(0, labels).Select(i => $"l{i}")], [.. Enumerable.Range(0, labels).Select(_ => ImmutableArray.CreateRange(new int[labels]))]);

        string html = HtmlReport.Render(new CaseSet { Records = [record with { Alignment = record.Alignment with { Confusion = table } }] }, CaseSet.Empty, []);

        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table class=\"counts\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfARenamedCase_ComparesItAndNamesItsFormerName()
    {
        AlignmentRecord now = ReportRecords.Numbers(3) with { Test = "T", Case = "new name" }, was = now with { Case = "old name" };

        string html = HtmlReport.Render(Recorded.Set(now), Recorded.Set(was), []);

        Assert.Contains("before: numbers (old name)", html, StringComparison.Ordinal);
        Assert.Contains("\"compared\":true", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OfASnapshotThatChanged_SaysFailedThoughTheGatesPassed()
    {
        AlignmentRecord record = Record("a", 1) with
        {
            Gates = TestAlignments.Gated(GateDecision.Passed, TestAlignments.Interval(0.7, 0.6, 0.8), "the whole interval is above 0.5"),
            Snapshot = new SnapshotOutcome("A.verified.txt", Matches: false, ["i00000"], [], []),
        };

        string html = HtmlReport.Render(Recorded.Set(record), CaseSet.Empty, []);

        Assert.Contains("1 case: 1 failed.", html, StringComparison.Ordinal);
        Assert.Contains("<strong class=\"failed\">failed</strong> snapshot: 1 new disagreement", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WhereOnlyLabelsChanged_TakesNoItemAsNewlyDisagreeing()
    {
        string html = HtmlReport.Render(Recorded.Set(ReportRecords.Numbers(40, shift: 2)), Recorded.Set(ReportRecords.Numbers(40)), []);

        // The judge says the same as before: 8 and 16 mark what it says otherwise, 1 that it disagrees.
        int[] flags = [.. Index(html).GetProperty("flags").EnumerateArray().Select(f => f.GetInt32())];
        Assert.Equal(40, flags.Length);
        Assert.Contains(flags, flag => (flag & 1) != 0);
        Assert.All(flags, flag => Assert.Equal(0, flag & 24));
    }

    [Fact]
    public void Render_OfRenamedItems_ShowsWhatWasSaidOfThem()
    {
        string html = HtmlReport.Render(Recorded.Set(ReportRecords.Numbers(40, prefix: "new-")), Recorded.Set(ReportRecords.Numbers(40)), []);

        Assert.All(Index(html).GetProperty("was").EnumerateArray(), was => Assert.True(was.GetInt32() > 0));
    }

    private static JsonElement Index(string html) => JsonDocument.Parse(
        Regex.Match(html, "data-kind=\"index\">(?<json>.*?)</script>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["json"].Value).RootElement;

    private static JsonElement Unpacked(string data)
    {
        using ZLibStream zlib = new(new MemoryStream(Convert.FromBase64String(data)), CompressionMode.Decompress);
        return JsonDocument.Parse(zlib).RootElement;
    }

    // The build is without the data of cultures: a comma and a foreign minus are what matters of them.
    private static CultureInfo Other(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = name == "ru-RU" ? "," : "\u066B";
        culture.NumberFormat.NegativeSign = name == "ru-RU" ? "\u2212" : "\u061C-";
        culture.DateTimeFormat.DateSeparator = ".";
        return culture;
    }

    private static string? Text(JsonElement chunk, string field) =>
        chunk.GetProperty("strings")[chunk.GetProperty("items")[0].GetProperty(field).GetInt32() - 1].GetString();

    private static AlignmentRecord Record(string text, int items) => TestAlignments.RecordOf(TestAlignments.Aligned(), suite: text, name: text) with
    {
        Items =
        [
            .. Enumerable.Range(0, items).Select(i => new RecordedItem(
                new JudgeItem { Id = $"i{i:D5}", Context = text }, 0, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(text, text))),
        ],
    };
}
