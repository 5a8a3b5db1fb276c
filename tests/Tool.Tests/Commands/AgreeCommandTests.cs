using System.Text.Json;

namespace JudgeEval.Tool.Tests.Commands;

public sealed class AgreeCommandTests : IDisposable
{
    // Both yes 4, both no 3, anna yes and ben no 2, anna no and ben yes 1.
    private const string Wide = "item,anna,ben\n1,yes,yes\n2,yes,yes\n3,yes,yes\n4,yes,yes\n5,no,no\n6,no,no\n7,no,no\n8,yes,no\n9,yes,no\n10,no,yes\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Agree_TwoAnnotators_MatchesTheHandDerivation()
    {
        JsonElement json = CommandLine.Run("agree", _folder.Write("t.csv", Wide), "--json").Json();

        Assert.Equal(
            (10, 2, 20),
            (json.GetProperty("items").GetInt32(), json.GetProperty("annotators").GetInt32(), json.GetProperty("annotations").GetInt32()));
        Assert.Equal("nominal", json.GetProperty("level").GetString());
        Assert.Equal(0, json.GetProperty("excluded").GetProperty("itemsWithOneLabel").GetInt32());

        // Observed agreement 7/10. Cohen: Pe = .6 * .5 + .4 * .5 = .5. Scott: Pe = .55^2 + .45^2 = .505.
        // Gwet AC1: Pe = 2 * .55 * .45 = .495. Krippendorff: 1 - .3 / (1 - (11 * 10 + 9 * 8) / 380) = 14/33.
        Assert.Equal(0.7, Value(json, "percentAgreement"), 1e-12);
        Assert.Equal(0.4, Value(json, "cohenKappa"), 1e-12);
        Assert.Equal(13.0 / 33, Value(json, "scottPi"), 1e-12);
        Assert.Equal(13.0 / 33, Value(json, "fleissKappa"), 1e-12);
        Assert.Equal(41.0 / 101, Value(json, "gwetAc1"), 1e-12);
        Assert.Equal(14.0 / 33, Value(json, "krippendorffAlpha"), 1e-12);
    }

