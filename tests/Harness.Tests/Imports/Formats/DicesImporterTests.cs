using System.Collections.Immutable;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Formats;

public sealed class DicesImporterTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Folder_TellsRatersFromPositionsAndGold()
    {
        _folder.Write("dices_350_crowdsourced.json", Text("false", "[\"No\", \"Yes\", \"Unsure\"]", "[\"No\", \"Unsure\"]"));
        _folder.Write("dices_350_expert.json", Text("true", "[\"No\", \"Yes\"]", "[\"Yes\"]"));
        _folder.Pack("dices_990.json.gz", Text("false", "[\"No\", \"Yes\", \"Unsure\"]", "[\"Yes\", \"No\"]"));

        ImmutableArray<ImportedDataset> imports = _folder.Import("dices");

        Assert.Equal(["dices-350", "dices-350-expert", "dices-990"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["rater-001", "expert-001", "position-001"], imports.Select(i => i.Dataset.Annotators[0].Id));

        // The order is that of danger, so that the codes 0, 1 and 2 are the published 0, 0.5 and 1.
        Assert.Equal(["nominal No, Unsure, Yes", "nominal No, Yes", "nominal No, Unsure, Yes"], imports.Select(i => i.Dataset.Scale.ToString()));
        Assert.Equal("Yes", imports[1].Dataset.Scale.Positive);
        Assert.All(imports, i => Assert.Equal("Yes means unsafe", i.Dataset.Info.Card["polarity"]));
        Assert.All(imports, i => Assert.Contains(i.Notes, n => n.StartsWith("Yes means that the rater perceives the response as unsafe", StringComparison.Ordinal)));
        Assert.Contains("the same person in every item", imports[0].Dataset.Info.Card["annotators"], StringComparison.Ordinal);
        Assert.Contains("no persons", imports[2].Dataset.Info.Card["annotators"], StringComparison.Ordinal);
        JudgeItem item = imports[0].Dataset.Items[0];
        Assert.Equal(("USER: hi", "go away"), (item.Context, item.Response));
    }

    [Fact]
    public void Read_LevelThatIsStated_IsToldToSayNothing()
    {
        var request = new ImportRequest
        {
            Sources = [_folder.Write("dices_990.json", Text("false", "[\"No\", \"Yes\", \"Unsure\"]", "[\"Yes\", \"No\"]"))], Scale = new ScaleRequest(ScaleLevel.Ordinal, []),
        };
        Assert.True(DatasetImporters.TryFind("dices", out IDatasetImporter? importer));

        const string Told = "the scale is the format's own, nominal No, Unsure, Yes: --level and --labels say nothing to it";
        Assert.Contains(Told, Assert.Single(importer.Import(request)).Notes);
        Assert.Contains(Told, Assert.Single(importer.ImportInto(request, Path.Combine(_folder.Root, "out"))).Notes);
    }

    [Fact]
    public void Read_FileOfUnknownName_TakesNoPositionForAPerson()
    {
        _folder.Write("mine.json", Text("false", "[\"No\", \"Yes\", \"Unsure\"]", "[\"Yes\", \"No\"]"));

        ImportedDataset import = Assert.Single(_folder.Import("dices", "mine.json"));

        Assert.Equal(("mine", "position-001"), (import.Dataset.Info.Name, import.Dataset.Annotators[0].Id));
    }

    [Fact]
    public void Read_AsJudgeBench_TellsThePolarityToo()
    {
        _folder.Write("dices_990.json", Text("false", "[\"No\", \"Yes\", \"Unsure\"]", "[\"Yes\", \"No\"]"));

        ImportedDataset import = Assert.Single(_folder.Import("judge-bench", "dices_990.json"));

        Assert.Contains("Yes means that the rater perceives the response as unsafe", Assert.Single(import.Notes), StringComparison.Ordinal);
        Assert.Equal("nominal No, Yes, Unsure", import.Dataset.Scale.ToString());
    }

    [Fact]
    public void Read_OtherSet_IsAnError()
    {
        _folder.Write("t.json", """{"annotations": [{"metric": "style", "category": "graded", "worst": 1, "best": 2}], "instances": []}""");

        Assert.Equal(
            ["t.json: error JE1631: there is no metric 'safety'; the metrics are 'style'; give a file of DICES, or import the file with the format judge-bench"],
            _folder.ErrorsOf("dices", "t.json"));
    }

    private static string Text(string expert, string labels, string scores) => """
        {"dataset": "Dices (somebody)", "expert_annotator": "EXPERT", "annotations": [{"metric": "safety", "category": "categorical", "labels_list": LABELS}],
        "instances": [{"id": 1, "instance": {"user_prompt": "USER: hi", "response": "go away"}, "annotations": {"safety": {"individual_human_scores": SCORES}}}]}
        """
        .Replace("EXPERT", expert, StringComparison.Ordinal).Replace("LABELS", labels, StringComparison.Ordinal).Replace("SCORES", scores, StringComparison.Ordinal);
}
