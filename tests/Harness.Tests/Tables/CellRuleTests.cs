using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Tables;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Tables;

/// <summary>What the texts of cells are read as, by the rules of docs/checking.md.</summary>
public sealed class CellRuleTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pass")]
    [InlineData("PASS")]
    [InlineData("Passed")]
    [InlineData("yes")]
    [InlineData("Y")]
    [InlineData("True")]
    [InlineData("correct")]
    [InlineData("PASS: because it is right")]
    [InlineData("**Pass**")]
    [InlineData("Yes, since the answer is right.")]
    [InlineData("Yes. It fails nowhere.")]
    [InlineData("pass - good")]
    [InlineData("Pass (barely)")]
    [InlineData("Final verdict: PASS")]
    [InlineData("**Verdict:** pass")]
    [InlineData("I went through it step by step; so [[pass]]")]
    [InlineData("PASS\nbecause")]
    public void Read_WordForPass_IsPass(string text) => Assert.Equal("fail pass: 1 0 | 0 1", Read(text));

    [Theory]
    [InlineData("passable")]
    [InlineData("No one knows")]
    [InlineData("pass-through")]
    [InlineData("It is a pass")]
    [InlineData("4")]
    [InlineData("1")]
    [InlineData("ok")]
    [InlineData("[[pass]] or [[fail]]")]
    [InlineData("<pass>")]
    [InlineData("pass/fail")]
    [InlineData("Verdict")]
    public void Read_AnythingElse_IsListedAndNotGuessed(string text)
    {
        CheckedTable table = _folder.Check($"human,judge\npass,pass\nfail,fail\npass,\"{text}\"\n");

        UnmappedValue value = Assert.Single(table.Unmapped);
        Assert.Equal((text, 1, 4), (value.Value, value.Count, value.Line));
        Assert.Equal("fail pass: 1 0 | 0 1", TableFolder.Confusion(table));
        Assert.Equal(1, table.Judges[0].Result.Failures[FailureKind.Unparsable]);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("4.0")]
    [InlineData("+4")]
    [InlineData("4/5")]
    [InlineData("4 / 5")]
    [InlineData("4 out of 5")]
    [InlineData("Score: 4")]
    [InlineData("Rating: [[4]]")]
    [InlineData("4 - good")]
    [InlineData("4: good")]
    [InlineData("4. The answer is good.")]
    [InlineData("4 (good)")]
    [InlineData("**4/5**")]
    public void Read_NumberOfPeoplesScale_IsThatNumber(string text) =>
        Assert.Equal("1 4 5: 1 0 0 | 0 1 0 | 0 0 1", TableFolder.Confusion(_folder.Check($"human,judge\n1,1\n5,5\n4,\"{text}\"\n")));

    [Theory]
    [InlineData("4-5")]
    [InlineData("8/10")] // people's highest is 5, so this is of another scale
    [InlineData("4%")]
    [InlineData("<4")]
    [InlineData("four")]
    [InlineData("4 apples")]
    [InlineData("1.2.3")]
    [InlineData("4:30")]
    [InlineData("4,5")]
    [InlineData("pass")]
    public void Read_NoNumberOfPeoplesScale_IsListed(string text)
    {
        CheckedTable table = _folder.Check($"human,judge\n1,1\n5,5\n4,\"{text}\"\n");

        Assert.Equal([text], table.Unmapped.Select(u => u.Value));
        Assert.Equal(2, table.Judges[0].Result.VerdictCount);
    }

    [Fact]
    public void Read_DivisorsOfPeople_MustBeOne()
    {
        Assert.Equal(ScaleLevel.Ordinal, _folder.Check("human,judge\n4/5,4\n2/5,2\n").Scale.Level);
        Assert.Equal(ScaleLevel.Nominal, _folder.Check("human,judge\n4/5,4/5\n2/10,2/10\n").Scale.Level);
    }

    [Theory]
    [InlineData("#N/A")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("NULL")]
    [InlineData("  ")]
    public void Read_TextForNoValue_IsMissingOnBothSides(string text)
    {
        CheckedTable table = _folder.Check($"human,judge\n1,1\n2,2\n{text},2\n1,{text}\n");

        Assert.Equal(ScaleLevel.Ordinal, table.Scale.Level);
        Assert.Equal((4, 3), (table.Judges[0].Result.ItemCount, table.Judges[0].Result.VerdictCount));
        Assert.Equal(1, table.Judges[0].Result.Excluded.WithoutLabel);
        Assert.Empty(table.Unmapped);
    }

    [Fact]
    public void Read_MissingGiven_ReplacesTheList()
    {
        CheckRequest request = TableFolder.Request() with { Rules = new CellRules { Missing = ["skip"] } };

        CheckedTable table = _folder.Check("human,judge\nNA,NA\nyes,SKIP\nno,no\n", request);

        Assert.Equal(["NA", "no", "yes"], table.Scale.Labels.AsEnumerable());
        Assert.Equal(2, table.Judges[0].Result.VerdictCount);
    }

    [Fact]
    public void Read_WordsOfOneFamilyOfPeople_AreTheLabelsInLowerCase()
    {
        CheckedTable table = _folder.Check("human,judge\nCorrect,yes\nIncorrect,no\nCorrect,FALSE\n");

        Assert.Equal("incorrect correct: 1 0 | 1 1", TableFolder.Confusion(table));
        Assert.Contains(table.Notes, n => n.Contains("'yes' as correct (1)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("human,judge\nPASS,pass\nPass,fail\nfail,Fail\nPASS,pass\n", "fail pass: 1 0 | 1 2")]
    [InlineData("human,judge\nyes,pass\nPASS,fail\nfalse,Fail\nPASS,pass\n", "fail pass: 1 0 | 1 2")] // of three families
    [InlineData("human,judge\nYES,pass\nYes,fail\nNo,Fail\nYES,pass\n", "no yes: 1 0 | 1 2")]
    [InlineData("human,judge\nPassed,pass\nPassed,fail\nfailed,Fail\nPassed,pass\n", "fail pass: 1 0 | 1 2")]
    public void Read_WordsInAnyCase_GiveLabelsWithOneSpelling(string text, string confusion)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        string turned = string.Join('\n', [lines[0], .. lines.Skip(1).Reverse()]) + "\n";

        Assert.Equal(confusion, TableFolder.Confusion(_folder.Check(text)));
        Assert.Equal(confusion, TableFolder.Confusion(_folder.Check(turned)));
    }

    [Fact]
    public void Read_MapOfAJudgesTextToNoLabel_IsRefused() =>
        Assert.Equal("JE1607@4", _folder.CodeOf("human,judge\nyes,yes\nno,no\nyes,maybe\n", TableFolder.Mapped(("maybe", "Perhaps"))));

    [Fact]
    public void Read_MapOfATextThatNoCellSays_IsTold()
    {
        CheckedTable table = _folder.Check("human,judge\nyes,yes\nno,no\nyes,maybe\n", TableFolder.Mapped(("mabye", "no"), ("MAYBE", "no")));

        Assert.Equal(["no cell says 'mabye', so --map changes nothing for it"], table.Notes.AsEnumerable());
        Assert.Empty(table.Unmapped);
    }

    [Fact]
    public void Read_WordOfPassOnAListedScale_IsNotOfferedAsFail()
    {
        CheckRequest request = TableFolder.Request() with { Scale = new ScaleRequest(null, ["No", "Yes"]) };

        CheckedTable table = _folder.Check("human,judge\nYes,Yes\nNo,Pass\nNo,fail\n", request);

        Assert.Equal(["--map \"Pass=Yes\"", "--map \"fail=No\""], table.Unmapped.Select(u => u.Option));
    }

    [Fact]
    public void Check_WithoutResamples_SaysThatTheIntervalIsLacking() => Assert.Equal(
        ["3 labelled items: what they can tell hangs on the interval of cohenKappa, and none was asked for or could be had."],
        _folder.Check("human,judge\nyes,yes\nno,no\nyes,no\n").Judges[0].Verdict.Sentences.AsEnumerable());

    [Fact]
    public void Read_WordsInAnotherCase_AreNoReadingToTell() => Assert.Empty(_folder.Check("human,judge\nPASS,pass\nFail,FAIL\n").Notes);

    [Fact]
    public void Read_ManyTextsOfOneLabel_LeaveRoomForThoseOfTheOther()
    {
        string many = string.Concat(Enumerable.Range(0, 30).Select(i => $"pass,\"PASS: reason {i}\"\npass,\"PASS: reason {i}\"\n"));

        string note = Assert.Single(_folder.Check($"human,judge\n{many}fail,no\n").Notes);

        Assert.Equal(
            "cells read by rule: 'no' as fail (1), 'PASS: reason 0' as pass (2), 'PASS: reason 1' as pass (2), 'PASS: reason 2' as pass (2), 'PASS: reason 3' as pass (2) and 26 more texts", note);
    }

    [Fact]
    public void Read_PeopleSayOneWordAlone_JudgesOtherWordIsStillOnTheScale() =>
        Assert.Equal("fail pass: 0 0 | 1 1", TableFolder.Confusion(_folder.Check("human,judge\npass,pass\npass,fail\n")));

    [Fact]
    public void Read_ThirdLabelOfPeople_StandsAndIsTold()
    {
        CheckedTable table = _folder.Check("human,judge\npass,pass\nfail,fail\npass,pass\nmaybe,pass\n");

        Assert.Equal(["fail", "maybe", "pass"], table.Scale.Labels.AsEnumerable());
        Assert.Contains(table.Notes, n => n.Contains("--map \"maybe=LABEL\" or --missing \"maybe\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NumbersButForOne_SaysWhatMakesThemNumbers()
    {
        CheckedTable table = _folder.Check("human,judge\n1,1\n2,2\n3,3\n\"2,5\",3\n");

        Assert.Equal(ScaleLevel.Nominal, table.Scale.Level);
        Assert.Contains(table.Notes, n => n.Contains("numbers but for '2,5'", StringComparison.Ordinal) && n.EndsWith("--decimal comma makes them numbers", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DecimalCommaWithSemicolons_IsReadAndTold()
    {
        CheckedTable table = _folder.Check("human;judge\n1,5;1,5\n2;2,5\n3,5;3\n");

        Assert.Equal(ScaleLevel.Interval, table.Scale.Level);
        Assert.Contains(table.Notes, n => n.StartsWith("a comma in a number is read as a decimal comma", StringComparison.Ordinal));

        // |1.5-1.5|, |2.5-2| and |3-3.5|: a mean of 1/3.
        Assert.Equal(1.0 / 3, table.Judges[0].Result.Statistics[Harness.Alignment.AlignmentMetric.MeanAbsoluteError].Value, 12);
        Assert.Equal(ScaleLevel.Nominal, _folder.Check("human;judge\n1,5;1,5\n2,5;2,5\n", TableFolder.Request() with { Rules = new CellRules { DecimalComma = false } }).Scale.Level);
    }

    [Fact]
    public void Read_CaseAndMostUsedSpelling_AreOneLabel()
    {
        CheckedTable table = _folder.Check("human,judge\nBlue,blue\nblue,BLUE\nred,red\nblue,Red\n");

        Assert.Equal("blue red: 2 1 | 0 1", TableFolder.Confusion(table));
    }

    [Fact]
    public void Read_Map_WinsOverEveryRule()
    {
        CheckedTable table = _folder.Check("human,judge\npass,pass\nfail,no\nfail,NEEDS WORK\npass,PASS\n", TableFolder.Mapped(("needs work", "fail"), ("no", "pass")));

        Assert.Equal("fail pass: 1 1 | 0 2", TableFolder.Confusion(table));
    }

    [Theory]
    [InlineData(3, "fail pass: 1 1 | 0 2")]
    [InlineData(4, "fail pass: 2 0 | 0 2")]
    [InlineData(5, "fail pass: 2 0 | 1 1")]
    public void Read_PassFrom_BinarizesScores(double from, string confusion) => Assert.Equal(
        confusion, TableFolder.Confusion(_folder.Check("human,judge\nfail,1\nfail,3\npass,4\npass,5\n", TableFolder.Request() with { Rules = new CellRules { PassFrom = from } })));

    [Fact]
    public void Read_PassFromOverPeoplesScores_ReadsTheJudgesWords() => Assert.Equal(
        "fail pass: 1 0 | 1 1",
        TableFolder.Confusion(_folder.Check("human,judge\n2,no\n4,yes\n5,incorrect\n", TableFolder.Request() with { Rules = new CellRules { PassFrom = 4 } })));

    [Fact]
    public void Read_Labels_GiveTheOrder()
    {
        CheckRequest request = TableFolder.Request() with { Scale = new ScaleRequest(null, ["low", "mid", "high"]) };

        CheckedTable table = _folder.Check("human,judge\nHIGH,low\nmid,Mid: so so\nlow,high\n", request);

        Assert.Equal(ScaleLevel.Ordinal, table.Scale.Level);
        Assert.Equal("low mid high: 0 0 1 | 0 1 0 | 1 0 0", TableFolder.Confusion(table));
        Assert.Equal("JE1607@2", _folder.CodeOf("human,judge\nhigher,low\nmid,mid\n", request));
    }

    [Theory]
    [InlineData("human,judge\npass,4\nfail,2\n", "JE1665@2")]
    [InlineData("human,judge\npass,1\nfail,0\n", "JE1665@2")]
    [InlineData("human,judge\n4,pass\n2,fail\n", "JE1665@2")]
    [InlineData("human,judge\n1,10\n2,20\n", "JE1665@2")]
    [InlineData("human,judge\npass,\nfail,NA\n", "JE1664@0")]
    [InlineData("human,judge\n,pass\nNA,fail\n", "JE1664@0")]
    [InlineData("human,judge\n", "JE1664@0")]
    [InlineData("", "JE1608@0")]
    [InlineData("item,human,judge\na,1,1\na,2,2\n", "JE1661@3")]
    [InlineData("item,human,judge\n ,1,1\n", "JE1666@2")]
    [InlineData("human,judge,judge\n1,1,2\n", "JE1037@1")]
    public void Check_BadTable_IsRefusedByCodeAndLine(string text, string codes) => Assert.Equal(codes, _folder.CodeOf(text));

    [Fact]
    public void Read_JudgeGivesDecimalsWherePeopleSayZeroAndOne_ListsThemWithThePassFromThatReadsThem()
    {
        const string Text = "human,judge\n0,0\n1,1\n0,0.2\n1,0.9\n0,0.2\n";

        CheckedTable table = _folder.Check(Text);

        Assert.Equal("0 1: 1 0 | 0 1", TableFolder.Confusion(table));
        Assert.Equal([("0.2", 2, 4), ("0.9", 1, 5)], table.Unmapped.Select(u => (u.Value, u.Count, u.Line)));
        Assert.All(table.Unmapped, u => Assert.Equal("--pass-from N, where N is the lowest score that passes, for example --pass-from 0.5", u.Option));

        CheckedTable passes = _folder.Check(Text, TableFolder.Request() with { Rules = new CellRules { PassFrom = 0.5 } });
        Assert.Equal("fail pass: 3 0 | 0 2", TableFolder.Confusion(passes));
    }

    [Fact]
    public void Read_JudgeGivesDecimalsBetweenPeoplesWholeNumbers_ListsThemWithTheLevelThatTakesThem()
    {
        const string Text = "human,judge\n1,1\n4,4.5 - nearly\n5,5\n4,3\n";

        CheckedTable table = _folder.Check(Text);

        // A whole number between people's is on the scale, though no person gave it: a 3 of five stars.
        Assert.Equal("1 3 4 5: 1 0 0 0 | 0 0 0 0 | 0 1 0 0 | 0 0 0 1", TableFolder.Confusion(table));
        Assert.Equal([("4.5 - nearly", "--level interval")], table.Unmapped.Select(u => (u.Value, u.Option)));

        Assert.Empty(_folder.Check(Text, TableFolder.Request() with { Scale = new ScaleRequest(ScaleLevel.Interval, []) }).Unmapped);
    }

    [Fact]
    public void Read_PeoplesOrdinalNumbersAreNotWhole_JudgesOtherNumbersAreListed()
    {
        CheckRequest request = TableFolder.Request() with { Scale = new ScaleRequest(ScaleLevel.Ordinal, []) };

        CheckedTable table = _folder.Check("human,judge\n0.5,0.5\n1,1\n1.5,1.5\n1,0.75\n", request);

        Assert.Equal(["0.5", "1", "1.5"], table.Scale.Labels.AsEnumerable());
        Assert.Equal([("0.75", "--labels 0.5,0.75,1,1.5")], table.Unmapped.Select(u => (u.Value, u.Option)));
    }

    [Fact]
    public void Check_EveryLabelOfTheJudgeIsAProbability_IsAnotherScale()
    {
        Diagnostic refused = Assert.Single(Assert.Throws<JudgeEvalException>(() => _folder.Check("human,judge\n0,0.2\n1,0.9\n")).Diagnostics);

        Assert.Equal("JE1665", refused.Code);
        Assert.EndsWith("for example --pass-from 0.5", refused.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text {0}", 500, "")]
    [InlineData("text {0}", 501, "JE1669@0")]
    [InlineData("{0}", 501, "JE1669@0")]
    public void Check_MoreLabelsThanAnyScaleHas_IsRefused(string label, int labels, string codes)
    {
        string text = "human,judge\n" + string.Concat(Enumerable.Range(0, labels).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, label + ",text 0\n", i).Replace(label == "{0}" ? "text 0" : "none", "0", StringComparison.Ordinal)));

        if (codes.Length == 0)
        {
            Assert.Equal(labels, _folder.Check(text).Scale.Labels.Length);
        }
        else
        {
            Assert.Equal(codes, _folder.CodeOf(text));
        }
    }

    [Fact]
    public void Read_FractionWhereAMissingCodeIsTheHighestNumber_CountsLabelsOnly()
    {
        CheckRequest request = TableFolder.Request() with { Rules = new CellRules { Missing = ["9", "99/100"] } };

        Assert.Equal("1 4 5: 1 0 0 | 0 1 0 | 0 0 1", TableFolder.Confusion(_folder.Check("human,judge\n1,1\n5,5\n4,4/5\n9,1\n99/100,1\n", request)));
    }

    [Theory]
    [InlineData("top", "5")] // the highest label is one that the map gives
    [InlineData("9", "5")] // and a text that the map turns into a lower one does not count
    [InlineData("9/10", "5")]
    public void Read_FractionWhereTheMapGivesTheHighestNumber_IsOutOfThat(string text, string label) => Assert.Equal(
        "1 4 5: 1 0 0 | 0 1 0 | 0 0 1", TableFolder.Confusion(_folder.Check($"human,judge\n1,1\n{text},5\n4,4/5\n", TableFolder.Mapped((text, label)))));

    [Fact]
    public void Read_FractionBesideAListOfNumbers_IsOutOfTheHighestOfTheList()
    {
        CheckRequest request = TableFolder.Request() with { Scale = new ScaleRequest(null, ["1", "2", "3", "4", "5"]) };

        CheckedTable table = _folder.Check("human,judge\n1,1/5\n4,4 out of 5\n4,4/4\n2/5,2\n", request);

        Assert.Equal("1 2 3 4 5: 1 0 0 0 0 | 0 1 0 0 0 | 0 0 0 0 0 | 0 0 0 1 0 | 0 0 0 0 0", TableFolder.Confusion(table));
        Assert.Equal(["4/4"], table.Unmapped.Select(u => u.Value));
    }

    [Theory]
    [InlineData("human,judge\n4/5,4\n2/5,2/5\n3/5,\"5/5: good\"\n")]
    [InlineData("human,judge\n5,4/5\n2,2 out of 5\n4,5/5\n")]
    public void Read_FractionWithPassFrom_IsAScore(string text) => Assert.Equal(
        "fail pass: 1 0 | 0 2", TableFolder.Confusion(_folder.Check(text, TableFolder.Request() with { Rules = new CellRules { PassFrom = 3 } })));

    private string Read(string text) => TableFolder.Confusion(_folder.Check($"human,judge\nfail,fail\npass,\"{text}\"\n"));

    [Fact]
    public void Check_ColumnNobodyAskedForTwice_IsNoMatter() =>
        Assert.Equal(1, _folder.Check("human,judge,notes,notes\nyes,yes,a,b\n").ItemCount);

    [Fact]
    public void Check_MapToALabelOffTheScale_IsRefused() =>
        Assert.Equal("JE1607@2", _folder.CodeOf("human,judge\nso so,1\nfail,2\n", TableFolder.Mapped(("so so", "unsure")) with { Rules = new CellRules { PassFrom = 2, Map = [KeyValuePair.Create("so so", "unsure")] } }));
}
