using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// Judging the Judges: 3,600 answers of nine exam takers, right or wrong by people's consensus, and the verdicts of nine LLM judges and two lexical
/// rules. Thakur et al. (2024), "Judging the Judges: Evaluating Alignment and Vulnerabilities in LLMs-as-Judges", arXiv:2406.12624.
/// </summary>
public sealed class PublicJudgingTheJudges
{
    private const string Name = "judging-the-judges";

    [PublicDataTheory(Name), PublishedFigures(typeof(Agreement))]
    public void Judge_agrees_as_computed_elsewhere(string measure, string judge) => PublishedSet.ShouldReproduce<Agreement>(measure, judge);

    // The paper's warning: a judge with three answers of four right has a kappa that says less than half.
    [PublicDataTheory(Name)]
    [InlineData("Gemma-2B")]
    [InlineData("EM")]
    public void High_agreement_hides_a_low_kappa(string judge)
    {
        AlignmentResult result = Agreement.Of(judge);

        Assert.InRange(result.Statistics[AlignmentMetric.PercentAgreement].Value, 0.7, 1);
        Assert.InRange(result.Statistics[AlignmentMetric.CohenKappa].Value, 0, 0.5);
    }

    /// <summary>The agreement of judges with the consensus, on answers with a verdict.</summary>
    internal sealed class Agreement : PublishedSet
    {
        private const string Outside = "computed outside this code";
        private const double Digits = 1e-4;

        private static readonly ImmutableArray<Row> Rows =
        [
            new("GPT-4", .9115, .7876, .7875),
            new("Llama3-70B", .9266, .8179, .8174),
            new("JudgeLM", .8017, .5917, .5805),
            new("Contains", .8478, .6832, .6759),
            new("EM", .7088, .4578, .4113),
            new("Gemma-2B", .7803, .4220, .4132),
        ];

        private static readonly Lazy<ImmutableSortedDictionary<string, AlignmentResult>> Results = new(() => JudgeAlignment
            .Compute(Data.Dataset, Data.Judges, new AlignmentOptions { Resamples = 0, Baselines = false })
            .ToImmutableSortedDictionary(r => r.Judge.Name, r => r, StringComparer.Ordinal));

        public override string Dataset => Name;

        public override string Title => "Judging the Judges: 3,600 answers of nine exam takers, right or wrong by people's consensus and by eleven judges (arXiv:2406.12624).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
            [new("the paper's own table of agreement", "arXiv:2406.12624", "no copy of it is among the data to compare with")];

        private static ImportedDataset Data => Assert.Single(PublicData.Import(Name, Name));

        /// <summary>The alignment of a judge.</summary>
        /// <param name="judge">The judge's name.</param>
        public static AlignmentResult Of(string judge) => Results.Value[judge];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Rows.Select(r => new PublishedFigure("share of answers judged alike", r.Judge, Outside, r.Agreement, Digits, () => Of(r.Judge).Statistics[AlignmentMetric.PercentAgreement].Value)),
            .. Rows.Select(r => new PublishedFigure("Cohen's kappa", r.Judge, Outside, r.Kappa, Digits, () => Of(r.Judge).Statistics[AlignmentMetric.CohenKappa].Value)),
            .. Rows.Select(r => new PublishedFigure("Scott's pi", r.Judge, Outside, r.Pi, Digits, () => Of(r.Judge).Statistics[AlignmentMetric.ScottPi].Value)),
            new("answers with a verdict", "GPT-4", Outside, 3595, 0, () => Of("GPT-4").VerdictCount),
            new("answers with a verdict", "Llama-70B", Outside, 3465, 0, () => Of("Llama-70B").VerdictCount),
            new("Spearman's correlation of the exam takers' scores with people's", "Contains", Outside, .983, 5e-4, () => RankOfExamTakers("Contains")),
        ];

        // The score of an exam taker is its share of right answers; the answers without a verdict count for neither side.
        private static double RankOfExamTakers(string judge)
        {
            var takers = Of(judge).Items.Zip(Data.Dataset.Items, (alignment, item) => (Taker: item.Tags["examTaker"], alignment))
                .Where(i => i.alignment.Judge is not null).GroupBy(i => i.Taker, StringComparer.Ordinal).ToArray();
            double[] people = [.. takers.Select(t => t.Average(i => i.alignment.People[0].Label == "True" ? 1.0 : 0))];
            double[] judged = [.. takers.Select(t => t.Average(i => i.alignment.Judge == "True" ? 1.0 : 0))];
            return Correlation.Spearman(people, judged).Estimate.Value;
        }

        private sealed record Row(string Judge, double Agreement, double Kappa, double Pi);
    }
}
