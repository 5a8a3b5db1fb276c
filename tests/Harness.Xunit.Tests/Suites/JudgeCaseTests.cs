using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class JudgeCaseTests
{
    private static readonly CaseDefinition Full = new()
    {
        Test = new SuiteMethod("A", "Ns.Suite", "Aligns"),
        Suite = "suite",
        SourceFile = "/_/Suite.cs",
        DatasetPath = "datasets/answers",
        PromptPath = "prompts/v2.md",
        PromptName = "quality",
        Model = "m:1",
        Recordings = "recordings",
        Repeats = 3,
        Swap = true,
        Concurrency = 5,
        ClientFactory = "Ns.Factory, A",
    };

    public static TheoryData<string> Kinds => ["prompt", "verdicts", "source", "problem", "absent"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Serialize_ThenDeserialize_GivesTheSameCase(string kind)
    {
        CaseDefinition definition = kind switch
        {
            "prompt" => Full,
            "verdicts" => Full with { PromptPath = null, PromptName = null, Model = null, ClientFactory = null, VerdictsPath = "verdicts/x.verdicts.jsonl" },
            "source" => Full with { DatasetPath = "six", DatasetSource = "Ns.Source, A", RecordedJudge = "agrees", PromptPath = null },
            "absent" => Full with { DatasetPath = "", Problem = "The data are absent.", DataAbsent = true },
            _ => Full with { Problem = "first line\nsecond" },
        };

        string text = SerializationHelper.Serialize(new JudgeCase(definition));
        var back = SerializationHelper.Deserialize<JudgeCase>(text);

        Assert.Equal(definition, back.Definition);
        Assert.Equal(definition.Name, back.ToString());
    }

    [Fact]
    public void ToString_OfACase_NamesDatasetPromptAndModelOnly() =>
        Assert.Equal("answers · quality · m:1", new JudgeCase(Full).ToString());

    [Fact]
    public void Type_OfACase_IsSerializableForXunit() =>
        Assert.True(typeof(IXunitSerializable).IsAssignableFrom(typeof(JudgeCase)) && typeof(JudgeCase).GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not null);

    [Fact]
    public async Task ShouldAlign_RowWithAProblem_FailsWithItsText()
    {
        var test = new SuiteMethod(typeof(JudgeCaseTests).Assembly.GetName().Name!, "Ns.Suite", "Aligns");
        var problem = new JudgeCase(Full with { Test = test, Problem = "judgeeval: error JE2903: nothing" });

        JudgeAlignmentException failure = await Assert.ThrowsAsync<JudgeAlignmentException>(() => problem.ShouldAlign(gate => gate.CohenKappa.AtLeast(0.5)));

        Assert.Equal("\njudgeeval: error JE2903: nothing", failure.Message);
        Assert.Null(failure.StackTrace);
    }
}
