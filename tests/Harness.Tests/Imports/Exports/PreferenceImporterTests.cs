using System.IO.Compression;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class PreferenceImporterTests : IDisposable
{
    private const string Turn = """\n\nHuman: Name a fruit.\n\nAssistant: A pear.\n\nHuman: Another one.\n\nAssistant:""";

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_Transcripts_SplitAtTheLastSharedTurn()
    {
        string path = _exported.Write("t.jsonl", $$"""{"chosen":"{{Turn}} An apple.","rejected":"{{Turn}} A apricot, I think."}""");

        ImportedDataset import = _exported.One("hh-rlhf", path);

        JudgeItem item = Assert.Single(import.Dataset.Items);
        Assert.Equal("Human: Name a fruit.\n\nAssistant: A pear.\n\nHuman: Another one.", item.Context);
        Assert.Equal(["A apricot, I think.", "An apple."], new[] { item.ResponseA!, item.ResponseB! }.Order(StringComparer.Ordinal));
        Assert.Equal([$"{item.Id} crowd {(item.ResponseA == "An apple." ? "A" : "B")}"], Exported.Labels(import));
    }

    [Fact]
    public void Read_ChosenAndRejectedSwapped_GivesTheSameItemWithTheOtherLabel()
    {
        string one = _exported.Write("one.jsonl", $$"""{"chosen":"{{Turn}} x","rejected":"{{Turn}} y"}""");
        string other = _exported.Write("other.jsonl", $$"""{"chosen":"{{Turn}} y","rejected":"{{Turn}} x"}""");

        ImportedDataset first = _exported.One("hh-rlhf", one);
        ImportedDataset second = _exported.One("hh-rlhf", other);

        Assert.Equal(first.Dataset.Identity.ItemsHash, second.Dataset.Identity.ItemsHash);
        Assert.Equal(["A", "B"], new[] { Exported.Labels(first)[0][^1..], Exported.Labels(second)[0][^1..] }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_ManyPairs_OrderTellsNothingOfTheLabel()
    {
        // The longer text is always chosen, and its name always sorts first: an order by either would put every chosen response on one side.
        string path = _exported.Write(
            "t.jsonl", string.Join('\n', Enumerable.Range(0, 400).Select(i => $$"""{"prompt":"q{{i}}","chosen":"a long answer {{i}}","rejected":"b {{i}}"}""")));

        ImportedDataset import = _exported.One("hh-rlhf", path);

        // 400 tosses of a fair coin: 200 +/- 4 standard deviations of 10.
        Assert.InRange(Exported.Labels(import).Count(l => l[^1] == 'A'), 160, 240);
    }

    [Fact]
    public void Read_Messages_SharedOnesAreTheContext()
    {
        string path = _exported.Write(
            "t.json",
            """
            [{"prompt":"Hello","chosen":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi!"}],"rejected":[{"role":"user","content":"Hello"},{"role":"assistant","content":"What?"}],"score_chosen":8.5,"score_rejected":"4","source":"x"},
             {"prompt":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":[{"type":"text","text":"p"}]}],"rejected":[{"from":"assistant","value":"q"}]}]
            """);

        ImportedDataset import = _exported.One("hh-rlhf", path);

        Assert.Equal(["Hello", "system: Be kind.\n\nuser: Hi"], import.Dataset.Items.Select(i => i.Context).Order(StringComparer.Ordinal));
        JudgeItem first = import.Dataset.Items.Single(i => i.Context == "Hello");
        Assert.Equal(["Hi!", "What?"], new[] { first.ResponseA!, first.ResponseB! }.Order(StringComparer.Ordinal));
        Assert.Equal("4.5", first.Tags["margin"]);
        Assert.Contains(import.Notes, n => n.EndsWith("keys that are not read: source", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_PairsThatRepeat_AreItemsOfOneCluster()
    {
        string pair = """{"prompt":"q","chosen":"x","rejected":"y"}""";
        string path = _exported.Write("t.jsonl", $"{pair}\n{pair}\n" + """{"prompt":"q","chosen":"y","rejected":"x"}""" + "\n" + """{"prompt":"q","chosen":"z","rejected":"z"}""");

        ImportedDataset import = _exported.One("hh-rlhf", path);

        string first = import.Dataset.Items[0].Id;
        Assert.Equal([first, $"{first}-2", $"{first}-3"], import.Dataset.Items.Select(i => i.Id));
        Assert.Equal([first, first, first], import.Dataset.Items.Select(i => i.Cluster ?? i.Id));
        Assert.Contains(import.Notes, n => n.StartsWith("2 records repeat a pair", StringComparison.Ordinal) && n.EndsWith("1 of them prefer the other response", StringComparison.Ordinal));
        Assert.Equal(["1 both responses are the same"], Exported.Skipped(import));
    }

    [Fact]
    public void Read_TranscriptsWithAPromptBeside_KeepThePrompt()
    {
        ImportedDataset import = _exported.One("hh-rlhf", _exported.Write(
            "t.jsonl", """{"system":"Be brief.","chosen":"\n\nHuman: Q\n\nAssistant: yes","rejected":"\n\nHuman: Q\n\nAssistant: no"}"""));

        Assert.Equal("Be brief.\n\nHuman: Q", import.Dataset.Items[0].Context);
    }

    [Fact]
    public void Read_TranscriptsWithTheirBeginningBeside_DoNotRepeatIt()
    {
        ImportedDataset import = _exported.One("hh-rlhf", _exported.Write(
            "t.jsonl",
            """{"prompt":"\n\nHuman: Q\n\nAssistant:","chosen":"\n\nHuman: Q\n\nAssistant: yes","rejected":"\n\nHuman: Q\n\nAssistant: no"}"""));

        Assert.Equal("Human: Q", import.Dataset.Items[0].Context);
    }

    [Fact]
    public void Read_Gzip_IsUnpacked()
    {
        string path = Path.Combine(_exported.Root, "train.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("{\"chosen\":\"x\",\"rejected\":\"y\"}\n"u8);
        }

        Assert.Equal("train", _exported.One("hh-rlhf", path).Dataset.Info.Name);
    }

    [Theory]
    [InlineData("""{"chosen":"x"}""", "JE1603 1")]
    [InlineData("""{"chosen":"x","rejected":["y"]}""", "JE1603 1")]
    [InlineData("""{"chosen":"x","rejected":"x"}""", "JE1651 0")]
    [InlineData("""{"transcript":"x","rating":3}""", "JE1603 1")]
    [InlineData("", "JE1651 0")]
    public void Read_OtherThings_AreErrors(string line, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.One("hh-rlhf", _exported.Write("t.jsonl", line))));
}
