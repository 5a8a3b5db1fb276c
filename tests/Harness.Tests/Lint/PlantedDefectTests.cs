using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Lint;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Lint;

/// <summary>A defect that is planted in clean data is found, named, and nothing else is.</summary>
public sealed class PlantedDefectTests
{
    private static readonly CleanData Crossed = CleanData.Shapes[0];
    private static readonly CleanData Graded = CleanData.Shapes[4];

    [Fact]
    public void Of_PersonWithOneLabelOnly_NamesAConstantAnnotator()
    {
        LintFinding finding = Only(LintRules.ConstantAnnotator, Crossed, r => r.Person == 2 ? r with { Label = 1 } : r);

        Assert.Equal(["p0002"], finding.Subjects.AsEnumerable());
        Assert.Equal(100, Number(finding, "sameLabel"));
        Assert.Equal(100, Number(finding, "items"));
    }

    [Fact]
    public void Of_PersonWithOneLabelOnFewItems_IsNoConstantAnnotator()
    {
        // Eight equal labels of two come about once in 128.
        CleanRow[] rows = [.. Crossed.Rows(3).Where(r => r.Person != 2 || r.Item < 8).Select(r => r.Person == 2 ? r with { Label = 1 } : r)];

        Assert.DoesNotContain(DatasetLint.Of(Crossed.Build(rows)).Findings, f => f.Rule == LintRules.ConstantAnnotator);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Of_CopyWithAFewChanges_NamesBoth(int changed)
    {
        CleanData shape = Crossed with { Items = 200 };
        Dictionary<int, double> source = shape.Rows(1).Where(r => r.Person == 1).ToDictionary(r => r.Item, r => r.Label);

        LintFinding finding = Only(LintRules.CopiedAnnotator, shape, r => r.Person == 4 ? r with { Label = r.Item < changed ? 1 - source[r.Item] : source[r.Item] } : r);

        Assert.Equal(["p0001", "p0004"], finding.Subjects.AsEnumerable());
        Assert.Equal(200, Number(finding, "sharedItems"));
        Assert.Equal(200 - changed, Number(finding, "equalLabels"));
    }

    [Fact]
    public void Of_PeopleWhoNeverErr_AreNoCopies()
    {
        // Both give the truth on all 150 items, so that they agree on every one, among a crowd that agrees far less.
        CleanData experts = CleanData.Shapes[^1];
        AnnotatedDataset dataset = experts.Build(experts.Rows(2));

        Assert.All(Enumerable.Range(0, dataset.Items.Length), i => Assert.Equal(dataset.AnnotationsOf(i)[0].Code, dataset.AnnotationsOf(i)[1].Code));
        Assert.DoesNotContain(DatasetLint.Of(dataset).Findings, f => f.Rule == LintRules.CopiedAnnotator);
    }

    [Fact]
    public void Of_PersonWhoReadTheScaleTheOtherWay_IsSaidToBeInvertedAndNotFlipped()
    {
        AnnotatedDataset dataset = Graded.Build(Graded.Rows(1).Select(r => r.Person == 3 ? r with { Label = 4 - r.Label } : r));

        LintFinding finding = Assert.Single(DatasetLint.Of(dataset).Findings, f => f.Rule == LintRules.InvertedPolarity);

        Assert.Equal(["p0003"], finding.Subjects.AsEnumerable());
        Assert.Equal(LintSeverity.Error, finding.Severity);
        Assert.True(Number(finding, "agreement") < -0.5);
        Assert.True(Number(finding, "agreementFlipped") > 0.5);
        Assert.True(DatasetLint.Of(dataset).Fails(strict: false));
    }

    [Fact]
    public void Of_NominalLabelsExchangedByAPerson_NamesThePair()
    {
        CleanData shape = CleanData.Shapes[6];

        LintFinding finding = Only(LintRules.InvertedPolarity, shape, r => r.Person == 0 ? r with { Label = r.Label == 0 ? 1 : r.Label == 1 ? 0 : r.Label } : r);

        Assert.Equal(["p0000"], finding.Subjects.AsEnumerable());
        Assert.Contains("'a' and 'b' exchanged", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_JudgeOfTheOppositeQuestion_IsInverted()
    {
        AnnotatedDataset dataset = Crossed.Build(Crossed.Rows(1));
        string[] opposite = [.. Enumerable.Range(0, 100).Select(i => dataset.AnnotationsOf(i).ToArray().Sum(a => a.Code) > 2 ? "no" : "yes")];

        LintFinding[] findings = [.. DatasetLint.Of(dataset, [("upside-down", Verdicts(dataset, opposite)), ("fair", Verdicts(dataset, [.. opposite.Select(l => l == "no" ? "yes" : "no")]))]).Findings];

        LintFinding finding = Assert.Single(findings);
        Assert.Equal((LintRules.InvertedPolarity, "upside-down"), (finding.Rule, finding.Subjects[0]));
    }

    [Fact]
    public void Of_JudgeWithLabelsOffTheScale_CountsThemByValue()
    {
        AnnotatedDataset dataset = Crossed.Build(Crossed.Rows(1));
        string[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "maybe" : i == 5 ? "Yes!" : dataset.LabelOf(dataset.AnnotationsOf(i)[0]).Text)];

        LintFinding finding = Assert.Single(DatasetLint.Of(dataset, [("j", Verdicts(dataset, labels))]).Findings);

        Assert.Equal(LintRules.OutOfScale, finding.Rule);
        Assert.Contains("'maybe' 10×, 'Yes!' 1×", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_JudgeThatAlwaysSaysTheSame_IsConstant()
    {
        AnnotatedDataset dataset = Crossed.Build(Crossed.Rows(1));

        Assert.Equal(LintRules.ConstantJudge, Assert.Single(DatasetLint.Of(dataset, [("j", Verdicts(dataset, [.. Enumerable.Repeat("yes", 100)]))]).Findings).Rule);
    }

    [Fact]
    public void Of_ItemsOnWhichPeopleAlwaysSplit_AreSelectedForDisagreement()
    {
        // Two of four say yes on every item: observed disagreement 2/3, expected about 1/2, so alpha is about -1/3.
        CleanData shape = new("split", CleanData.Binary, 60, 12, 4, 1, 0, 0.5, 0);
        CleanRow[] rows = [.. shape.Rows(1).GroupBy(r => r.Item).SelectMany(item => item.Select((r, i) => r with { Label = (i + item.Key) % 2 }))];

        LintReport report = DatasetLint.Of(shape.Build(rows));

        LintFinding finding = Assert.Single(report.Findings, f => f.Rule == LintRules.SelectedForDisagreement);
        Assert.Equal(1 - (239.0 * 60 * (8.0 / 3) / (2.0 * 120 * 120)), Number(finding, "alpha"), 1e-9);
        Assert.DoesNotContain(report.Findings, f => f.Rule == LintRules.InvertedPolarity);
    }

    [Fact]
    public void Of_SameTexts_AreDuplicatesAndTheirLabelsConflict()
    {
        // Item 7 is item 3 letter by letter, item 9 is item 8 but for case and punctuation, and people agree on neither pair.
        AnnotatedDataset dataset = Crossed.Build(
            Crossed.Rows(1).Select(r => r.Item is 3 or 8 ? r with { Label = 0 } : r.Item == 7 ? r with { Label = 1 } : r.Item == 9 ? r with { Label = 0 } : r), 1,
            i => i switch { 3 or 7 => "the same", 8 => "Yes, it is!", 9 => "yes  it is", _ => FormattableString.Invariant($"answer {i}") });

        LintFinding[] findings = [.. DatasetLint.Of(dataset).Findings];

        LintFinding duplicates = Assert.Single(findings, f => f.Rule == LintRules.DuplicateItems);
        Assert.Equal(["i0003", "i0007", "i0008", "i0009"], duplicates.Subjects.AsEnumerable());
        Assert.Equal((2, 1), (Number(duplicates, "groups"), Number(duplicates, "exactGroups")));
        Assert.Equal(["i0003", "i0007"], Assert.Single(findings, f => f.Rule == LintRules.ConflictingDuplicates).Subjects.AsEnumerable());
    }

    [Fact]
    public void Of_SameTextsInOneCluster_AreNotedOnly()
    {
        AnnotatedDataset Build(string? cluster)
        {
            var builder = new DatasetBuilder(new DatasetInfo { Name = "copies" }, TaskShape.Single, CleanData.Binary);
            foreach (string id in new[] { "a", "b" })
            {
                builder.AddItem(new JudgeItem { Id = id, Response = "the same", Cluster = cluster }).AddAnnotation(id, "p", "yes").AddAnnotation(id, "q", "no");
            }

            return builder.Build();
        }

        LintFinding open = Assert.Single(DatasetLint.Of(Build(null)).Findings), clustered = Assert.Single(DatasetLint.Of(Build("question")).Findings);

        Assert.Equal((LintRules.DuplicateItems, LintSeverity.Warning), (open.Rule, open.Severity));
        Assert.Equal((LintRules.DuplicateItems, LintSeverity.Note), (clustered.Rule, clustered.Severity));
    }

    [Theory]
    [InlineData(false, LintSeverity.Note)]
    [InlineData(true, LintSeverity.Warning)]
    public void Of_PairsWithoutATie_IsNotedOnly(bool withoutB, LintSeverity severity)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "pairs" }, TaskShape.Preference, LabelScale.Preference(withMagnitude: false));
        for (int i = 0; i < 6; i++)
        {
            string id = CleanData.Id('i', i);
            builder.AddItem(new JudgeItem { Id = id, ResponseA = $"{id} one", ResponseB = $"{id} two" }).AddAnnotation(id, "p", withoutB || i % 2 == 0 ? "A" : "B");
        }

        LintFinding finding = Assert.Single(DatasetLint.Of(builder.Build()).Findings);

        Assert.Equal((LintRules.UnusedLabel, severity), (finding.Rule, finding.Severity));
    }

    [Fact]
    public void Of_JudgeOfDifficulty_IsNotHeldAgainstTheScaleOfLabels()
    {
        AnnotatedDataset dataset = Crossed.Build(Crossed.Rows(1));
        VerdictSet hard = Verdicts(dataset, [.. Enumerable.Repeat("Hard", 100)]);
        VerdictSet predictions = new(hard.Judge with { DifficultyScale = LabelScale.Ordinal(["Easy", "Hard"]) }, hard.Dataset, hard.DatasetHash, hard.Judgements);

        Assert.Equal(LintRules.OutOfScale, Assert.Single(DatasetLint.Of(dataset, [("j", hard)]).Findings).Rule);
        Assert.Empty(DatasetLint.Of(dataset, [("j", predictions)]).Findings);
    }

    [Fact]
    public void Of_LabelThatNobodyGave_NamesItWithTheShareItMayHave()
    {
        CleanData shape = CleanData.Shapes[6];

        LintFinding finding = Only(LintRules.UnusedLabel, shape, r => r.Label == 3 ? r with { Label = 0 } : r);

        // No success in n: the upper bound at 95 % solves (1 - p)^n = 0.05.
        Assert.Equal(["d"], finding.Subjects.AsEnumerable());
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / 1200), Number(finding, "largestShare"), 1e-9);
    }

    [Fact]
    public void Of_ExpertsAndCrowdWithTwoStandards_AreDisagreeingPools()
    {
        // Ten people grade as before, six give the opposite of what they think: within groups they agree, between them they do not.
        CleanData shape = new("pools", CleanData.Binary, 80, 16, 16, 0.9, 0.02, 0.5, 0);
        AnnotatedDataset dataset = WithPools(shape, shape.Rows(1).Select(r => r.Person >= 10 && r.Item < 60 ? r with { Label = r.Item % 2 } : r), 10);

        LintFinding finding = Assert.Single(DatasetLint.Of(dataset).Findings, f => f.Rule == LintRules.DisagreeingPools);

        Assert.Equal(["pool", "crowd", "expert"], finding.Subjects.AsEnumerable());
        Assert.True(Number(finding, "between") > Number(finding, "within") + 0.1);
    }

    [Fact]
    public void Of_BlocksThatShareNoItem_AreNotedAndWarnedOfWhenTheyDiffer()
    {
        CleanData shape = new("blocks", LabelScale.Ordinal(1, 5), 80, 8, 4, 0.9, 0.02, 0, 0);
        CleanRow[] rows = [.. from item in Enumerable.Range(0, 80) from k in Enumerable.Range(0, 4) select new CleanRow(item, k + (item < 40 ? 0 : 4), (item + (k == item % 7 ? 1 : 0)) % 5, (item * 4) + k)];

        LintFinding note = Assert.Single(DatasetLint.Of(shape.Build(rows)).Findings, f => f.Rule == LintRules.SeparateBlocks);
        LintFinding warning = Assert.Single(
            DatasetLint.Of(shape.Build(rows.Select(r => r.Person < 4 ? r with { Label = Math.Min(r.Label, 1) } : r))).Findings, f => f.Rule == LintRules.SeparateBlocks);

        Assert.Equal((LintSeverity.Note, LintSeverity.Warning), (note.Severity, warning.Severity));
        Assert.Equal(["p0000", "p0004"], note.Subjects.AsEnumerable());
    }

    [Fact]
    public void Of_PersonWhoGetsTired_DriftsInAgreement()
    {
        LintFinding finding = Only(LintRules.AnnotatorDrift, CleanData.Shapes[2] with { Skew = 0.5, Name = "tired" }, r => r.Person == 1 && r.Time > 1000 ? r with { Label = r.Item % 2 } : r);

        Assert.Equal("p0001", finding.Subjects[0]);
        Assert.Contains("agreement with the others on an item falls", finding.What, StringComparison.Ordinal);
        Assert.True(Number(finding, "rho") < -0.15);
    }

    [Fact]
    public void Of_PersonWhoGetsTiredAndDidTheFirstItemLast_DriftsInAgreement()
    {
        // Rows stand by item, not by time. The item that is first in the file was done last of all.
        LintFinding finding = Only(
            LintRules.AnnotatorDrift, CleanData.Shapes[2] with { Skew = 0.5, Name = "tired" },
            r => r.Person == 1 ? r with { Label = r.Time > 1000 ? r.Item % 2 : r.Label, Time = r.Item == 0 ? 9999 : r.Time } : r);

        Assert.Equal("p0001", finding.Subjects[0]);
    }

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T09:30Z")]
    [InlineData("2026-03-01T09:30:00")]
    [InlineData("2026-03-01T09:30:00Z")]
    [InlineData("2026-03-01T09:30:00.5Z")]
    [InlineData("2026-03-01T09:30:00.123456+00:00")]
    [InlineData("2026-03-01T09:30:00.123456789Z")]
    [InlineData("2026-03-01 09:30:00.123456+02")]
    [InlineData("2026-03-01T09:30:00-0500")]
    [InlineData("20260301T093000Z")]
    [InlineData("1772357400.25")]
    [InlineData("17")]
    public void Of_TimeOfIso8601OrANumber_IsRead(string at) => Assert.Empty(Timed(at).Findings);

    [Theory]
    [InlineData("08:00")]
    [InlineData("03/04/2026")]
    [InlineData("3 April 2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-01T25:00Z")]
    [InlineData("Sunday")]
    public void Of_TimeThatTheClockOrACultureHasToComplete_IsNotRead(string at) =>
        Assert.Equal(LintRules.UnreadableTimes, Assert.Single(Timed(at).Findings).Rule);

    [Fact]
    public void Of_CopiesAmongThree_SaysThatNobodyElseExplainsThem()
    {
        // The third has no one else to agree with, so there is no expectation; 40 items on which he differs from both make 3^-40.
        var builder = new DatasetBuilder(new DatasetInfo { Name = "three" }, TaskShape.Single, CleanData.Binary);
        for (int i = 0; i < 80; i++)
        {
            string id = CleanData.Id('i', i), label = i % 2 == 0 ? "yes" : "no";
            builder.AddItem(new JudgeItem { Id = id, Response = id }).AddAnnotation(id, "a", label).AddAnnotation(id, "b", label).AddAnnotation(id, "c", i / 2 % 2 == 0 ? "yes" : "no");
        }

        LintFinding finding = Assert.Single(DatasetLint.Of(builder.Build()).Findings, f => f.Rule == LintRules.CopiedAnnotator);

        Assert.Equal(["a", "b"], finding.Subjects.AsEnumerable());
        Assert.DoesNotContain("NaN", finding.What, StringComparison.Ordinal);
        Assert.Equal(["sharedItems", "equalLabels", "kappa", "pAdjusted"], finding.Evidence.Select(e => e.Name));
        Assert.All(finding.Evidence, e => Assert.True(double.IsFinite(e.Value)));
    }

    [Fact]
    public void Of_BlocksThatDifferWithoutAnySpreadWithin_AreWarnedOf()
    {
        // Everybody of the first block has the mean 1.5 and everybody of the second 4.5: nothing within the blocks explains the difference.
        LintFinding finding = Blocks((item, _) => item < 20 ? 1 + (item % 2) : 4 + (item % 2));

        Assert.Equal(LintSeverity.Warning, finding.Severity);
        Assert.Equal(0, Number(finding, "p"));
    }

    [Fact]
    public void Of_BlocksWithTheSameMeansButForRounding_AreNotedOnly()
    {
        // All means are 0.1 in exact arithmetic: sums of eleven and of thirteen tenths round differently.
        LintFinding finding = Blocks((_, _) => 0.1, 11);

        Assert.Equal(LintSeverity.Note, finding.Severity);
        Assert.Equal(1, Number(finding, "p"));
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(3e307)]
    public void Of_NumbersWhoseSquaresAreInfinite_GivesFiniteEvidence(double unit)
    {
        LintFinding finding = Blocks((item, person) => unit * ((item < 20 ? 1 : 4) + (item % 3 == person % 2 ? 1 : 0)));

        Assert.All(finding.Evidence, e => Assert.True(double.IsFinite(e.Value)));
    }

    [Fact]
    public void Of_TimesThatCannotBeRead_SaySo()
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "times" }, TaskShape.Single, CleanData.Binary);
        builder.AddItem(new JudgeItem { Id = "i", Response = "x" }).AddAnnotation("i", "a", "yes", at: "yesterday").AddAnnotation("i", "b", "no", at: "2026-03-01T09:30:00Z");

        Assert.Contains("'yesterday'", Assert.Single(DatasetLint.Of(builder.Build()).Findings).What, StringComparison.Ordinal);
    }

    private static LintReport Timed(string at)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "times" }, TaskShape.Single, CleanData.Binary);
        builder.AddItem(new JudgeItem { Id = "i", Response = "x" }).AddAnnotation("i", "a", "yes", at: at).AddAnnotation("i", "b", "no", at: "2026-03-01T09:30:00Z");
        return DatasetLint.Of(builder.Build());
    }

    // Two people label the first items and two others the rest.
    private static LintFinding Blocks(Func<int, int, double> value, int first = 20)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "blocks" }, TaskShape.Single, LabelScale.Interval());
        for (int i = 0; i < (2 * first) + 2; i++)
        {
            string id = CleanData.Id('i', i);
            builder.AddItem(new JudgeItem { Id = id, Response = id });
            foreach (int person in i < first ? new[] { 0, 1 } : [2, 3])
            {
                builder.AddAnnotation(id, CleanData.Id('p', person), value(i, person).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return Assert.Single(DatasetLint.Of(builder.Build()).Findings, f => f.Rule == LintRules.SeparateBlocks);
    }

    private static LintFinding Only(string rule, CleanData shape, Func<CleanRow, CleanRow> plant)
    {
        LintFinding finding = Assert.Single(DatasetLint.Of(shape.Build(shape.Rows(1).Select(plant))).Findings);
        Assert.Equal(rule, finding.Rule);
        return finding;
    }

    private static double Number(LintFinding finding, string name) => finding.Evidence.Single(e => e.Name == name).Value;

    private static VerdictSet Verdicts(AnnotatedDataset dataset, string[] labels) => new(
        new JudgeIdentity { Name = "j" }, dataset.Info.Name, dataset.Identity.Hash,
        labels.Select((label, i) => new Judgement(dataset.Items[i].Id, 0, PresentationOrder.Original, new RecordedVerdict { Label = label })));

    private static AnnotatedDataset WithPools(CleanData shape, IEnumerable<CleanRow> rows, int crowd)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "pools" }, TaskShape.Single, shape.Scale);
        for (int i = 0; i < shape.Items; i++)
        {
            builder.AddItem(new JudgeItem { Id = CleanData.Id('i', i), Response = FormattableString.Invariant($"answer {i}") });
        }

        for (int p = 0; p < shape.People; p++)
        {
            builder.AddAnnotator(CleanData.Id('p', p), new Dictionary<string, string>(StringComparer.Ordinal) { ["pool"] = p < crowd ? "crowd" : "expert" });
        }

        foreach (CleanRow row in rows)
        {
            builder.AddAnnotation(CleanData.Id('i', row.Item), CleanData.Id('p', row.Person), shape.Scale.Labels[(int)row.Label]);
        }

        return builder.Build();
    }
}
