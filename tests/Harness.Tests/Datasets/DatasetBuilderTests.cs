using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class DatasetBuilderTests
{
    private static DatasetBuilder NewBuilder() => new(new DatasetInfo { Name = "n" }, TaskShape.Single, LabelScale.Ordinal(1, 5));

    [Fact]
    public void Build_Lawful_HasNoFolderAndNoLines()
    {
        AnnotatedDataset dataset = NewBuilder()
            .AddAnnotation("i", "ann", "4")
            .AddItem(new JudgeItem { Id = "i", Response = "r" }, new SourceLocation("source.csv", 3, 1))
            .Build();

        Assert.Null(dataset.Folder);
        Assert.Equal(0, dataset.LineOf(0));
        Assert.Equal(4, dataset.AnnotationsOf(0)[0].Value);
    }

    [Fact]
    public void Build_SameContentAsFolder_HasTheSameIdentity()
    {
        using DatasetFolder folder = new();
        DatasetBuilder builder = new(new DatasetInfo { Name = "other" }, TaskShape.Single, LabelScale.Ordinal(["Terrible", "Poor", "Average", "Good", "Excellent"], missing: ["NA"]));
        builder.AddItem(new JudgeItem { Id = "q2", Context = "How do I reset?", Response = "Click here." })
            .AddItem(new JudgeItem { Id = "q1", Context = "Where is my parcel?", Response = "On its way." })
            .AddAnnotation("q2", "ann", "Excellent").AddAnnotation("q1", "bob", "Poor").AddAnnotation("q1", "ann", "Good");

        Assert.Equal(folder.Read().Identity, builder.Build().Identity);
    }

    [Fact]
    public void Build_ManyMistakes_ReportsAllWithTheirPlaces()
    {
        JudgeItem item = new() { Id = "i", Response = "r" };
        DatasetBuilder builder = NewBuilder()
            .AddItem(item)
            .AddItem(item, new SourceLocation("source.csv", 3, 1))
            .AddItem(new JudgeItem { Id = "j", Response = "\ud800" })
            .AddAnnotation("i", "ann", "4")
            .AddAnnotation("i", "ann", "5", location: new SourceLocation("source.csv", 9, 2))
            .AddAnnotation("k", "bob", "9");

        var error = Assert.Throws<JudgeEvalException>(builder.Build);

        Assert.Equal(
            [
                "judgeeval: error JE1027: 'response' holds half a surrogate pair; it could not be told apart or written down again; correct the value",
                "source.csv(3,1): error JE1026: the item id 'i' stands twice; it was given before; give each item an id of its own, or delete one of the two",
                "judgeeval: error JE1042: annotation of an unknown item 'k'; no item has this id; correct the id, or add the item to items.jsonl",
                "judgeeval: error JE1041: the label '9' is outside the scale; the scale goes from 1 to 5; correct the label or the scale, "
                    + "or list it under 'missing' of the scale in dataset.yaml",
                "source.csv(9,2): error JE1043: the annotator 'ann' labels the item 'i' twice; the labels could contradict each other; delete one of the two annotations",
            ],
            error.Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void Build_Nothing_SaysWhatIsEmpty()
    {
        var error = Assert.Throws<JudgeEvalException>(NewBuilder().Build);

        Assert.Equal(["JE1029", "JE1044"], error.Diagnostics.Select(d => d.Code));
    }
}
