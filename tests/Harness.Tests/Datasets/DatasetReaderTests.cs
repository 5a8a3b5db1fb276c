using System.Text;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

public sealed class DatasetReaderTests
{
    [Fact]
    public void Read_LawfulFolder_GivesItemsPeopleAndLabelsSorted()
    {
        using DatasetFolder folder = new();
        folder.Write("items.jsonl", "{\"id\":\"q2\",\"response\":\"two\"}\n\n{\"id\":\"q1\",\"context\":\"c\",\"response\":\"one\",\"cluster\":\"k\",\"tags\":{\"n\":1.50,\"b\":true,\"a\":\"t\"}}\n");
        folder.Write("annotations.csv", "label,annotator,item\nPoor,bob,q1\nExcellent,ann,q2\nGood,ann,q1\n");
        folder.Write("annotators.csv", "annotator,age,region\nzoe,40,\nann,,north\n");

        AnnotatedDataset dataset = folder.Read();

        Assert.Equal(["q1", "q2"], dataset.Items.Select(i => i.Id));
        Assert.Equal(["ann", "bob", "zoe"], dataset.Annotators.Select(a => a.Id));
        Assert.Equal([new Annotation(0, 3, 4), new Annotation(1, 1, 2)], dataset.AnnotationsOf(0).ToArray());
        Assert.Equal([new Annotation(0, 4, 5)], dataset.AnnotationsOf(1).ToArray());
        Assert.Equal([3, 1], new[] { dataset.LineOf(0), dataset.LineOf(1) });
        Assert.Equal(("k", "c"), (dataset.Items[0].Cluster, dataset.Items[0].Context));
        Assert.Equal("a=t b=true n=1.50", string.Join(' ', dataset.Items[0].Tags.Select(t => $"{t.Key}={t.Value}")));
        Assert.Equal([KeyValuePair.Create("region", "north")], dataset.Annotators[0].Attributes);
        Assert.Equal([KeyValuePair.Create("age", "40")], dataset.Annotators[2].Attributes);
        Assert.Equal(folder.Path, dataset.Folder);
        Assert.Equal(Subjectivity.LatentPattern, dataset.Subjectivity);
    }

    [Fact]
    public void Read_MissingLabels_AreCountedAndKeptApart()
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", "item,annotator,label,explanation,at\nq1,ann,Good,why,2025-01-02\nq1,bob,NA,cannot tell,\nq2,bob,,,2025-01-03\n");

        AnnotatedDataset dataset = folder.Read();

