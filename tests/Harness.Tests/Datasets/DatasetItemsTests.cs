using System.Text;
using FsCheck;
using FsCheck.Fluent;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Datasets.Text;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Datasets;

/// <summary>Items that are streamed are the items that are read whole: same order, same hash, same errors.</summary>
public sealed class DatasetItemsTests
{
    private const string Scattered =
        "\uFEFF\n{\"id\":\"q3\",\"context\":\"c\",\"response\":\"drei\",\"tags\":{\"t\":1}}\r\n   \n"
        + "{\"id\":\"q1\",\"response\":\"\",\"split\":\"dev\",\"cluster\":\"k\"}\n{\"id\":\"Ä\",\"response\":\"\\u0041\"}\n"
        + "{\"id\":\"\U0001F600\",\"response\":\"r\"}\n{\"id\":\"\uFF21\",\"response\":\"r\"}\r\n{\"id\":\"q2\",\"response\":\"last, without an end\"}";

    private const string Labels = "item,annotator,label,explanation\nq3,ben,2,because\nq1,ann,3,\nq3,ann,,none\n\uFF21,cai,1,\nq1,ben,,\n\U0001F600,ann,2,x\n";

    [Fact]
    public void Open_FileInAnyOrder_YieldsTheItemsOfTheReader()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "name: x\ntask: single\nscale: {level: ordinal, min: 1, max: 3}\nsplits: [dev]\n");
        folder.Write("items.jsonl", Scattered);
        folder.Write("annotations.csv", Labels);

        CheckSame(folder);
    }

    [Fact]
    public void Open_SortedFile_YieldsTheItemsOfTheReader()
    {
        using DatasetFolder folder = new();
        folder.Write("items.jsonl", "{\"id\":\"q1\",\"response\":\"a\"}\r\n\n{\"id\":\"q2\",\"response\":\"b\"}\n");

        CheckSame(folder);
    }

    [Fact]
    public void Open_LinesLongerThanTheBuffer_AreReadAgainWhole()
    {
        using DatasetFolder folder = new();
        string[] lines = [.. Enumerable.Range(1, 40).Select(i => $"{{\"id\":\"q{i:00}\",\"response\":\"{new string('é', i * 5000)}\"}}\n")];
        folder.Write("items.jsonl", string.Concat(lines.Reverse()));
        folder.Write("annotations.csv", "item,annotator,label\nq01,ann,Good\n");

        CheckSame(folder);
    }

    [Fact]
    public void Open_AnyItemsAndAnnotations_HaveTheHashOfTheReader() => Prop.ForAll(
        Gen.Choose(1, 30).SelectMany(count => Gen.Choose(0, 100_000).Select(seed => (count, seed))).ToArbitrary(),
        sample =>
        {
            var random = new Random(sample.seed);
            string[] ids = [.. Enumerable.Range(0, sample.count).Select(i => $"{(char)random.Next('A', 'z' + 1)}{(random.Next(2) == 0 ? "é\U0001F600" : "\uFF21")}{i}".Replace('\\', '/'))];
            string[] rows =
            [
                .. from id in ids
                   from person in Enumerable.Range(0, random.Next(0, 4))
                   select $"{id},p{person},{(random.Next(4) == 0 ? "" : random.Next(2) == 0 ? "Good" : "Poor")},{(random.Next(3) == 0 ? "why" : "")}\n",
                $"{ids[0]},q,Good,\n",
            ];
            random.Shuffle(ids);
            random.Shuffle(rows);
            using DatasetFolder folder = new();
            folder.Write("items.jsonl", string.Concat(ids.Select(id => $"{{\"id\":\"{id}\",\"response\":\"r{random.Next()}\"}}\n")));
            folder.Write("annotations.csv", "item,annotator,label,explanation\n" + string.Concat(rows));
            CheckSame(folder);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(7, 9));

    [Theory]
    [InlineData("items.jsonl", "{\"id\":\"q1\",\"response\":\"a\"}\n{\"id\":\"q2\"}\n{\"id\":\"q1\",\"response\":\"a\"}\n{\"id\":\"q9\",\"response\":\"a\"\n[]\n")]
    [InlineData("items.jsonl", "")]
    [InlineData("annotations.csv", "item,annotator,label\nq1,ann,Good\nq1,ann,Poor\nq7,ann,Good\nq2,ann,Goood\n")]
    [InlineData("annotations.csv", "item,label\n")]
    [InlineData("annotators.csv", "annotator\nann\nann\n")]
    [InlineData("dataset.yaml", "name: x\n")]
    public void Open_BadFolder_IsRefusedAsByTheReader(string file, string content)
    {
        using DatasetFolder folder = new();
        folder.Write(file, content);
        JudgeEvalException expected = Assert.Throws<JudgeEvalException>(() => DatasetReader.Read(folder.Path));

        JudgeEvalException found = Assert.Throws<JudgeEvalException>(() => DatasetItems.Open(folder.Path));

        Assert.Equal(expected.Diagnostics.AsEnumerable(), found.Diagnostics.AsEnumerable());
    }

    [Fact]
    public void Open_AbsentFolder_IsRefusedAsByTheReader() => Assert.Equal(
        Assert.Throws<JudgeEvalException>(() => DatasetReader.Read("no/such")).Message,
        Assert.Throws<JudgeEvalException>(() => DatasetItems.Open("no/such")).Message);

    [Fact]
    public void Items_FileChangedAfterOpening_IsRefused()
    {
        using DatasetFolder folder = new();
        DatasetItems items = DatasetItems.Open(folder.Path);
        folder.Write("items.jsonl", "{\"id\":\"q1\",\"response\":\"changed\"}\n");

        JudgeEvalException error = Assert.Throws<JudgeEvalException>(() => items.Items.ToArray());

        Assert.EndsWith(
            "items.jsonl: error JE1006: the file was changed while it was read; the items would not be those that were checked; "
            + "leave the dataset alone until the run is over, and run again",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "ab")]
    [InlineData("a", "é")]
    [InlineData("\uD7FF", "\U0001F600")]
    [InlineData("\U0001F600", "\uE000")]
    [InlineData("\U0001F600", "\uFF21")]
    [InlineData("\U0001F600", "\U0001F601")]
    [InlineData("x\U0010FFFF", "x\uFFFD")]
    public void Compare_Utf8_IsTheOrderOfUtf16(string lower, string higher)
    {
        Assert.True(string.CompareOrdinal(lower, higher) < 0);
        Assert.True(Utf8Order.Compare(Encoding.UTF8.GetBytes(lower), Encoding.UTF8.GetBytes(higher)) < 0);
        Assert.True(Utf8Order.Compare(Encoding.UTF8.GetBytes(higher), Encoding.UTF8.GetBytes(lower)) > 0);
        Assert.Equal(0, Utf8Order.Compare(Encoding.UTF8.GetBytes(lower), Encoding.UTF8.GetBytes(lower)));
    }

    private static void CheckSame(DatasetFolder folder)
    {
        AnnotatedDataset whole = DatasetReader.Read(folder.Path);

        DatasetItems streamed = DatasetItems.Open(folder.Path);

        Assert.Equal(whole.Identity, streamed.Identity);
        Assert.Equal((whole.Info.Name, whole.Shape, whole.Scale, whole.Folder), (streamed.Name, streamed.Shape, streamed.Scale, streamed.Folder));
        Assert.Equal(whole.Items.Length, streamed.Count);
        foreach (int _ in new[] { 1, 2 })
        {
            Assert.Equal(whole.Items.Select(Text), streamed.Items.Select(Text));
        }
    }

    private static string Text(JudgeItem item) =>
        $"{item.Id}|{item.Context}|{item.Response}|{item.ResponseA}|{item.Cluster}|{item.Split}|{string.Join(',', item.Tags.Select(t => $"{t.Key}={t.Value}"))}";
}
