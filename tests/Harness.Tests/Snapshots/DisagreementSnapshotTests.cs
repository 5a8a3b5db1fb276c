using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Snapshots;
using static JudgeEval.Harness.Tests.TestAlignments;

namespace JudgeEval.Harness.Tests.Snapshots;

public sealed class DisagreementSnapshotTests
{
    [Fact]
    public void Render_SplitAndUnanimousItems_UnanimousFirstThenByIdOrdinal()
    {
        string text = DisagreementSnapshot.Render(Aligned(
            Disagreement("b", "1×2 2×3", "4", 2, "3/3"),
            Disagreement("a", "1×2 2×3", "4", 2, "2/3"),
            Disagreement("c", "1×5", "4", 3),
            Disagreement("C", "5×5", "3", -2)));

        // Ordinal order puts C (0x43) before c (0x63).
        Assert.Equal(
            "C | 5×5 | 3 | -2 | unanimous | 1/1\n"
            + "c | 1×5 | 4 | +3 | unanimous | 1/1\n"
            + "a | 1×2 2×3 | 4 | +2 | split | 2/3\n"
            + "b | 1×2 2×3 | 4 | +2 | split | 3/3\n",
            text);
    }

    [Theory]
    [InlineData(2.0, "+2")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.0, "0")]
    [InlineData(-0.0001, "0")]
    [InlineData(2.0 / 3, "+0.667")]
    [InlineData(-1e6, "-1000000")]
    [InlineData(null, "·")]
    public void Of_Delta_IsSignedWithAtMostThreeDecimals(double? delta, string expected) =>
        Assert.Equal($"a | 1×5 | 4 | {expected} | unanimous | 1/1", SnapshotEntry.Of(Disagreement("a", "1×5", "4", delta)).Line);

    [Fact]
    public void Render_UnderRussianCulture_SameBytes()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var russian = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        russian.NumberFormat.NumberDecimalSeparator = ",";
        russian.NumberFormat.NegativeSign = "−";
        string expected = DisagreementSnapshot.Render(Aligned(Disagreement("a", "1×5", "4", -1.5)));
        try
        {
            CultureInfo.CurrentCulture = russian;
            Assert.Equal(expected, DisagreementSnapshot.Render(Aligned(Disagreement("a", "1×5", "4", -1.5))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Render_NoDisagreement_OneLineThatSaysSo()
    {
        string text = DisagreementSnapshot.Render(Aligned());

        Assert.Equal("no disagreement\n", text);
        Assert.Empty(DisagreementSnapshot.Parse(text, "x"));
    }

    [Fact]
    public void Render_AnotherItemChanges_LineStays()
    {
        ItemAlignment stays = Disagreement("a", "1×5", "4", 3);
        string alone = DisagreementSnapshot.Render(Aligned(stays));
        string beside = DisagreementSnapshot.Render(Aligned(stays, Disagreement("much-longer-id", "Terrible×10 Good×3", "Excellent", -13.25, "10/20")));

        Assert.StartsWith(alone, beside, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line\nfeed", @"line\nfeed")]
    [InlineData("tab\tand\rreturn", @"tab\tand\rreturn")]
    [InlineData("a | b", @"a \| b")]
    [InlineData(@"back\slash", @"back\\slash")]
    [InlineData("2×3", @"2\×3")]
    [InlineData("·", @"\·")]
    [InlineData("a·b", "a·b")]
    [InlineData(" edges ", @"\u0020edges\u0020")]
    [InlineData("right\u202Eleft", @"right\u202eleft")]
    [InlineData("\uFEFFmark\u2028", @"\ufeffmark\u2028")]
    [InlineData("日本 😀 é", "日本 😀 é")]
    public void Escape_OddCharacters_OneVisibleLineThatComesBack(string plain, string escaped)
    {
        Assert.Equal(escaped, SnapshotText.Escape(plain));
        Assert.True(SnapshotText.TryUnescape(escaped, out string back));
        Assert.Equal(plain, back);
    }

    [Fact]
    public void Escape_LoneSurrogate_IsNotLostInUtf8()
    {
        Assert.Equal(@"a\ud800", SnapshotText.Escape("a\uD800"));
        Assert.True(SnapshotText.TryUnescape(@"a\ud800", out string back));
        Assert.Equal("a\uD800", back);
    }

    [Fact]
    public void Parse_OddLabelsAndIds_ComeBackAsTheyWere()
    {
        string[] odd = ["a", "a b", " ", "|", " | ", "×", "3×4 5", "\\", "\\n", "\n", "·", "a×2 b", "no disagreement", "unanimous"];
        ImmutableArray<SnapshotEntry> entries = odd
            .SelectMany(id => odd.Select(label => SnapshotEntry.Of(new ItemAlignment
            {
                Item = id + "/" + label,
                People = [new LabelCount(label, 3), new LabelCount(id + label, 12)],
                Judge = label,
                Delta = -0.5,
                Disagrees = true,
                StableRepeats = 2,
                Repeats = 3,
            })))
            .ToImmutableArray()
            .Sort(SnapshotEntry.Compare);

        ImmutableArray<SnapshotEntry> parsed = DisagreementSnapshot.Parse(DisagreementSnapshot.Render(entries), "x");

        Assert.Equal(odd.Length * odd.Length, parsed.Length);
        Assert.Equal(entries.Select(e => e.Item), parsed.Select(e => e.Item));
        Assert.Equal(entries.Select(e => e.Judge), parsed.Select(e => e.Judge));
        Assert.Equal(entries.SelectMany(e => e.People), parsed.SelectMany(e => e.People));
    }

    [Fact]
    public void Parse_WithoutLastLineFeed_SameEntries() =>
        Assert.Equal("a", Assert.Single(DisagreementSnapshot.Parse("a | 1×5 | 4 | +3 | unanimous | 1/1", "x")).Item);

    [Fact]
    public void Parse_EveryKindOfBadLine_AllReported()
    {
        const string Text = "b | 1×2 2×3 | 4 | +2 | split | 3/3\n"
            + "a | 1×2 2×3 | 4 | +2 | split | 3/3\n"
            + "x y z\n"
            + "b | 1×2 2×3 | 5 | +3 | split | 3/3\n"
            + "c | 1×2 2×3 | 4 | 2 | split | 3/3\n"
            + "\n";
        var error = Assert.Throws<JudgeEvalException>(() => DisagreementSnapshot.Parse(Text, "S.verified.txt"));

        const string Rest = "; the file was edited or merged by hand; delete the verified file, run the tests again and accept what they write with 'judgeeval accept'";
        Assert.Equal(
            [
                "S.verified.txt(2): error JE5004: the item 'a' stands out of order" + Rest,
                "S.verified.txt(3): error JE5004: the line is not one of a disagreement snapshot" + Rest,
                "S.verified.txt(4): error JE5004: the item 'b' stands in line 1 already" + Rest,
                "S.verified.txt(5): error JE5004: the line is not one of a disagreement snapshot" + Rest,
                "S.verified.txt(6): error JE5004: the line is not one of a disagreement snapshot" + Rest,
            ],
            error.Diagnostics.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"any\": \"other snapshot\"}\n")]
    [InlineData("a | 1×5 | 4 | +3 | unanimous | 1/1\r\n")]
    public void IsSnapshot_OtherText_No(string text) => Assert.False(DisagreementSnapshot.IsSnapshot(text));
}