    [Fact]
    public void Agree_Json_HasTheContractsKeysInOrder()
    {
        JsonElement json = CommandLine.Run("agree", _folder.Write("t.csv", Wide), "--json", "--level", "nominal").Json();

        Assert.Equal(["items", "annotators", "annotations", "level", "excluded", "statistics"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["percentAgreement", "cohenKappa", "cohenKappaLinear", "cohenKappaQuadratic", "scottPi", "fleissKappa", "gwetAc1", "gwetAc2", "krippendorffAlpha"],
            json.GetProperty("statistics").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["value", "n"], json.GetProperty("statistics").GetProperty("cohenKappa").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Agree_Bootstrap_StatesTheInterval()
    {
        string path = _folder.Write("t.csv", Wide);

        JsonElement interval = CommandLine.Run("agree", path, "--json", "--bootstrap", "200", "--seed", "7", "--confidence", "0.9").Json()
            .GetProperty("statistics").GetProperty("cohenKappa").GetProperty("interval");

        Assert.Equal(
            ["lower", "upper", "level", "method", "resamples", "seed", "cluster"], interval.EnumerateObject().Select(p => p.Name).Take(7));
        Assert.InRange(0.4, interval.GetProperty("lower").GetDouble(), interval.GetProperty("upper").GetDouble());
        Assert.Equal(
            (0.9, 200, 7ul),
            (interval.GetProperty("level").GetDouble(), interval.GetProperty("resamples").GetInt32(), interval.GetProperty("seed").GetUInt64()));
        Assert.Equal("item", interval.GetProperty("cluster").GetString());
    }

    [Fact]
    public void Agree_AllLabelsTheSame_IsUndefinedWithTheReason()
    {
        JsonElement json = CommandLine.Run("agree", _folder.Write("t.csv", "item,a,b\n1,x,x\n2,x,x\n3,x,x\n"), "--json").Json();

        Assert.Equal(1, Value(json, "percentAgreement"));
        Assert.All(
            new[] { "cohenKappa", "scottPi", "fleissKappa", "gwetAc1", "krippendorffAlpha" },
            name => Assert.NotEqual("", json.GetProperty("statistics").GetProperty(name).GetProperty("undefined").GetString()));
    }

    [Fact]
    public void Agree_MissingLabels_AreCountedAndNamed()
    {
        ToolResult result = CommandLine.Run("agree", _folder.Write("t.csv", "item,a,b,c\n1,x,x,\n2,x,,\n3,,,\n4,y,y,x\n"));

        Assert.Contains(
            "t: 4 items, 3 annotators, 6 annotations; labels nominal x, y; nominal level\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("1 item with one label, 1 item without any", result.Out, StringComparison.Ordinal);
        Assert.Contains("it needs exactly two annotators, and there are 3", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Agree_NumbersWithoutLevel_SaysWhatItAssumed() => Assert.Contains(
        "Note: level ordinal is assumed, because every label is a whole number; --level nominal, ordinal, interval or ratio chooses another.",
        CommandLine.Run("agree", _folder.Write("t.csv", "item,a,b\n1,1,2\n2,3,3\n")).Out,
        StringComparison.Ordinal);

    [Fact]
    public void Agree_LongTable_EqualsTheWideOne()
    {
        string tall = _folder.Write("t.csv", "item,annotator,label\n" + string.Concat(
            Wide.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).Select(c => $"{c[0]},anna,{c[1]}\n{c[0]},ben,{c[2]}\n")));
        string wide = _folder.Write("w.csv", Wide);

        Assert.Equal(
            CommandLine.Run("agree", wide, "--json", "--bootstrap", "50").Out,
            CommandLine.Run("agree", tall, "--json", "--bootstrap", "50").Out);
    }

    [Fact]
    public void Agree_DatasetFolder_TakesItsOwnScale()
    {
        JsonElement json = CommandLine.Run("agree", Datasets.Write(_folder), "--json").Json();

        Assert.Equal("ordinal", json.GetProperty("level").GetString());
        Assert.Equal(1, Value(json, "krippendorffAlpha"));
    }

    [Fact]
    public void Agree_DatasetFolderWithLabels_IsWrongUsage()
    {
        ToolResult result = CommandLine.Run("agree", Datasets.Write(_folder), "--labels", "1,2,3");

        Assert.Equal(4, result.Code);
        Assert.StartsWith("judgeeval: --labels is for tables: a dataset folder lists its labels in dataset.yaml\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Agree_NoSuchFile_IsBadData()
    {
        ToolResult result = CommandLine.Run("agree", "nowhere.csv");

        Assert.Equal(3, result.Code);
        Assert.Equal(
            "nowhere.csv: error JE1601: the source does not exist; the path is probably mistyped; give the path of a file\n", result.Error);
    }

    private static double Value(JsonElement json, string name) => json.GetProperty("statistics").GetProperty(name).GetProperty("value").GetDouble();

    [Fact]
    public void Agree_ThreeAnnotators_SaysOnceWhatIsUndefined()
    {
        string text = CommandLine.Run("agree", _folder.Write("t.csv", "item,a,b,c\n1,x,x,y\n2,y,y,z\n")).Out;

        Assert.Equal(
            ["Undefined  cohenKappa, cohenKappaLinear, cohenKappaQuadratic, scottPi: it needs exactly two annotators, and there are 3", "Undefined  gwetAc2: the categories have no order"],
            text.Split('\n').Where(line => line.Contains("ndefined", StringComparison.Ordinal)));
    }

    [Fact]
    public void Agree_LabelsOffTheList_AreNamedWithTheirCells()
    {
        ToolResult result = CommandLine.Run("agree", _folder.Write("t.csv", "item,a,b\n\"x\ny\",1,9\nüz,\"8\",2\n"), "--labels", "1,2");

        // The 9 stands behind 'y",1,' on line 3, the 8 with its quote behind 'üz,' on line 4.
        Assert.Equal(3, result.Code);
        Assert.Equal(["(3,6)", "(4,4)"], result.Error.Split('\n').Where(l => l.Length > 0).Select(l => l[l.IndexOf('(', StringComparison.Ordinal)..(l.IndexOf(')', StringComparison.Ordinal) + 1)]));
    }
}
