using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Judgements;

public sealed class JudgementsImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_PeopleAndJudges_BecomeADatasetWithVerdicts()
    {
        ImportedDataset import = Import(
            """
            {"item":"q1","context":"c","response":"r","annotator":"anna","label":"good","explanation":"clear","at":"2026-05-01"}
            {"item":"q1","annotator":"ben","label":"bad"}
            {"item":"q1","judge":"gpt","label":"good","score":0.8,"probabilities":{"good":0.8,"bad":0.2},"rationale":"as it says","at":"2026-05-02"}
            {"item":"q1","judge":"gpt","repeat":1,"failure":{"kind":"refused","detail":"no"}}
            {"item":2,"annotator":7,"label":"bad","tags":{"topic":"a"}}
            """);

        Assert.Equal([("2", "2", "a"), ("q1", "r", null)], import.Dataset.Items.Select(i => (i.Id, i.Response, i.Tags.GetValueOrDefault("topic"))));
        Assert.Equal(["7", "anna", "ben"], import.Dataset.Annotators.Select(a => a.Id));
        Assert.Equal(("clear", "2026-05-01"), (import.Dataset.ExplanationOf(1, 0), import.Dataset.TimeOf(1, 0)));
        Assert.Equal([("good", 0.8, null), (null, null, FailureKind.Refused)], import.Judges[0].Judgements.Select(j => (j.Verdict.Label, j.Verdict.Score, j.Verdict.Failure?.Kind)));
        Assert.Contains("the times of judges' verdicts are not kept: verdict files have none", import.Notes);
    }

    [Fact]
    public void Read_PairsNamedBeforeTheirTexts_AreAPreference()
    {
        ImportedDataset import = Import(
            """
            {"item":"q1","annotator":"anna","label":"A"}
            {"item":"q1","responseA":"x","responseB":"y","judge":"gpt","order":"swapped","label":"B"}
            """);

        Assert.Equal((TaskShape.Preference, "x", "y"), (import.Dataset.Shape, import.Dataset.Items[0].ResponseA, import.Dataset.Items[0].ResponseB));
        Assert.Equal(PresentationOrder.Swapped, import.Judges[0].Judgements[0].Order);
    }

    [Fact]
    public void Read_EveryMistake_IsToldWithLineAndColumn()
    {
        JudgeEvalException refusal = Assert.Throws<JudgeEvalException>(() => Import(
            """
            {"item":"q1","annotator":"anna","lable":1}
            {"item":"","annotator":"anna","label":1}
            {"item":"q1","annotator":"anna","judge":"gpt","label":1}
            {"item":"q1",
            {"item":"q1","annotator":"anna","label":1,"score":2}
            """));

        // Columns are counted in the lines above; a missing field is told at the line's start.
        Assert.Equal(
            [(1, 1, "JE1614"), (1, 33, "JE1615"), (2, 9, "JE1616"), (3, 33, "JE1617"), (4, 13, "JE1603"), (5, 43, "JE1617")],
            refusal.Diagnostics.Select(d => (d.Location.Line, d.Location.Column, d.Code)));
        Assert.Contains("did you mean 'label'?", refusal.Diagnostics[1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextsThatDiffer_AreAnError()
    {
        JudgeEvalException refusal = Assert.Throws<JudgeEvalException>(() => Import(
            """
            {"item":"q1","response":"r","annotator":"anna","label":1}
            {"item":"q1","response":"s","annotator":"ben","label":2}
            """));

        Assert.Equal((2, "JE1605"), (refusal.Diagnostics[0].Location.Line, refusal.Diagnostics[0].Code));
    }

    private ImportedDataset Import(string lines) => DatasetImporters.TryFind("judgements", out IDatasetImporter? importer)
        ? Assert.Single(importer.Import(new ImportRequest { Sources = [_folder.Write("log.jsonl", lines)] }))
        : throw new InvalidOperationException();
}
