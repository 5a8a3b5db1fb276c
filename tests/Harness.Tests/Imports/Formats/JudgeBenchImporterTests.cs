using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Formats;

public sealed class JudgeBenchImporterTests : IDisposable
{
    private const string Head = """
        {"dataset": "Tales (A. Author)", "dataset_url": "https://example.org/tales", "expert_annotator": "false", "annotations": [
        {"metric": "Plot Holes", "category": "categorical", "labels_list": ["yes", "no"], "prompt": "Are there holes?"},
        {"metric": "style", "category": "graded", "worst": 1, "best": 4}],
        "instances": [

        """;

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TwoMetrics_AreTwoDatasets()
    {
        _folder.Write("tales.json", Head + """
            {"id": 7, "instance": "once", "annotations": {
              "Plot Holes": {"majority_human": "yes", "individual_human_scores": ["yes", null, "no", "yes"]}, "style": {"mean_human": 2.5, "individual_human_scores": [1, 4.0]}}},
            {"id": "b", "instance": {"genre": "myth", "response": "twice"}, "annotations": {"Plot Holes": {"individual_human_scores": ["no"]}}}
            ]}
            """);

        ImmutableArray<ImportedDataset> imports = _folder.Import("judge-bench", "tales.json");

        Assert.Equal(["tales-plot-holes", "tales-style"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["nominal yes, no", "ordinal 1..4"], imports.Select(i => i.Dataset.Scale.ToString()));
        AnnotatedDataset holes = imports[0].Dataset, style = imports[1].Dataset;
        Assert.Equal([("7", "", "once"), ("b", "myth", "twice")], holes.Items.Select(i => (i.Id, i.Context, i.Response!)));
        Assert.Equal(["no", "yes", "yes"], holes.LabelsOf(0).Values.Order(StringComparer.Ordinal));
        Assert.Equal("no", holes.LabelsOf(1)["position-001"]);
        Assert.Equal(4, holes.AnnotationCount);
        Assert.Equal(["1", "4"], style.LabelsOf(0).Values);
        Assert.Equal("Are there holes?", holes.Info.Card["prompt"]);

        // The second instance has no style.
        SkippedRows skipped = Assert.Single(imports[1].Skipped);
        Assert.Equal(("the instance has no labels by style", 1, 7), (skipped.Reason, skipped.Count, skipped.First[0].Line));
        Assert.StartsWith("people's labels that are empty: 1, the first at ", Assert.Single(imports[0].Notes), StringComparison.Ordinal);
        Assert.Empty(imports[1].Notes);
    }

    [Fact]
    public void Read_MajorityAlone_StandsForOneAnnotatorAndIsTold()
    {
        _folder.Write("tales.json", Head + """
            {"id": 1, "instance": "x", "annotations": {"Plot Holes": {"majority_human": "yes", "individual_human_scores": []}, "style": {"individual_human_scores": [1]}}},
            {"id": 2, "instance": "y", "annotations": {"Plot Holes": {"majority_human": "no"}, "style": {"individual_human_scores": [2]}}}]}
            """);

        ImportedDataset holes = _folder.Import("judge-bench", "tales.json")[0];

        Assert.Equal("majority", Assert.Single(holes.Dataset.Annotators).Id);
        Assert.StartsWith("2 items come with a majority label alone", Assert.Single(holes.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MajorityOrMeanThatLabelsContradict_IsTold()
    {
        // One yes of three is not the majority, the mean of 1 and 2 is 1.5; the tie of the second item has two majorities, and 1.333 is a rounded 4/3.
        _folder.Write("tales.json", Head + """
            {"id": 1, "instance": "x", "annotations": {
              "Plot Holes": {"majority_human": "yes", "individual_human_scores": ["yes", "no", "no"]}, "style": {"mean_human": 3, "individual_human_scores": [1, 2]}}},
            {"id": 2, "instance": "y", "annotations": {
              "Plot Holes": {"majority_human": "no", "individual_human_scores": ["yes", "no"]}, "style": {"mean_human": 1.33, "individual_human_scores": [1, 1, 2]}}}]}
            """);

        ImmutableArray<ImportedDataset> imports = _folder.Import("judge-bench", "tales.json");

        Assert.StartsWith("1 items have a majority label that is not the most frequent", Assert.Single(imports[0].Notes), StringComparison.Ordinal);
        Assert.StartsWith("1 items have a mean that is not that of their labels", Assert.Single(imports[1].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithResults_LeavesThemOutAndTellsSo()
    {
        const string instances = """{"id": 1, "instance": "x", "annotations": {"Plot Holes": {"individual_human_scores": ["yes", "no"]}, "style": {"individual_human_scores": [1, 2]}}}]}""";
        _folder.Write("human/tales--data.json", Head + instances);
        _folder.Pack("human/tales--tales_test.json.gz", Head + instances);
        _folder.Write("more/fables/data.json", Head + instances);
        _folder.Write("published/tales.json", """{"model": {"style": {"kappa_score": NaN}}}""");
        _folder.Write("notes.txt", "no JSON");

        ImmutableArray<ImportedDataset> imports = _folder.Import("judge-bench");

        Assert.Equal(
            ["tales-plot-holes", "tales-style", "tales_test-plot-holes", "tales_test-style", "fables-plot-holes", "fables-style"], imports.Select(i => i.Dataset.Info.Name));
        Assert.Equal(["1 JSON files have no instances and are left out, tales.json first: they hold results, and no labels"], imports[0].Notes.AsEnumerable());
    }

    [Fact]
    public void Read_MetricThatTheHeadDoesNotDeclare_IsCounted()
    {
        _folder.Write("tales.json", Head + """
            {"id": 1, "instance": "x", "annotations": {"Plot Holes": {"individual_human_scores": ["yes", "no"]}, "style": {"individual_human_scores": [1, 2]},
              "pace": {"individual_human_scores": [1]}}}]}
            """);

        SkippedRows skipped = Assert.Single(_folder.Import("judge-bench", "tales.json")[0].Skipped);

        Assert.Equal(("labels by 'pace', a metric that the head of the file does not declare", 6, 3), (skipped.Reason, skipped.First[0].Line, skipped.First[0].Column));
    }

    [Fact]
    public void Read_GradesWhoseBestIsLowest_KeepTheirNumbersAndSaySo()
    {
        _folder.Write("t.json", """
            {"annotations": [{"metric": "errors", "category": "graded", "worst": 3, "best": 0}],
            "instances": [{"id": 1, "instance": "x", "annotations": {"errors": {"individual_human_scores": [0, 3]}}}]}
            """);

        ImportedDataset import = Assert.Single(_folder.Import("judge-bench", "t.json", "mine"));

        Assert.Equal(("mine", "ordinal 0..3"), (import.Dataset.Info.Name, import.Dataset.Scale.ToString()));
        Assert.Equal(["less is better: 0 is the best grade and 3 the worst"], import.Notes.AsEnumerable());
    }

    [Fact]
    public void Read_GradesThatAreNotWhole_AreAnInterval()
    {
        _folder.Write("t.json", """
            {"annotations": [{"metric": "tone", "category": "graded", "worst": 1, "best": 5}],
            "instances": [{"id": 1, "instance": "x", "annotations": {"tone": {"individual_human_scores": [1, 2.5]}}}]}
            """);

        LabelScale scale = Assert.Single(_folder.Import("judge-bench", "t.json")).Dataset.Scale;

        Assert.Equal((ScaleLevel.Interval, 1d, 5d), (scale.Level, scale.Minimum, scale.Maximum));
    }

    [Fact]
    public void Read_SeveralMistakes_AreAllToldWithTheirPlaces()
    {
        _folder.Write("t.json", """
            {"annotations": [{"metric": "ok", "category": "categorical", "labels_list": ["y", "n"]}],
            "instances": [
            {"id": 1, "instance": "x", "annotations": {"ok": {"individual_human_scores": "y"}}},
            {"instance": "x", "annotations": {"ok": {"individual_human_scores": ["y"]}}},
            {"id": 3, "instance": "x", "annotations": {"ok": {"individual_human_scores": [["y"]]}}},
            {"id": 4, "instance": "x", "annotations": []}
            ]}
            """);

        Assert.Equal(
            [
                "t.json(3,78): error JE1603: a list of labels is expected; here stands a text; mend the source, or export it anew",
                "t.json(4,1): error JE1603: the key 'id' is missing; the keys are 'instance', 'annotations'; mend the source, or export it anew",
                "t.json(5,79): error JE1603: a text or a number is expected; here stands an array; mend the source, or export it anew",
                "t.json(6,43): error JE1603: an object of metrics is expected; here stands an array; mend the source, or export it anew",
            ],
            _folder.ErrorsOf("judge-bench", "t.json"));
    }

    [Fact]
    public void Read_LabelOffTheListAndItemTwice_AreErrors()
    {
        _folder.Write("t.json", """
            {"annotations": [{"metric": "ok", "category": "categorical", "labels_list": ["y", "n"]}],
            "instances": [
            {"id": 1, "instance": "x", "annotations": {"ok": {"individual_human_scores": ["y", "maybe"]}}},
            {"id": 1, "instance": "x", "annotations": {"ok": {"individual_human_scores": []}}}]}
            """);

        string[] errors = _folder.ErrorsOf("judge-bench", "t.json");

        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, e => e.StartsWith("t.json(3,84): error JE", StringComparison.Ordinal) && e.Contains("maybe", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.StartsWith("t.json(4,1): error JE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"annotations": [], "results": []}""", "t.json(1,1): error JE1630: the file has no instances;")]
    [InlineData("""[1]""", "t.json(1,1): error JE1630: the file has no instances;")]
    [InlineData("""{"instances": []}""", "t.json(1,1): error JE1603: the key 'annotations' is missing;")]
    [InlineData("""{"annotations": [{"metric": "m", "category": "free"}], "instances": []}""", "t.json(1,46): error JE1603: the category 'free' is not known;")]
    [InlineData("""{"annotations": [{"metric": "m", "category": "categorical", "labels_list": ["a", "a"]}], "instances": []}""", "t.json(1,76): error JE1603: a label stands twice or is empty;")]
    [InlineData("{\"annotations\": [],\n \"instances\": [{\"id\"", "t.json(2,21): error JE1603: the JSON is malformed;")]
    [InlineData("""{"annotations": [], "annotations": [], "instances": []}""", "t.json(1,21): error JE1603:")]
    [InlineData("", "t.json(1,1): error JE1603: the JSON is malformed;")]
    public void Read_FileOfAnotherShape_IsAnErrorWithItsPlace(string text, string expected)
    {
        _folder.Write("t.json", text);

        Assert.StartsWith(expected, Assert.Single(_folder.ErrorsOf("judge-bench", "t.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithoutLabels_IsAnError()
    {
        _folder.Write("results.json", """{"model": NaN}""");

        Assert.Contains("error JE1630: there is no file of JUDGE-BENCH's schema in the folder;", Assert.Single(_folder.ErrorsOf("judge-bench")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOfAFolderThatIsNotUtf8_IsToldOnce()
    {
        File.WriteAllBytes(Path.Combine(_folder.Root, "t.json"), [0x7B, 0x22, 0xFF, 0x22, 0x7D]);

        Assert.StartsWith("t.json: error JE1601: the file is not UTF-8;", Assert.Single(_folder.ErrorsOf("judge-bench")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OneLongLine_FindsTheColumnOfTheLastLabel()
    {
        // Columns count UTF-16 characters: an umlaut is two bytes and one character, a face four bytes and two characters.
        string text = """{"annotations": [{"metric": "ok", "category": "categorical", "labels_list": ["y", "n"]}], "instances": [{"id": 1, "instance": "TEXT", "annotations": {"ok": {"individual_human_scores": ["?"]}}}]}"""
            .Replace("TEXT", string.Concat(Enumerable.Repeat("ä😀b", 5000)), StringComparison.Ordinal);
        _folder.Write("t.json", text);

        string error = Assert.Single(_folder.ErrorsOf("judge-bench", "t.json"));

        int column = text.IndexOf("\"?\"", StringComparison.Ordinal) + 1;
        Assert.StartsWith(FormattableString.Invariant($"t.json(1,{column}): error JE"), error, StringComparison.Ordinal);
    }
}
