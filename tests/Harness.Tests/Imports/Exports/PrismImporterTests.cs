using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Harness.Tests.Imports.Exports;

public sealed class PrismImporterTests : IDisposable
{
    private const string Conversation =
        """
        {"conversation_id":"c0","user_id":"u0","conversation_type":"unguided","conversation_history":[{"turn":0,"role":"user","content":"Hi"},{"turn":0,"role":"model","content":"one","model_name":"m1","score":10,"if_chosen":false,"within_turn_id":0},{"turn":0,"role":"model","content":"two","model_name":"m2","score":90,"if_chosen":true,"within_turn_id":1},{"turn":0,"role":"model","content":"three","model_name":"m3","score":50,"if_chosen":false,"within_turn_id":2},{"turn":1,"role":"user","content":"More"},{"turn":1,"role":"model","content":"four","model_name":"m2","score":70,"if_chosen":true,"within_turn_id":0},{"turn":1,"role":"model","content":"five","model_name":"m2","score":null,"if_chosen":false,"within_turn_id":1}]}
        """;

    private const string Survey =
        """
        {"user_id":"u0","age":"25-34","gender":"Female","self_description":"I like maps.","religion":{"self_described":"none","simplified":"No affiliation"},"location":{"birth_country":"Chile","reside_region":"Europe"},"included_in_UK_REP":true}
        {"user_id":"u9","age":"65+"}
        """;

    private readonly Exported _exported = new();

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Read_Folder_GivesScoresAndChoices()
    {
        _exported.Write("prism/conversations.jsonl", Conversation);
        _exported.Write("prism/survey.jsonl", Survey);

        ImportedDataset[] imports = [.. _exported.All("prism", Path.Combine(_exported.Root, "prism"))];

        Assert.Equal(["prism-scores", "prism-choices"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["c0-t0-r0 u0 10", "c0-t0-r1 u0 90", "c0-t0-r2 u0 50", "c0-t1-r0 u0 70"], Exported.Labels(imports[0]));
        Assert.Equal("interval 1..100", imports[0].Dataset.Scale.ToString());

        // The second turn follows on the response that was chosen in the first.
        Assert.Equal("user: Hi\n\nmodel: two\n\nuser: More", imports[0].Dataset.Items[3].Context);
        Assert.Equal(["c0-t0-r0-r1", "c0-t0-r1-r2", "c0-t1-r0-r1"], imports[1].Dataset.Items.Select(i => i.Id));
        Assert.All(
            imports[1].Dataset.Items.Zip(Exported.Labels(imports[1])),
            pair => Assert.Contains(pair.Second[^1] == 'A' ? pair.First.ResponseA : pair.First.ResponseB, (string[])["two", "four"]));
        Assert.Equal(["1 a response without a score", "1 a person of the survey without a rated response"], Exported.Skipped(imports[0]));
    }

    [Fact]
    public void Read_Survey_BecomesTheProfile()
    {
        string conversations = _exported.Write("conversations.jsonl", Conversation);
        string survey = _exported.Write("survey.jsonl", Survey);

        ImportedDataset import = _exported.All("prism", conversations, survey)[0];

        Assert.Equal(
            [("age", "25-34"), ("birth_country", "Chile"), ("gender", "Female"), ("included_in_UK_REP", "true"), ("religion", "No affiliation"), ("reside_region", "Europe")],
            Assert.Single(import.Dataset.Annotators).Attributes.Select(a => (a.Key, a.Value)));
        Assert.Equal((Subjectivity.LatentProjective, "c0"), (import.Dataset.Subjectivity, import.Dataset.Items[0].Cluster));
    }

    [Fact]
    public void Read_Utterances_GivesTheSameScores()
    {
        string path = _exported.Write(
            "utterances.jsonl",
            """
            {"utterance_id":"ut0","interaction_id":"int0","conversation_id":"c0","user_id":"u0","turn":0,"within_turn_id":0,"conversation_type":"unguided","user_prompt":"Hi","model_response":"one","model_name":"m1","score":10,"if_chosen":false}
            {"utterance_id":"ut1","interaction_id":"int0","conversation_id":"c0","user_id":"u0","turn":0,"within_turn_id":1,"conversation_type":"unguided","user_prompt":"Hi","model_response":"two","model_name":"m2","score":90,"if_chosen":true}
            """);

        ImportedDataset[] imports = [.. _exported.All("prism", path)];

        Assert.Equal(["c0-t0-r0 u0 10", "c0-t0-r1 u0 90"], Exported.Labels(imports[0]));
        Assert.Equal("user: Hi", imports[0].Dataset.Items[1].Context);
        Assert.Equal("c0-t0-r0-r1", Assert.Single(imports[1].Dataset.Items).Id);
    }

    [Theory]
    [InlineData("""{"a":1}""", "JE1650 1")]
    [InlineData("""{"conversation_id":"c","user_id":"u","conversation_history":[{"turn":0,"role":"robot","content":""}]}""", "JE1603 1")]
    [InlineData("""{"conversation_id":"c","user_id":"u","conversation_history":[{"turn":0,"role":"model","content":"","within_turn_id":0,"score":"87"}]}""", "JE1603 1")]
    [InlineData("""{"user_id":"u","age":"65+"}""", "JE1651 0")]
    [InlineData(
        """
        {"conversation_id":"c","user_id":"u","turn":0,"user_prompt":"Q","model_response":"x","within_turn_id":0,"score":10,"if_chosen":false}
        {"conversation_id":"c","user_id":"v","turn":0,"user_prompt":"Q","model_response":"y","within_turn_id":1,"score":90,"if_chosen":true}
        """, "JE1653 2")]
    public void Read_OtherThings_AreErrors(string line, string error) =>
        Assert.Equal(error, Exported.Error(() => _exported.All("prism", _exported.Write("t.jsonl", line))));
}
