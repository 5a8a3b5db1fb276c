using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;

namespace JudgeEval.Evals;

/// <summary>
/// The LLMJudge challenge: 4,423 passages graded 0 to 3 by one assessor, and the recorded grades of 33 judges. Rahmani et al.
/// (2025), "LLMJudge: LLMs for Relevance Judgments", arXiv:2502.13908.
/// </summary>
public sealed class PublicLlmJudge
{
    private const string Name = "llmjudge-trecdl23";

    // The passages of one query are one cluster, so the interval rests on 25 queries and is as wide as they are different.
    [Theory, JudgeSuite(typeof(Data), Name = "llmjudge", Judges = ["Olz-gpt4o", "willia-umbrela1"])]
    public Task Best_judges_grade_relevance_as_the_assessor_does(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.3).WithoutSnapshot());

    // Every kappa is the paper's, to four decimals. So are the alphas of the seven judges marked so; the others were computed
    // from the same files by a direct coincidence matrix outside this code, with labels above 3 taken for 3 as in the paper.
    [PublicDataTheory(Name)]
    [InlineData("NISTRetrieval-instruct0", .1877, .3819)] // paper
    [InlineData("NISTRetrieval-instruct1", .1874, .38118)]
    [InlineData("NISTRetrieval-instruct2", .1880, .38213)]
    [InlineData("NISTRetrieval-reason0", .1844, .38742)]
    [InlineData("NISTRetrieval-reason1", .1845, .38716)]
    [InlineData("NISTRetrieval-reason2", .1838, .38741)]
    [InlineData("Olz-exp", .2519, .47007)]
    [InlineData("Olz-gpt4o", .2625, .5020)] // paper
    [InlineData("Olz-halfbin", .2064, .45363)]
    [InlineData("Olz-multiprompt", .2445, .45512)]
    [InlineData("Olz-somebin", .2109, .44711)]
    [InlineData("RMITIR-GPT4o", .2388, .41081)]
    [InlineData("RMITIR-llama38b", .2006, .38731)]
    [InlineData("RMITIR-llama70B", .2655, .4873, "5", "5")] // paper
    [InlineData("TREMA-4prompts", .1829, .2888)]
    [InlineData("TREMA-CoT", .1961, .38518)]
    [InlineData("TREMA-all", .1471, .38554)]
    [InlineData("TREMA-direct", .1742, .37285)]
    [InlineData("TREMA-naiveBdecompose", .1741, .35786)]
    [InlineData("TREMA-nuggets", .0604, .1691)] // paper
    [InlineData("TREMA-other", .1408, .27121)]
    [InlineData("TREMA-questions", .1137, .31477)]
    [InlineData("TREMA-rubric0", .0779, .1036)] // paper
    [InlineData("TREMA-sumdecompose", .2088, .39262)]
    [InlineData("h2oloo-fewself", .2774, .4958)] // paper
    [InlineData("h2oloo-zeroshot1", .2817, .48118)]
    [InlineData("h2oloo-zeroshot2", .2589, .38982, "10")]
    [InlineData("prophet-setting1", .1823, .40688)]
    [InlineData("prophet-setting2", .1757, .31439)]
    [InlineData("prophet-setting4", .1471, .16225)]
    [InlineData("willia-umbrela1", .2863, .4918)] // paper
    [InlineData("willia-umbrela2", .2688, .45561)]
    [InlineData("willia-umbrela3", .2741, .45355)]
    public void Judge_agrees_as_published(string judge, double kappa, double alpha, params string[] offTheScale)
    {
        ImportedDataset data = Assert.Single(PublicData.Import("llmjudge", Name));

        AlignmentResult result = JudgeAlignment.Compute(
            data.Dataset, data.Judges.Single(j => j.Judge.Name == judge), new AlignmentOptions { Resamples = 0, Baselines = false });

        Assert.Equal((4423, 4423), (result.ItemCount, result.VerdictCount));
        Assert.Equal(kappa, result.Statistics[AlignmentMetric.CohenKappa].Value, 1e-4);
        Assert.Equal(alpha, result.Statistics[AlignmentMetric.KrippendorffAlpha].Value, 1e-4);
        Assert.Equal(offTheScale, result.OutOfScale.Select(v => v.Value));
        Assert.All(result.OutOfScale, v => Assert.Equal("3", v.ClippedTo));
    }

    /// <summary>The challenge's folder; it stands outside the project, in a format of its own.</summary>
    public sealed class Data : IDatasetSource
    {
        public string? WhyAbsent => PublicData.WhyAbsent(Name);

        public ImmutableArray<ImportedDataset> Load() => PublicData.Import("llmjudge", Name);
    }
}
