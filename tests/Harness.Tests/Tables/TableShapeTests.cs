using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Tables;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Tables;

/// <summary>Wide and long tables, repeats, both orders, and which rows disagree.</summary>
public sealed class TableShapeTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_LongAndWideTable_AreTheSame()
    {
        CheckRequest wide = TableFolder.Request("anna,ben");
        CheckRequest longer = TableFolder.Request("label") with { Columns = TableFolder.Request("label").Columns with { Annotator = "who" } };

        CheckedTable first = _folder.Check("item,anna,ben,judge\na,1,1,1\nb,2,1,2\nc,2,,1\n", wide);
        CheckedTable second = _folder.Check("item,who,label,judge\nb,ben,1,2\na,anna,1,1\nb,anna,2,\na,ben,1,1\nc,anna,2,1\n", longer);

        Assert.Equal(first.People.AsEnumerable(), second.People);
        Assert.Equal(TableFolder.Confusion(first), TableFolder.Confusion(second));
        Assert.Equal(
            first.Judges[0].Result.Statistics.Values.Select(e => (e.IsDefined, e.IsDefined ? e.Value : 0, e.N)), second.Judges[0].Result.Statistics.Values.Select(e => (e.IsDefined, e.IsDefined ? e.Value : 0, e.N)));
    }

    [Theory]
    [InlineData("item,who,label,judge\na,anna,1,1\na,ben,2,2\n", "JE1662@3")] // one judge, two labels
    [InlineData("item,who,label,judge\na,anna,1,1\na,anna,2,1\n", "JE1661@3")] // one person twice
    [InlineData("item,who,label,judge\na,,1,1\n", "JE1666@2")] // a label of nobody
    public void Run_LongTableThatContradictsItself_IsRefusedByLine(string text, string codes) => Assert.Equal(
        codes, _folder.CodeOf(text, TableFolder.Request("label") with { Columns = TableFolder.Request("label").Columns with { Annotator = "who" } }));

    [Fact]
    public void Run_RowsOfAJudgesRuns_AreRepeatsAndNoFurtherItems()
    {
        const string Text = "item,run,human,judge\na,1,yes,yes\na,2,,yes\na,3,yes,no\nb,1,no,no\nb,2,no,no\nb,3,,no\n";

        CheckedTable table = _folder.Check(Text);

        Assert.Contains(table.Notes, n => n.StartsWith("the column 'run' is taken for the repeats", StringComparison.Ordinal));
        Assert.Equal(2, table.ItemCount);
        Assert.Equal("no yes: 1 0 | 0 1", TableFolder.Confusion(table));

        // Of the two items one flips. Its pairs of repeats agree once in three times, the other's always.
        JudgeStability stability = table.Judges[0].Result.Stability!;
        Assert.Equal((2, 0.5, (1.0 + (1.0 / 3)) / 2), (stability.Repeats, stability.FlipRate!.Value, stability.SelfAgreement!.Value));
    }

    [Fact]
    public void Run_SameRunTwiceOrPeopleWhoDiffer_IsRefused()
    {
        Assert.Equal("JE1661@3", _folder.CodeOf("item,run,human,judge\na,1,yes,yes\na,1,yes,yes\n"));
        Assert.Equal("JE1662@3", _folder.CodeOf("item,run,human,judge\na,1,yes,yes\na,2,no,yes\n"));
    }

    [Fact]
    public void Run_BothOrdersInColumns_TieWhereTheyDisagree()
    {
        CheckRequest request = TableFolder.Request() with
        {
            Columns = new TableColumns { People = ["human"], Judges = [new JudgeColumns("judge", ["ab"], ["ba"])] },
        };
        const string Text = "human,ab,ba\nA,A,A\nB,[[B]],B\nA,A,B\ntie,C,tie\n";

        CheckedTable table = _folder.Check(Text, request);

        // The third pair's verdicts take both sides, which is a tie (Zheng et al., 2023, section 3.4).
        Assert.Equal(ScaleLevel.Preference, table.Scale.Level);
        Assert.Equal("A N B: 1 1 0 | 0 1 0 | 0 0 1", TableFolder.Confusion(table));
        Assert.Equal(0.25, table.Judges[0].Result.Stability!.OrderFlipRate);
    }

    [Fact]
    public void Run_SwappedLabelsThatNamePlaces_AreTurnedRound()
    {
        CheckRequest request = TableFolder.Request() with
        {
            Columns = TableFolder.Request().Columns with { Order = "order" }, Rules = new CellRules { SwappedNamesPlaces = true },
        };

        CheckedTable table = _folder.Check("item,order,human,judge\na,AB,A,A\na,BA,A,B\nb,original,B,B\nb,swapped,B,B\n", request);

        // What was shown second wins both times of b: a habit of the judge, not a side.
        Assert.Equal("A N B: 1 0 0 | 0 0 0 | 0 1 0", TableFolder.Confusion(table));
        Assert.Equal(0.5, table.Judges[0].Result.Stability!.OrderFlipRate);
    }

    [Theory]
    [InlineData("item,order,human,judge\na,first,A,A\n", "JE1663@2")]
    [InlineData("item,order,human,judge\na,AB,1,A\n", "JE1667@2")]
    public void Run_OrderOrSideUnknown_IsRefused(string text, string codes) =>
        Assert.Equal(codes, _folder.CodeOf(text, TableFolder.Request() with { Columns = TableFolder.Request().Columns with { Order = "order" } }));

    [Fact]
    public void Run_DisagreeingRows_StandUnanimousFirstThenByLineWithTheirIds()
    {
        CheckedTable table = _folder.Check("item,p,q,j\nx,1,2,3\n\"a\nb\",3,3,1\nz,1,1,1\nw,2,2,3\n", TableFolder.Request("p,q", "j"));

        Assert.Equal(
            [("a\nb", 3, "1"), ("w", 6, "3"), ("x", 2, "3")],
            table.Judges[0].Disagreements().Select(d => (d.Item.Item, d.Line, d.Item.Judge!)));
        Assert.Equal(3, table.Judges[0].DisagreementCount);
    }

    [Fact]
    public void Run_LabelsNearlyAllDifferent_DrawFewerWhereTheyMay()
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"{i * 0.5},{i * 0.25}\n")));
        CheckRequest request = TableFolder.Request() with { MayDrawFewer = true };

        CheckedTable table = _folder.Check("human,judge\n" + rows, request, new AlignmentOptions { Baselines = false, Resamples = 1001, Metric = AlignmentMetric.MeanAbsoluteError });

        // 20,000,000 over 20,000 different rows.
        Assert.Equal(1000, table.Judges[0].Result.Statistics[AlignmentMetric.MeanAbsoluteError].Interval!.Resamples);
        Assert.Contains(table.Notes, n => n.StartsWith("intervals rest on 1000 resamples", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_CommaBehindANumber_IsNoDecimalComma()
    {
        CheckedTable table = _folder.Check("human;judge\n1;1\n4;4, weil es stimmt\n");

        Assert.Equal("1 4: 1 0 | 0 1", TableFolder.Confusion(table));
        Assert.DoesNotContain(table.Notes, n => n.Contains("decimal", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_PersonWithoutALabel_IsNoAnnotatorAndTold()
    {
        CheckedTable table = _folder.Check("p,q,j\n1,,1\n2,,2\n", TableFolder.Request("p,q", "j"));

        Assert.Equal(["p"], table.People.AsEnumerable());
        Assert.Contains("no row has a label in the column 'q', so it is no annotator", table.Notes);
    }

    [Fact]
    public void Run_SeveralJudges_EachHasItsOwnUnmappedValues()
    {
        CheckedTable table = _folder.Check("human,one,two\nyes,yes,hm\nno,hm,no\nyes,hm,yes\n", TableFolder.Request(judges: "one,two"));

        Assert.Equal([("one", 2, 3), ("two", 1, 2)], table.Unmapped.Select(u => (u.Column, u.Count, u.Line)));
    }

    [Fact]
    public void Of_FewItems_CountsFurtherOnesByTheSquareRoot()
    {
        string rows = string.Concat(Enumerable.Repeat("yes,yes\nno,no\nyes,no\n", 8));

        CheckedTable table = _folder.Check("human,judge\n" + rows, options: new AlignmentOptions { Baselines = false });

        DataVerdict verdict = table.Judges[0].Verdict;
        double half = verdict.HalfWidth!.Value;
        Assert.Equal(24, verdict.Items);
        Assert.True(verdict.IsWeak);

        // A half-width h at n items is 0.1 at n (h / 0.1)^2.
        Assert.Equal((int)(Math.Ceiling(24 * half * half / 0.01) - 24), verdict.MoreForPrecision);
    }

    [Fact]
    public void Of_AllLabelsEqual_SaysThatNothingCanBeTold()
    {
        DataVerdict verdict = _folder.Check("human,judge\nyes,yes\nyes,yes\n", options: new AlignmentOptions()).Judges[0].Verdict;

        Assert.Null(verdict.AboveChance);
        Assert.StartsWith("2 labelled items cannot tell whether the judge agrees with people beyond chance: cohenKappa is undefined,", verdict.Sentences[0], StringComparison.Ordinal);
        Assert.EndsWith("Label at least 28 more items to begin with, so that both raters use more than one label.", verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("annotator")]
    [InlineData("run")]
    [InlineData("order")]
    public void Run_SeveralRowsOfAnItemButNoColumnOfItems_IsRefused(string part)
    {
        TableColumns columns = TableFolder.Request().Columns;
        CheckRequest request = TableFolder.Request() with
        {
            Columns = columns with { Annotator = part == "annotator" ? "x" : null, Run = part == "run" ? "x" : null, Order = part == "order" ? "x" : null },
        };

        Assert.Equal("JE1670@1", _folder.CodeOf("id,x,human,judge\na,AB,A,A\na,BA,A,A\n", request));
        Assert.Equal(1, _folder.Check("id,x,human,judge\na,AB,A,A\na,BA,A,A\n", request with { Columns = request.Columns with { Item = "id" } }).ItemCount);
    }

    /// <summary>The data's README states these of the file, on rows with a verdict, to four decimals.</summary>
    [SkippableTheory]
    [InlineData("GPT-4", .9115, .7876, .7875)]
    [InlineData("Llama3-70B", .9266, .8179, .8174)]
    [InlineData("JudgeLM", .8017, .5917, .5805)]
    [InlineData("Contains", .8478, .6832, .6759)]
    [InlineData("EM", .7088, .4578, .4113)]
    [InlineData("Gemma-2B", .7803, .4220, .4132)]
    public void Run_JudgingTheJudges_ReproducesTheFiguresOfItsReadme(string judge, double agreement, double kappa, double pi)
    {
        CheckRequest request = TableFolder.Request("HumanJudgement", judge) with
        {
            Path = TestFolders.DataFile("judging-the-judges", "TriviaQA_Judges_w_HumanJudgement_V1.csv.gz"),
        };

        AlignmentResult result = TableCheck.Run(request, TableFolder.Quick).Judges[0].Result;

        Assert.Equal((3600, 3595), (result.ItemCount, result.VerdictCount));
        Assert.Equal(agreement, result.Statistics[AlignmentMetric.PercentAgreement].Value, 0.0001);
        Assert.Equal(kappa, result.Statistics[AlignmentMetric.CohenKappa].Value, 0.0001);
        Assert.Equal(pi, result.Statistics[AlignmentMetric.ScottPi].Value, 0.0001);
    }
}
