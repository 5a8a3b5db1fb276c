using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class DatasetWriterTests
{
    [Fact]
    public void Write_ThenRead_GivesTheSameDataset()
    {
        using DatasetFolder folder = new();
        AnnotatedDataset dataset = Rich();

        DatasetWriter.Write(dataset, folder.Path);
        AnnotatedDataset again = folder.Read();

        Assert.Equal(dataset.Identity, again.Identity);
        Assert.Equal(dataset.Scale, again.Scale);
        Assert.Equal(dataset.Subjectivity, again.Subjectivity);
        Assert.Equal(dataset.MissingAnnotations.ToArray(), again.MissingAnnotations.ToArray());
        Assert.Equal(dataset.Info with { Card = again.Info.Card, Splits = again.Info.Splits }, again.Info);
        Assert.Equal(dataset.Info.Splits.ToArray(), again.Info.Splits.ToArray());
        Assert.Equal(dataset.Info.Card, again.Info.Card);
        Assert.Equal("2025-01-02T03:04:05Z", again.TimeOf(0, 0));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        using DatasetFolder first = new();
        using DatasetFolder second = new();
        DatasetWriter.Write(Rich(), first.Path);
        DatasetWriter.Write(first.Read(), second.Path);

        foreach (string file in new[] { DatasetFiles.Head, DatasetFiles.Items, DatasetFiles.Annotations, DatasetFiles.Annotators })
        {
            Assert.Equal(first.Text(file), second.Text(file));
        }
    }

    [Fact]
    public void Write_Files_QuotesOnlyWhatNeedsIt()
    {
        using DatasetFolder folder = new();
        DatasetWriter.Write(Rich(), folder.Path);

        Assert.Equal(
            "item,annotator,label,explanation,at\n"
            + "\"q,1\",ann,No,\"two\nlines, \"\"quoted\"\"\",2025-01-02T03:04:05Z\n"
            + "\"q,1\",bob,,cannot tell,\n"
            + "q2,bob,Yes,,\n",
            folder.Text("annotations.csv"));
        Assert.Equal("annotator,age,region\nann,,north\nzoe,40,\n", folder.Text("annotators.csv"));
        Assert.Equal(
            """
            {"id":"q,1","context":"ünï \uD83D\uDE00","response":"r","cluster":"k","split":"dev","tags":{"a":"1"}}
            {"id":"q2","context":"","response":""}

            """,
            folder.Text("items.jsonl"));
        Assert.Equal(
            """
            name: rich set
            version: 1.0
            description: "says: \"a\"\nand b"
            licence: "null"
            task: single
            scale:
              level: nominal
              labels: ["No", "Yes"]
              missing: [NA]
              positive: "Yes"
            subjectivity: latent-projective
            splits: [dev]
            card:
              contact: "me@here"

            """,
            folder.Text("dataset.yaml"));
    }

    [Fact]
    public void Write_NoAttributes_LeavesNoStaleAnnotators()
    {
        using DatasetFolder folder = new();
        folder.Write("annotators.csv", "annotator,age\nold,99\n");
        DatasetBuilder builder = new(new DatasetInfo { Name = "n" }, TaskShape.Preference, LabelScale.Preference(withMagnitude: true));
        builder.AddItem(new JudgeItem { Id = "p", ResponseA = "a", ResponseB = "b" }).AddAnnotation("p", "ann", "B_2");
        AnnotatedDataset dataset = builder.Build();

        DatasetWriter.Write(dataset, folder.Path);

        Assert.False(folder.Has("annotators.csv"));
        Assert.Equal(dataset.Identity, folder.Read().Identity);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, "0.1")]
    [InlineData(-1e-7, 1e21, "-5E-08")]
    public void Write_NumericScale_RoundTripsItsNumbers(double minimum, double maximum, string label)
    {
        using DatasetFolder folder = new();
        DatasetBuilder builder = new(new DatasetInfo { Name = "n" }, TaskShape.Single, LabelScale.Interval(minimum, maximum));
        AnnotatedDataset dataset = builder.AddItem(new JudgeItem { Id = "i", Response = "r" }).AddAnnotation("i", "ann", label).Build();

        DatasetWriter.Write(dataset, folder.Path);

        Assert.Equal(dataset.Identity, folder.Read().Identity);
        Assert.Equal($"item,annotator,label\ni,ann,{label}\n", folder.Text("annotations.csv"));
    }

    private static AnnotatedDataset Rich()
    {
        DatasetInfo info = new()
        {
            Name = "rich set",
            Version = "1.0",
            Description = "says: \"a\"\nand b",
            Licence = "null",
            Splits = ["dev"],
            Card = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("contact", "me@here"),
        };
        JudgeItem item = new() { Id = "q,1", Context = "ünï 😀", Response = "r", Cluster = "k", Split = "dev" };
        LabelScale scale = LabelScale.Nominal(["No", "Yes"], positive: "Yes", missing: ["NA"]);
        return new DatasetBuilder(info, TaskShape.Single, scale, Subjectivity.LatentProjective)
            .AddItem(new JudgeItem { Id = "q2", Response = "" })
            .AddItem(item with { Tags = item.Tags.Add("a", "1") })
            .AddAnnotation("q2", "bob", "Yes", "")
            .AddAnnotation("q,1", "bob", "NA", "cannot tell")
            .AddAnnotation("q,1", "ann", "No", "two\r\nlines, \"quoted\"", "2025-01-02T03:04:05Z")
            .AddAnnotator("ann", new Dictionary<string, string>(StringComparer.Ordinal) { ["region"] = "north", ["age"] = "" })
            .AddAnnotator("zoe", new Dictionary<string, string>(StringComparer.Ordinal) { ["age"] = "40" })
            .Build();
    }
}
