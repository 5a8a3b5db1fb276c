using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Runs;

public class VerdictFileDifficultyTests
{
    public static TheoryData<string, LabelScale> Scales => new()
    {
        { """{"level":"ordinal","labels":["Very Difficult","Easy"]}""", LabelScale.Ordinal(["Very Difficult", "Easy"]) },
        { """{"level":"ordinal","labels":["Easy","Hard"],"positive":"Hard"}""", LabelScale.Ordinal(["Easy", "Hard"], "Hard") },
        { """{"level":"nominal","labels":["é","b","c"]}""", LabelScale.Nominal(["é", "b", "c"]) },
        { """{"level":"interval","min":0,"max":1}""", LabelScale.Interval(0, 1) },
        { """{"level":"interval"}""", LabelScale.Interval() },
        { """{"level":"ratio","min":0.5}""", LabelScale.Ratio(0.5) },
        { """{"level":"interval","max":9,"outOfScale":"clip"}""", LabelScale.Interval(maximum: 9).WithOutOfScale(OutOfScalePolicy.Clip) },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Write_DifficultyJudge_StatesItsScaleAndReadsItBack(string json, LabelScale scale)
    {
        using var folder = new RunFolder();
        VerdictSet verdicts = new(new JudgeIdentity { Name = "j", OutputContract = "choice/1", DifficultyScale = scale }, null, null, []);

        VerdictFile.Write(verdicts, folder.File("v"));

        Assert.Contains("\"judge\":{\"name\":\"j\",\"outputContract\":\"choice/1\",\"target\":\"difficulty\",\"scale\":" + json + "},\"createdWith\"", File.ReadAllText(folder.File("v")), StringComparison.Ordinal);
        Assert.Equal(scale, VerdictFile.Read(folder.File("v")).Judge.DifficultyScale);
    }

    [Fact]
    public void Read_TargetLabel_IsAnyOtherJudge()
    {
        using var folder = new RunFolder();
        File.WriteAllText(folder.File("v"), Header(""","target":"label" """));

        Assert.Null(VerdictFile.Read(folder.File("v")).Judge.DifficultyScale);
    }

    [Theory]
    [InlineData(""","target":"dificulty" """, "JE1906", "the judge's target is 'dificulty'")]
    [InlineData(""","target":"difficulty" """, "JE1905", "the judge predicts difficulty and states no scale")]
    [InlineData(""","scale":{"level":"interval"}""", "JE1906", "the judge states a scale, but not that it predicts difficulty")]
    [InlineData(""","target":"difficulty","scale":"ordinal" """, "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"preference"}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal"}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["a","a"]}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["a"]}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["a",2]}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["2","1"]}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["a","b"],"positive":"c"}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ordinal","labels":["a","b"],"lables":1}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"interval","min":1,"max":1}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"interval","min":"0"}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"ratio","min":-1}""", "JE1906", "the judge's scale is none")]
    [InlineData(""","target":"difficulty","scale":{"level":"interval","labels":["a","b"]}""", "JE1906", "the judge's scale is none")]
    public void Read_WrongTargetOrScale_IsNamed(string fields, string code, string what)
    {
        using var folder = new RunFolder();
        File.WriteAllText(folder.File("v"), Header(fields));

        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => VerdictFile.Read(folder.File("v"))).Diagnostics);

        Assert.Equal((code, what), (error.Code, error.What));
    }

    private static string Header(string fields) => "{\"format\":\"judgeeval.verdicts/1\",\"judge\":{\"name\":\"j\"" + fields + "}}\n";
}
