using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Formats;

public sealed class AltTestImporterTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_CategoriesOfOneSet_HaveJudgesLabelsOnTheScale()
    {
        _folder.Write("human_annotations.json", """{"ann": {"i1": "yes", "i2": "no"}, "bob": {"i2": "yes", "i3": null}}""");
        _folder.Write("llm_annotations.json", """{"gpt": {"i1": "yes", "i2": "perhaps", "i9": "no"}}""");

        ImportedDataset import = Assert.Single(_folder.Import("alttest", name: "mine"));

        AnnotatedDataset dataset = import.Dataset;
        Assert.Equal(("mine", "nominal no, perhaps, yes"), (dataset.Info.Name, dataset.Scale.ToString()));
        Assert.Equal(["i1", "i2", "i3"], dataset.Items.Select(i => i.Id));
        Assert.Equal(3, dataset.AnnotationCount);
        Assert.Equal([("i1", "yes"), ("i2", "perhaps")], Assert.Single(import.Judges).Judgements.Select(j => (j.Item, j.Verdict.Label!)));
        Assert.Equal(["judges gave the label 'perhaps' 1 times and people never; it is on the scale, so that it counts as a wrong label"], import.Notes.Take(1));
        Assert.StartsWith("people's labels that are empty: 1, the first at ", Assert.Single(import.Notes.Skip(1)), StringComparison.Ordinal);
        SkippedRows skipped = Assert.Single(import.Skipped);
        Assert.Equal(("a judge's label of an instance that no person labelled", 1, 40), (skipped.Reason, skipped.Count, skipped.First[0].Column));
    }

    [Fact]
    public void Read_FolderOfSets_AreGradedOrNot()
    {
        _folder.Write("stars/human_annotations.json", """{"ann": {"i1": 1, "i2": "3"}, "bob": {"i2": 2.0}}""");
        _folder.Write("stars/llm_annotations.json", """{"gpt": {"i1": 5}}""");
        _folder.Write("shares/human_annotations.json", """{"ann": {"i1": 0.25, "i2": 1}}""");
        _folder.Write("published.csv", "dataset\n");
        _folder.Write("empty/readme.md", "no set");

        ImmutableArray<ImportedDataset> imports = _folder.Import("alttest");

        Assert.Equal(["shares", "stars"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(ScaleLevel.Interval, imports[0].Dataset.Scale.Level);
        Assert.Equal(["there is no llm_annotations.json, and so no judge"], imports[0].Notes.AsEnumerable());
        Assert.Equal("ordinal 1..5", imports[1].Dataset.Scale.ToString());
        Assert.Equal(["3", "2"], imports[1].Dataset.LabelsOf(1).Values);
        Assert.Equal("5", Assert.Single(Assert.Single(imports[1].Judges).Judgements).Verdict.Label);
    }

    [Fact]
    public void Read_PackedFiles_AreRead()
    {
        _folder.Pack("human_annotations.json.gz", """{"ann": {"i1": "a", "i2": "b"}}""");
        _folder.Pack("llm_annotations.json.gz", """{"gpt": {"i1": "a"}}""");

        Assert.Single(Assert.Single(_folder.Import("alttest")).Judges);
    }

    [Fact]
    public void Read_BadFiles_AreToldWithTheirPlaces()
    {
        _folder.Write("human_annotations.json", "{\"ann\": {\"i1\": [\"yes\"], \"i2\": \"no\"},\n\"bob\": \"yes\"}");
        _folder.Write("llm_annotations.json", "{\"gpt\": {\"i1\": \"yes\",\n\"i1\": \"no\"}}");

        string[] errors = _folder.ErrorsOf("alttest");

        Assert.Equal(
            ["human_annotations.json(1,16)", "human_annotations.json(2,8)", "llm_annotations.json(2,1)"],
            errors.Select(e => e[..e.IndexOf(": error JE1603", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_FolderWithoutASet_IsAnError()
    {
        _folder.Write("other/llm_annotations.json", "{}");

        Assert.Contains("error JE1632: neither the folder nor a folder in it has human_annotations.json;", Assert.Single(_folder.ErrorsOf("alttest")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SetWithJudgesAlone_IsAnErrorBesideTheOthers()
    {
        _folder.Write("good/human_annotations.json", """{"ann": {"i1": "a", "i2": "b"}}""");
        _folder.Write("lost/llm_annotations.json", """{"gpt": {"i1": "a"}}""");

        Assert.Equal(
            ["lost: error JE1632: the folder has llm_annotations.json and no human_annotations.json; people's labels were probably left behind; add human_annotations.json, or move the folder away"],
            _folder.ErrorsOf("alttest"));
    }

    [Fact]
    public void Read_OneLabelForEverything_AsksForTheScale()
    {
        _folder.Write("human_annotations.json", """{"ann": {"i1": "a", "i2": "a"}}""");

        Assert.Contains("error JE1604: 'a' is the only label", Assert.Single(_folder.ErrorsOf("alttest")), StringComparison.Ordinal);
    }
}
