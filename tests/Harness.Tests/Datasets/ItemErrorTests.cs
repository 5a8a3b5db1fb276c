namespace JudgeEval.Harness.Tests.Datasets;

public sealed class ItemErrorTests
{
    private const string MalformedRemedy = "write each item as one JSON object on one line";
    private const string AddResponse = "in a dataset of task 'single' every item has a 'response'; add 'response'";

    [Theory]
    [InlineData("{\"id\":\"q3\",\"response\":\"r\"", "items.jsonl(3,26): error JE1020: malformed JSON; the line ends within the object; " + MalformedRemedy)]
    [InlineData("{\"id\":\"q3\",\"response\":\"r\"} x", "items.jsonl(3,28): error JE1020: malformed JSON; 'x' is not expected here; " + MalformedRemedy)]
    [InlineData("{\"id\":\"ü😀\",\"response\":r}", "items.jsonl(3,24): error JE1020: malformed JSON; 'r' is not expected here; " + MalformedRemedy)]
    [InlineData("{\"id\":\"q3\",\"response\":\"\\ud800\"}", "items.jsonl(3,23): error JE1020: malformed JSON; the text holds half a surrogate pair; " + MalformedRemedy)]
    [InlineData("[1]", "items.jsonl(3,1): error JE1021: the line is a list; it must be an object; correct the value")]
    [InlineData("{\"id\":3,\"response\":\"r\"}", "items.jsonl(3,7): error JE1021: 'id' is a number; it must be a text; correct the value")]
    [InlineData("{\"id\":null,\"response\":\"r\"}", "items.jsonl(3,7): error JE1021: 'id' is null; it must be a text; correct the value")]
    [InlineData("{\"id\":\"q3\",\"response\":[1,{}]}", "items.jsonl(3,23): error JE1021: 'response' is a list; it must be a text; correct the value")]
    [InlineData("{\"id\":\"q3\",\"response\":\"r\",\"tags\":[]}", "items.jsonl(3,34): error JE1021: 'tags' is a list; it must be an object; correct the value")]
    [InlineData(
        "{\"id\":\"q3\",\"response\":\"r\",\"tags\":{\"a\":null}}",
        "items.jsonl(3,39): error JE1021: the tag 'a' is null; it must be a text, a number, true or false; correct the value")]
    [InlineData(
        "{\"id\":\"q3\",\"respnse\":\"r\",\"response\":\"r\"}",
        "items.jsonl(3,12): error JE1022: unknown field 'respnse'; did you mean 'response'? an item has the fields id, context, response, responseA, responseB, "
        + "cluster, tags, split; correct the name, or put a field of your own under 'tags'")]
    [InlineData("{\"id\":\"q3\",\"id\":\"q3\",\"response\":\"r\"}", "items.jsonl(3,12): error JE1023: the key 'id' stands twice; only one of the two values could be kept; delete one of them")]
    [InlineData(
        "{\"id\":\"q3\",\"response\":\"r\",\"tags\":{\"a\":1,\"a\":2}}",
        "items.jsonl(3,41): error JE1023: the key 'a' stands twice; only one of the two values could be kept; delete one of them")]
    [InlineData("{\"response\":\"r\"}", "items.jsonl(3,1): error JE1024: the item has no 'id'; every item is named by its id; add 'id'")]
    [InlineData("  {\"id\":\"q3\"}", "items.jsonl(3,3): error JE1024: the item 'q3' has no 'response'; " + AddResponse)]
    [InlineData("{\"id\":\"q3\",\"response\":null}", "items.jsonl(3,1): error JE1024: the item 'q3' has no 'response'; " + AddResponse)]
    [InlineData(
        "{\"id\":\"q3\",\"response\":\"r\",\"responseA\":\"a\"}",
        "items.jsonl(3,39): error JE1025: the item has a 'responseA'; the task is 'single', whose items have one 'response'; "
        + "delete 'responseA', or correct 'task' in dataset.yaml")]
    [InlineData(
        "{\"id\":\"q1\",\"response\":\"r\"}",
        "items.jsonl(3,7): error JE1026: the item id 'q1' stands twice; it was first given on line 1; give each item an id of its own, or delete one of the two")]
    [InlineData("{\"id\":\"\",\"response\":\"r\"}", "items.jsonl(3,7): error JE1027: 'id' is empty; it could not be told apart or written down again; correct the value")]
    [InlineData(
        "{\"id\":\"q3\",\"response\":\"r\",\"cluster\":\"a\\nb\"}",
        "items.jsonl(3,37): error JE1027: 'cluster' holds a control character; it could not be told apart or written down again; correct the value")]
    public void Read_ItemIsWrong_SaysWhereAndWhy(string line, string expected)
    {
        using DatasetFolder folder = new();
        folder.Write("items.jsonl", DatasetFolder.Items + line + "\n");

        Assert.Equal([expected], folder.Errors());
    }

    [Fact]
    public void Read_PreferenceItemsAreSingle_NamesWhatIsMissingAndWhatIsTooMuch()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "name: x\ntask: preference\nscale: {level: preference}\n");
        folder.Write("items.jsonl", "{\"id\":\"q1\",\"response\":\"r\",\"responseA\":\"a\"}\n");
        folder.Write("annotations.csv", "item,annotator,label\nq1,ann,A_2\n");

        const string Pair = "a 'responseA' and a 'responseB'";
        Assert.Equal(
            [
                $"items.jsonl(1,1): error JE1024: the item 'q1' has no 'responseB'; in a dataset of task 'preference' every item has {Pair}; add 'responseB'",
                $"items.jsonl(1,23): error JE1025: the item has a 'response'; the task is 'preference', whose items have {Pair}; "
                    + "delete 'response', or correct 'task' in dataset.yaml",
            ],
            folder.Errors());
    }

    [Fact]
    public void Read_BothShapesAndTaskUnknown_SaysThatAnItemIsEither()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", "name: x\n");
        folder.Write("items.jsonl", "{\"id\":\"q1\",\"response\":\"r\",\"responseA\":\"a\",\"responseB\":\"b\"}\n");

        Assert.Contains(
            "items.jsonl(1,23): error JE1025: the item has a 'response'; it has a 'response' too, and an item is either one response or a pair; "
            + "delete 'response', or correct 'task' in dataset.yaml",
            folder.Errors());
    }

    [Fact]
    public void Read_SplitIsNotDeclared_OffersTheNearest()
    {
        using DatasetFolder folder = new();
        folder.Write("dataset.yaml", DatasetFolder.Head + "splits: [dev, test]\n");
        folder.Write("items.jsonl", DatasetFolder.Items + "{\"id\":\"q3\",\"response\":\"r\",\"split\":\"tset\"}\n");

        Assert.Equal(
            [
                "items.jsonl(3,35): error JE1028: unknown split 'tset'; did you mean 'test'? the dataset declares the splits dev, test; "
                    + "correct the split, or declare it under 'splits' in dataset.yaml",
            ],
            folder.Errors());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  \r\n")]
    public void Read_NoItems_SaysSo(string text)
    {
        using DatasetFolder folder = new();
        folder.Write("items.jsonl", text);

        Assert.Equal(
            ["items.jsonl: error JE1029: the dataset has no items; there is nothing to judge; add one JSON object per line, with 'id', 'context' and 'response'"],
            folder.Errors());
    }
}
