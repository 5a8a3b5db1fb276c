namespace JudgeEval.Xunit.Tests.Support;

/// <summary>A suite of one case: the dataset of <see cref="TemporaryProject.WithDataset"/> and a file of recorded verdicts.</summary>
internal static class RecordedSuite
{
    public const string Verdicts = "verdicts/judge.verdicts.jsonl";

    public static CaseDefinition Definition { get; } = new()
    {
        Test = new SuiteMethod("A", "Ns.AnySuite", "Aligns"),
        Suite = "any-suite",
        SourceFile = TemporaryProject.SourceFile,
        DatasetPath = "datasets/answers",
        VerdictsPath = Verdicts,
        Recordings = "recordings",
    };
}