        Assert.Equal(1, dataset.AnnotationCount);
        Assert.Equal(2, dataset.MissingAnnotationCount);
        Assert.Equal([new MissingAnnotation(0, 1, "cannot tell", null), new MissingAnnotation(1, 1, null, "2025-01-03")], dataset.MissingAnnotations.ToArray());
        Assert.Equal(("why", "2025-01-02"), (dataset.ExplanationOf(0, 0), dataset.TimeOf(0, 0)));
        Assert.Equal(0, dataset.AnnotationsOf(1).Length);
    }

    [Fact]
    public void Read_QuotedFields_KeepCommasQuotesAndLineBreaks()
    {
        using DatasetFolder folder = new();
        folder.Write("annotations.csv", "\uFEFFitem,annotator,label,explanation\r\n\"q1\",\"ann\",\"Good\",\"one, \"\"two\"\"\r\n\r\nthree\"\r\n\r\nq2,😀 ü,Poor,plain");

        AnnotatedDataset dataset = folder.Read();

        Assert.Equal("one, \"two\"\n\nthree", dataset.ExplanationOf(0, 0));
        Assert.Equal("plain", dataset.ExplanationOf(1, 0));
        Assert.Equal(["ann", "😀 ü"], dataset.Annotators.Select(a => a.Id));
    }

    // Buffers hold 256 KiB: a field, a line and a file that are longer must come through whole.
    [Fact]
    public void Read_RecordsLongerThanTheBuffer_ComeThroughWhole()
    {
        using DatasetFolder folder = new();
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i}\n"));
        folder.Write("items.jsonl", $"{{\"id\":\"q1\",\"response\":{System.Text.Json.JsonSerializer.Serialize(text)}}}\n{{\"id\":\"q2\",\"response\":\"r\"}}");
        folder.Write("annotations.csv", $"item,annotator,label,explanation\nq1,ann,Good,\"{text}\"\nq2,ann,Poor,\"{text}\"\nq2,bob,Good,x\n");

        AnnotatedDataset dataset = folder.Read();

        Assert.Equal(text, dataset.Items[0].Response);
        Assert.Equal(text, dataset.ExplanationOf(0, 0));
        Assert.Equal(text, dataset.ExplanationOf(1, 0));
        Assert.Equal("x", dataset.ExplanationOf(1, 1));
    }

    [Fact]
    public void Read_Head_IsReadWhole()
    {
        using DatasetFolder folder = new();
        folder.Write(
            "dataset.yaml",
            "\uFEFFname: n\r\nversion: 1.10\r\ndescription: >-\r\n  two\r\n  lines\r\nlicense: MIT\r\nsource: here\r\ntask: single\r\npositive: Good\r\n"
            + "scale: {level: nominal, labels: [Bad, Good], missing: NA}\r\nsubjectivity: latentProjective\r\nsplits: [dev, test]\r\ncard: {languages: [en, de], year: 2025}\r\n");
        folder.Write("annotations.csv", "item,annotator,label\nq1,ann,Good\n");

        AnnotatedDataset dataset = folder.Read();

        Assert.Equal(
            ("n", "1.10", "two lines", "MIT", "here"),
            (dataset.Info.Name, dataset.Info.Version, dataset.Info.Description, dataset.Info.Licence, dataset.Info.Source));
        Assert.Equal(LabelScale.Nominal(["Bad", "Good"], positive: "Good", missing: ["NA"]), dataset.Scale);
        Assert.Equal(Subjectivity.LatentProjective, dataset.Subjectivity);
        Assert.Equal(["dev", "test"], dataset.Info.Splits.ToArray());
        Assert.Equal("languages=en, de;year=2025", string.Join(';', dataset.Info.Card.Select(c => $"{c.Key}={c.Value}")));
    }

    [Theory]
    [InlineData("{level: ordinal, min: 1, max: 3}", "ordinal 1..3")]
    [InlineData("{level: interval, min: -0.5}", "interval -0.5..Infinity")]
    [InlineData("{level: ratio, max: 10}", "ratio 0..10")]
    [InlineData("{level: nominal, labels: [Yes, No]}", "nominal Yes, No")]
    [InlineData("{level: preference}", "preference A_2, A_1, N, B_1, B_2")]
    [InlineData("{level: preference, labels: [A, B, N]}", "preference A, N, B")]
    public void Read_Scale_IsWhatTheFileStates(string scale, string expected)
    {
        using DatasetFolder folder = new();
        string task = scale.Contains("preference", StringComparison.Ordinal) ? "preference" : "single";
        string response = task == "single" ? "\"response\":\"r\"" : "\"responseA\":\"a\",\"responseB\":\"b\"";
        string label = expected.Split(["..", ", ", " "], StringSplitOptions.None)[1].Replace("-0.5", "0", StringComparison.Ordinal);
        folder.Write("dataset.yaml", $"name: x\ntask: {task}\nscale: {scale}\n");
        folder.Write("items.jsonl", $"{{\"id\":\"q1\",{response}}}\n");
        folder.Write("annotations.csv", $"item,annotator,label\nq1,ann,{label}\n");

        Assert.Equal(expected, folder.Read().Scale.ToString().Replace("∞", "Infinity", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ByteOrderMarkInEveryFile_IsNoContent()
    {
        using DatasetFolder folder = new();
        string hash = folder.Read().Identity.Hash;
        foreach (string file in new[] { "dataset.yaml", "items.jsonl", "annotations.csv" })
        {
            folder.Write(file, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(folder.Text(file))]);
        }

        Assert.Equal(hash, folder.Read().Identity.Hash);
    }
}
