using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

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

    [PublicDataTheory(Name), PublishedFigures(typeof(Agreement))]
    public void Judge_agrees_as_published(string measure, string judge) => PublishedSet.ShouldReproduce<Agreement>(measure, judge);

    [PublicDataTheory(Name)]
    [InlineData("RMITIR-llama70B", "5", "5")]
    [InlineData("h2oloo-zeroshot2", "10")]
    [InlineData("willia-umbrela1")]
    public void Labels_off_the_scale_are_told_and_count_as_its_end(string judge, params string[] labels)
    {
        AlignmentResult result = Agreement.Of(judge);

        Assert.Equal((4423, 4423), (result.ItemCount, result.VerdictCount));
        Assert.Equal(labels, result.OutOfScale.Select(v => v.Value));
        Assert.All(result.OutOfScale, v => Assert.Equal("3", v.ClippedTo));
    }

    /// <summary>The challenge's folder; it stands outside the project, in a format of its own.</summary>
    public sealed class Data : IDatasetSource
    {
        public string? WhyAbsent => PublicData.WhyAbsent(Name);

        public ImmutableArray<ImportedDataset> Load() => PublicData.Import("llmjudge", Name);
    }

    /// <summary>The agreement of every judge with the assessor: of the grades, and of the grades cut in two.</summary>
    /// <remarks>
    /// The kappas of grades are the paper's (Tables 3 and 4), and so is every figure that is an example in the table. The others were computed from the same
    /// files outside this code, to the same number of digits: the alphas by a direct coincidence matrix, with labels above 3 taken for 3 as in the
    /// paper, and the kappas of cut grades twice, by different people.
    /// </remarks>
    internal sealed class Agreement : PublishedSet
    {
        private const string Paper = "arXiv:2502.13908, Tables 3 and 4";
        private const string Outside = "computed outside this code";

        private static readonly string[] Examples = ["NISTRetrieval-instruct0", "Olz-gpt4o", "RMITIR-llama70B", "TREMA-nuggets", "TREMA-rubric0", "h2oloo-fewself", "willia-umbrela1"];

        // The best judge of each cut, and one whose labels never reach the highest grade.
        private static readonly (string Judge, int From)[] CutExamples = [("Olz-gpt4o", 1), ("h2oloo-fewself", 2), ("willia-umbrela3", 3), ("NISTRetrieval-instruct0", 3)];

        private static readonly ImmutableArray<Row> Rows =
        [
            new("NISTRetrieval-instruct0", .1877, .3819, .3116, .3021, 0),
            new("NISTRetrieval-instruct1", .1874, .38118, .3106, .3021, 0),
            new("NISTRetrieval-instruct2", .1880, .38213, .3126, .3013, 0),
            new("NISTRetrieval-reason0", .1844, .38742, .2911, .3390, .0097),
            new("NISTRetrieval-reason1", .1845, .38716, .2906, .3394, .0097),
            new("NISTRetrieval-reason2", .1838, .38741, .2902, .3397, .0097),
            new("Olz-exp", .2519, .47007, .3997, .3577, .2936),
            new("Olz-gpt4o", .2625, .5020, .4228, .3657, .3066),
            new("Olz-halfbin", .2064, .45363, .4008, .2587, .2449),
            new("Olz-multiprompt", .2445, .45512, .3764, .3934, .2150),
            new("Olz-somebin", .2109, .44711, .3854, .3883, .1137),
            new("RMITIR-GPT4o", .2388, .41081, .3499, .3961, .2580),
            new("RMITIR-llama38b", .2006, .38731, .3280, .3194, .1344),
            new("RMITIR-llama70B", .2655, .4873, .4166, .3916, .2843),
            new("TREMA-4prompts", .1829, .2888, .3022, .2697, .1664),
            new("TREMA-CoT", .1961, .38518, .3181, .3208, .1836),
            new("TREMA-all", .1471, .38554, .3244, .2978, .0717),
            new("TREMA-direct", .1742, .37285, .3205, .3462, .1763),
            new("TREMA-naiveBdecompose", .1741, .35786, .3085, .2916, .0153),
            new("TREMA-nuggets", .0604, .1691, .1505, .0992, -.0077),
            new("TREMA-other", .1408, .27121, .2740, .2015, .1411),
            new("TREMA-questions", .1137, .31477, .2636, .2876, .0441),
            new("TREMA-rubric0", .0779, .1036, .1714, .0308, .0369),
            new("TREMA-sumdecompose", .2088, .39262, .3228, .3512, .2047),
            new("h2oloo-fewself", .2774, .4958, .4172, .4280, .3048),
            new("h2oloo-zeroshot1", .2817, .48118, .4094, .3901, .3084),
            new("h2oloo-zeroshot2", .2589, .38982, .3691, .3278, .2789),
            new("prophet-setting1", .1823, .40688, .3502, .2903, .1677),
            new("prophet-setting2", .1757, .31439, .3102, .2382, .0284),
            new("prophet-setting4", .1471, .16225, .2375, .1409, .0371),
            new("willia-umbrela1", .2863, .4918, .4161, .3985, .3145),
            new("willia-umbrela2", .2688, .45561, .4109, .3421, .3194),
            new("willia-umbrela3", .2741, .45355, .4114, .3447, .3215),
        ];

        private static readonly Lazy<ImmutableSortedDictionary<string, AlignmentResult>> Results = new(() =>
        {
            ImportedDataset data = Assert.Single(PublicData.Import("llmjudge", Name));
            return JudgeAlignment.Compute(data.Dataset, data.Judges, new AlignmentOptions { Resamples = 0, Baselines = false })
                .ToImmutableSortedDictionary(r => r.Judge.Name, r => r, StringComparer.Ordinal);
        });

        public override string Dataset => Name;

        public override string Title => "LLMJudge: 4,423 passages graded 0 to 3 by one assessor, and the grades of 33 judges (arXiv:2502.13908).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
            [new("the agreement of 9 of the 42 judges in the paper's tables", Paper, "their verdicts are not among the published files")];

        /// <summary>The alignment of a judge.</summary>
        /// <param name="judge">The judge's name.</param>
        public static AlignmentResult Of(string judge) => Results.Value[judge];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Rows.Select(r => new PublishedFigure("Cohen's kappa", r.Judge, Paper, r.Kappa, 1e-4, () => Of(r.Judge).Statistics[AlignmentMetric.CohenKappa].Value) { Example = IsExample(r.Judge) }),
            .. Rows.Select(r => new PublishedFigure(
                "Krippendorff's alpha, ordinal", r.Judge, IsExample(r.Judge) ? Paper : Outside, r.Alpha, 1e-4, () => Of(r.Judge).Statistics[AlignmentMetric.KrippendorffAlpha].Value)),
            .. Cut("0|123", 1, r => r.From1),
            .. Cut("01|23", 2, r => r.From2),
            .. Cut("012|3", 3, r => r.From3),
        ];

        private static bool IsExample(string judge) => Examples.Contains(judge, StringComparer.Ordinal);

        private static IEnumerable<PublishedFigure> Cut(string name, int from, Func<Row, double> published) => Rows.Select(r => new PublishedFigure(
            $"Cohen's kappa, {name}", r.Judge, CutExamples.Contains((r.Judge, from)) ? Paper : Outside, published(r), 1e-4, () => CutKappa(Of(r.Judge), from)));

        private static double CutKappa(AlignmentResult result, int from)
        {
            double[] people = [.. result.Items.Select(i => i.Reference >= from ? 1.0 : 0)];
            double[] judge = [.. result.Items.Select(i => int.Parse(i.Judge!, CultureInfo.InvariantCulture) >= from ? 1.0 : 0)];
            return PairStatistics.Compute(PairTable.Create(people, judge), PairStatistic.CohenKappa).Value;
        }

        private sealed record Row(string Judge, double Kappa, double Alpha, double From1, double From2, double From3);
    }
}
