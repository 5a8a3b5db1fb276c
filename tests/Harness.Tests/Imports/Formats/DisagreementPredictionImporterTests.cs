using System.Collections.Immutable;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Imports.Formats;

public sealed class DisagreementPredictionImporterTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GabHateCorpus_PutsEachLabelBesideItsAnnotator()
    {
        _folder.Write("test_ghc_dis.csv", "Text,Hate,HD,ID.1,Annotator,prob_positive\n\"a, b\",\"[0, 1, None]\",\"[0, 0, 1]\",43,\"[4, 15, 9]\",0.5\nc,\"[1]\",\"[0]\",7,\"[4]\",1\n");

        ImportedDataset import = Assert.Single(_folder.Import("disagreement-prediction", "test_ghc_dis.csv"));

        AnnotatedDataset dataset = import.Dataset;
        Assert.Equal(("test_ghc_dis", "1", Subjectivity.LatentProjective), (dataset.Info.Name, dataset.Scale.Positive, dataset.Subjectivity));
        Assert.Equal([("43", "a, b"), ("7", "c")], dataset.Items.Select(i => (i.Id, i.Response!)));
        Assert.Equal([KeyValuePair.Create("15", "1"), KeyValuePair.Create("4", "0")], dataset.LabelsOf(0));
        Assert.Equal(3, dataset.AnnotationCount);
        Assert.Equal(
            ["items that were selected for disagreement: alpha is negative for that reason, and says nothing of the annotators", "not imported: the lists 'HD'"],
            import.Notes.Take(2));
        Assert.StartsWith("people's labels that are empty: 1, the first at ", Assert.Single(import.Notes.Skip(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GoEmotions_HasADatasetForEachLabelAndSelectionForOne()
    {
        _folder.Write("goe_negative_dis.csv", "text,rater_id,positive,negative,ambiguous\nx,\"[7, 36]\",\"[True, False]\",\"[False, True]\",\"[False, False]\"\n");

        ImmutableArray<ImportedDataset> imports = _folder.Import("disagreement-prediction", "goe_negative_dis.csv");

        Assert.Equal(["goe_negative_dis-positive", "goe_negative_dis-negative", "goe_negative_dis-ambiguous"], imports.Select(i => i.Dataset.Info.Name));
        Assert.All(imports, i => Assert.Equal(("0001", "nominal False, True", "True"), (i.Dataset.Items[0].Id, i.Dataset.Scale.ToString(), i.Dataset.Scale.Positive)));
        Assert.Equal(["True", "False"], imports[0].Dataset.LabelsOf(0).OrderByDescending(l => l.Key, StringComparer.Ordinal).Select(l => l.Value));
        Assert.Equal([false, true, false], imports.Select(i => i.Dataset.Info.Card.ContainsKey("selection")));
    }

    [Fact]
    public void Read_HelpSteer_IsAPairWithStrengthsAndNoPersons()
    {
        _folder.Pack("helpsteer2.csv.gz", "prompt,response_1,response_2,strengths\nplay,A text,B text,\"[3, -3, 2]\"\n");

        AnnotatedDataset dataset = Assert.Single(_folder.Import("disagreement-prediction")).Dataset;

        Assert.Equal((TaskShape.Preference, "ordinal -3..3"), (dataset.Shape, dataset.Scale.ToString()));
        Assert.Equal(("play", "A text", "B text"), (dataset.Items[0].Context, dataset.Items[0].ResponseA, dataset.Items[0].ResponseB));
        Assert.Equal(["3", "-3", "2"], dataset.LabelsOf(0).Values);
        Assert.Contains("no persons", dataset.Info.Card["annotators"], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BadCells_AreAllToldWithTheirPlaces()
    {
        _folder.Write("t.csv", "Text,Hate,ID.1,Annotator\na,\"[0, 1]\",1,[4]\nb,\"[0, 1\",2,\"[4, 5]\"\nc,[0],3,4\n");

        Assert.Equal(
            [
                "t.csv(2,3): error JE1634: the list has 2 labels, and 'Annotator' names 1 annotators; each label is by the annotator at the same position; mend the row",
                "t.csv(3,3): error JE1633: the cell of 'Hate' is not a list: the ']' at its end is missing; it was probably cut, or quoted wrongly; write a list such as [0, 1, 0]",
                "t.csv(4,9): error JE1633: the cell of 'Annotator' is not a list: it does not begin with '['; it was probably cut, or quoted wrongly; write a list such as [0, 1, 0]",
            ],
            _folder.ErrorsOf("disagreement-prediction", "t.csv"));
    }

    [Fact]
    public void Read_LabelOffTheScaleAndAnnotatorTwice_AreErrorsOfTheRow()
    {
        _folder.Write("t.csv", "Text,Hate,ID.1,Annotator\na,\"[0, 2]\",1,\"[4, 5]\"\nb,\"[0, 1]\",2,\"[4, 4]\"\n");

        Assert.Equal(["t.csv(2,3): error JE1", "t.csv(3,3): error JE1"], _folder.ErrorsOf("disagreement-prediction", "t.csv").Select(e => e[..21]));
    }

    [Fact]
    public void Read_TableOfNoKnownSet_NamesTheColumns()
    {
        _folder.Write("t.csv", "item,label\na,1\n");

        Assert.StartsWith(
            "t.csv(1,1): error JE1635: the table is of none of the known sets; the columns are 'item', 'label'; give a table with the columns of one of them: Hate, Annotator, ID.1, Text; ",
            Assert.Single(_folder.ErrorsOf("disagreement-prediction", "t.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyFolder_IsAnError() =>
        Assert.Contains("error JE1635: there is no table in the folder", Assert.Single(_folder.ErrorsOf("disagreement-prediction")), StringComparison.Ordinal);
}
