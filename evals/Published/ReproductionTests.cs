namespace JudgeEval.Evals.Published;

/// <summary>Holds the committed page of reproduced figures against the figures.</summary>
public sealed class ReproductionTests
{
    [ReproductionFact]
    public void Committed_page_shows_the_figures_that_are_computed()
    {
        string page = ReproductionTable.Write(), committed = ReproductionFactAttribute.PathOf("reproduction.md"), received = ReproductionFactAttribute.PathOf("reproduction.received.md");
        if (File.Exists(committed) && File.ReadAllText(committed) == page)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, page);
        Assert.Fail("docs/reproduction.md does not show the figures that are computed now; docs/reproduction.received.md does. Compare the two; to accept, run: mv docs/reproduction.received.md docs/reproduction.md");
    }

    // Holds without the data, too: a set cannot be added or changed and its page forgotten.
    [ReproductionFact(NeedsData = false)]
    public void Committed_page_has_every_set_and_every_figure_that_cannot_be_reproduced()
    {
        string committed = File.ReadAllText(ReproductionFactAttribute.PathOf("reproduction.md"));
        Assert.All(PublishedSet.All, set => Assert.Contains($"\n## {set.Dataset}\n\n{set.Title}\n", committed, StringComparison.Ordinal));
        Assert.EndsWith(ReproductionTable.WriteNotReproduced(), committed, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_a_set_have_names_of_their_own() => Assert.All(
        PublishedSet.All.Where(s => PublicData.WhyAbsent(s.Dataset) is null),
        set => Assert.Distinct(set.Figures.Select(f => (f.Measure, f.Of))));
}

/// <summary>A fact about the committed page; it is skipped, with the reason, where the page or a dataset behind it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReproductionFactAttribute : FactAttribute
{
    public ReproductionFactAttribute() => NeedsData = true;

    /// <summary>Whether the fact rests on the public data. The default is <see langword="true"/>.</summary>
    public bool NeedsData
    {
        get;
        set
        {
            field = value;
            Skip = PublicData.Repository is null
                ? "The tests do not stand in the repository, whose page they hold against the figures."
                : value ? PublishedSet.All.Select(s => PublicData.WhyAbsent(s.Dataset)).FirstOrDefault(why => why is not null) : null;
        }
    }

    /// <summary>The path of a file among the documents.</summary>
    /// <param name="file">The file's name.</param>
    public static string PathOf(string file) => Path.Combine(PublicData.Repository!, "docs", file);
}
