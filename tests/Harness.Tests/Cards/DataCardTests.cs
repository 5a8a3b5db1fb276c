using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Reports;
using JudgeEval.Harness.Tests.Imports;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Cards;

public sealed class DataCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SmallDataset_CountsWhatIsThere()
    {
        DataCard card = DataCard.Of(Small(), new CardOptions { Resamples = 0 });

        // Three items, three people: a has three labels, b two and a missing one, c one.
        Assert.Equal((3, 3, 6, 1), (card.Items, card.Annotators, card.Annotations, card.Missing));
        Assert.Equal(6.0 / 9, card.Filled, 1e-12);
        Assert.Equal([new LabelsPerItem(1, 1), new LabelsPerItem(2, 1), new LabelsPerItem(3, 1)], card.PerItem.AsEnumerable());
        Assert.Equal([2, 4], card.Labels.Select(l => l.Count));
        Assert.Equal([1, 2, 3], card.PerAnnotator.AsEnumerable());
        Assert.Equal([("a", 3, 0), ("b", 2, 1), ("c", 1, 0)], card.ByAnnotator.Select(a => (a.Annotator, a.Labels, a.Missing)));
        Assert.Equal(["dev 2", "test 1"], card.Splits.Select(s => FormattableString.Invariant($"{s.Name} {s.Items}")));
        Assert.Equal(["topic x 2", "topic y 1"], card.Tags.Select(t => FormattableString.Invariant($"{t.Name} {t.Value} {t.Items}")));

        // Pairs that can agree: item 1 has three labels no, no, yes (a third agree), item 2 yes, yes (all agree): the mean over the items is 2/3.
        Assert.Equal(2.0 / 3, card.Agreement.Statistics.Single(s => s.Key == "percentAgreement").Value.Value, 1e-12);
    }

    [Fact]
    public void Render_AttributeThatNobodyStates_SaysSoAndNotThatItFits()
    {
        var population = new Population([new PopulationShare("origin", "north", 0.4)]);

        string text = CardMarkdown.Render(DataCard.Of(Small(), new CardOptions { Resamples = 0, Population = population }));

        Assert.Contains("Nobody states this attribute, so that nothing can be said of it.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("No group's share can be told apart", text, StringComparison.Ordinal);
        Assert.Contains("| subjectivity | latent-pattern |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoPeopleLeftByAnExclusionLog_HaveTheStatisticsOfTwo()
    {
        // Of the items with two labels a and b give no, no and yes, yes: kappa is 1.
        AnnotatedDataset rest = ExclusionLog.Apply(Small(), [new Exclusion("c", null, "mine", "")]);

        Estimate kappa = DataCard.Of(rest, new CardOptions { Resamples = 0 }).Agreement.Statistics.Single(s => s.Key == "cohenKappa").Value;

        Assert.Equal((1.0, 2), (kappa.Value, kappa.N));
    }

    [Fact]
    public void Of_TwoWomenOfTwenty_AreUnderRepresentedByTheExactTest()
    {
        DataCard card = DataCard.Of(People(women: 2, men: 18), new CardOptions { Resamples = 0, Population = Half });

        // P(at most 2 of 20 at 1/2) = (1 + 20 + 190) / 2^20, and Holm takes four tests: two groups in two directions.
        ProfileGroup[] groups = [.. Assert.Single(card.Profile).Groups];
        Assert.Equal([Representation.Under, Representation.Over], groups.Select(g => g.Representation));
        Assert.All(groups, g => Assert.Equal(4 * 211.0 / 1048576, g.Adjusted!.Value, 1e-12));
        Assert.Contains("Under-represented: woman.", CardMarkdown.Render(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AttributeThatIsAnotherForEverybody_CountsEachInOnePass()
    {
        // With a pass over all people for each group this takes minutes.
        const int People = 60_000;
        var builder = new DatasetBuilder(new DatasetInfo { Name = "unique" }, TaskShape.Single, LabelScale.Nominal(["no", "yes"]));
        builder.AddItem(new JudgeItem { Id = "one", Response = "r" }).AddItem(new JudgeItem { Id = "two", Response = "s" });
        for (int p = 0; p < People; p++)
        {
            string person = FormattableString.Invariant($"p{p:00000}");
            builder.AddAnnotator(person, new Dictionary<string, string>(StringComparer.Ordinal) { ["born"] = person }).AddAnnotation("one", person, "yes");
            if (p % 2 == 0)
            {
                builder.AddAnnotation("two", person, "no");
            }
        }

        ProfileAttribute born = Assert.Single(DataCard.Of(builder.Build(), new CardOptions { Resamples = 0 }).Profile);

        Assert.Equal(People, born.Groups.Length);
        Assert.All(born.Groups.Select((g, i) => (g, i)), g => Assert.Equal((1, g.i % 2 == 0 ? 2 : 1), (g.g.People, g.g.Annotations)));
    }

    [Fact]
    public void Of_FourWomenOfTen_AreNotToldApartFromHalf()
    {
        DataCard card = DataCard.Of(People(women: 4, men: 6), new CardOptions { Resamples = 0, Population = Half });

        Assert.All(Assert.Single(card.Profile).Groups, g => Assert.Equal(Representation.NotToldApart, g.Representation));
        Assert.DoesNotContain("nder-represented", CardMarkdown.Render(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PopulationInDatasetYaml_IsReadWrittenAndUsed()
    {
        string folder = Path.Combine(_folder.Root, "declared");
        DatasetWriter.Write(People(women: 2, men: 18), folder);
        File.AppendAllText(Path.Combine(folder, "dataset.yaml"), "card:\n  population:\n    gender:\n      woman: 0.5\n      man: 0.5\n");
        AnnotatedDataset dataset = DatasetReader.Read(folder);
        DatasetWriter.Write(dataset, Path.Combine(_folder.Root, "again"));

        DataCard card = DataCard.Of(DatasetReader.Read(Path.Combine(_folder.Root, "again")), new CardOptions { Resamples = 0 });

        Assert.Equal(Representation.Under, card.Profile[0].Groups.Single(g => g.Value == "woman").Representation);
        Assert.DoesNotContain("population.gender", CardMarkdown.Render(card), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p.csv", "attribute,value,share\ngender,woman,0.5\ngender,man,0.5\n")]
    [InlineData("p.yaml", "gender:\n  woman: 0.5\n  man: 0.5\n")]
    public void Read_CsvOrYaml_GivesTheSameShares(string name, string text) => Assert.Equal(Half.Shares.AsEnumerable(), PopulationFile.Read(_folder.Write(name, text)).Shares);

    [Theory]
    [InlineData("p.csv", "attribute,value,share\ngender,woman,51\n", "JE1684", 2)]
    [InlineData("p.csv", "attribute,value,share\ngender,woman,0.6\ngender,man,0.6\n", "JE1685", 3)]
    [InlineData("p.csv", "attribute,value,share\ngender,woman,0.6\ngender,woman,0.1\n", "JE1685", 3)]
    [InlineData("p.csv", "attribute,value\ngender,woman\n", "JE1035", 1)]
    [InlineData("p.csv", "", "JE1035", 1)]
    [InlineData("p.yaml", "gender: [woman]\n", "JE1010", 1)]
    [InlineData("p.yaml", "- gender\n", "JE1010", 1)]
    [InlineData("p.yaml", "gender:\n  woman: 0,5\n", "JE1684", 2)]
    public void Read_BadPopulation_IsRefusedWithItsLine(string name, string text, string code, int line)
    {
        Diagnostic diagnostic = Assert.Throws<JudgeEvalException>(() => PopulationFile.Read(_folder.Write(name, text))).Diagnostics[0];

        Assert.Equal((code, line), (diagnostic.Code, diagnostic.Location.Line));
    }

    [Fact]
    public void Render_HostileTexts_AreInert()
    {
        var builder = new DatasetBuilder(
            new DatasetInfo { Name = "<script>alert(1)</script>|x", Description = "# heading\n[link](http://evil)", Licence = "**bold** @someone" }, TaskShape.Single,
            LabelScale.Nominal(["<b>no</b>", "|yes|"]));
        builder.AddItem(new JudgeItem { Id = "i", Response = "r" }).AddAnnotation("i", "| a |", "|yes|").AddAnnotation("i", "<img src=x>", "<b>no</b>");

        string card = CardMarkdown.Render(DataCard.Of(builder.Build(), new CardOptions { Resamples = 0 }));

        Assert.DoesNotContain("<script", card, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", card, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# heading", card, StringComparison.Ordinal);
        Assert.DoesNotContain("](http", card.Replace("\\](", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("**bold**", card, StringComparison.Ordinal);

        // Every row of a table has as many cells as its head.
        foreach (string[] table in card.Split("\n\n").Select(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(part => part[0].StartsWith('|')))
        {
            Assert.Single(table.Select(row => row.Count(c => c == '|')).Distinct());
        }
    }

    [Fact]
    public void Render_SameDataset_GivesTheSameBytes() => Assert.Equal(CardMarkdown.Render(DataCard.Of(Small())), CardMarkdown.Render(DataCard.Of(Small())));

    private static Population Half { get; } = new([new PopulationShare("gender", "woman", 0.5), new PopulationShare("gender", "man", 0.5)]);

    private static AnnotatedDataset People(int women, int men)
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "people" }, TaskShape.Single, LabelScale.Nominal(["no", "yes"]));
        builder.AddItem(new JudgeItem { Id = "i", Response = "r" });
        for (int p = 0; p < women + men; p++)
        {
            string id = FormattableString.Invariant($"p{p:00}");
            builder.AddAnnotator(id, new Dictionary<string, string>(StringComparer.Ordinal) { ["gender"] = p < women ? "woman" : "man" });
            builder.AddAnnotation("i", id, p % 2 == 0 ? "no" : "yes");
        }

        return builder.Build();
    }

    private static AnnotatedDataset Small()
    {
        var builder = new DatasetBuilder(new DatasetInfo { Name = "small", Splits = ["dev", "test"] }, TaskShape.Single, LabelScale.Nominal(["no", "yes"]));
        foreach ((string id, string split, string topic) in new[] { ("1", "dev", "x"), ("2", "dev", "x"), ("3", "test", "y") })
        {
            builder.AddItem(new JudgeItem { Id = id, Response = "answer " + id, Split = split, Tags = System.Collections.Immutable.ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("topic", topic) });
        }

        builder.AddAnnotation("1", "a", "no").AddAnnotation("1", "b", "no").AddAnnotation("1", "c", "yes").AddAnnotation("2", "a", "yes").AddAnnotation("2", "b", "yes")
            .AddAnnotation("3", "a", "yes").AddAnnotation("3", "b", "");
        return builder.Build();
    }
}
