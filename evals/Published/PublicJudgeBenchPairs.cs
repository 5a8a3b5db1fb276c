using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Evals.Published;

/// <summary>
/// JudgeBench: pairs of responses of which one is right, and the decisions of judges in both orders. Tan et al. (2024), "JudgeBench: A
/// Benchmark for Evaluating LLM-based Judges", arXiv:2410.12784.
/// </summary>
public sealed class PublicJudgeBenchPairs
{
    private const string Name = "judgebench";

    [PublicDataTheory(Name), PublishedFigures(typeof(BothGames))]
    public void Judge_scores_as_published(string measure, string judge) => PublishedSet.ShouldReproduce<BothGames>(measure, judge);

    /// <summary>Scores and inconsistencies over both games.</summary>
    internal sealed class BothGames : PublishedSet
    {
        private const string Source = "computed outside this code; equal to arXiv:2410.12784 as remembered";
        private const string Outside = "computed outside this code";

        private static readonly ImmutableArray<(string Judge, double Score)> Scores =
        [
            ("o1-mini-2024-09-12", 65.71),
            ("Skywork_Skywork-Reward-Gemma-2-27B", 64.29),
            ("internlm_internlm2-20b-reward", 63.43),
            ("Skywork_Skywork-Reward-Llama-3.1-8B", 62.29),
            ("internlm_internlm2-7b-reward", 59.43),
            ("Ray2333_GRM-Gemma-2B-rewardmodel-ft", 59.43),
        ];

        private static readonly Lazy<ImmutableSortedDictionary<string, Games>> Results = new(() => PublicData.Import(Name, Name)
            .SelectMany(data => data.Judges.Select(judge => (judge.Judge.Name, Games.Of(data, judge))))
            .ToImmutableSortedDictionary(g => g.Name, g => g.Item2, StringComparer.Ordinal));

        public override string Dataset => Name;

        public override string Title => "JudgeBench: 350 pairs of GPT-4o's and 270 of Claude 3.5 Sonnet's responses with an objective label, and seven judges in both orders (arXiv:2410.12784).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
            [new("the scores of the judges in 31 further files", "arXiv:2410.12784", "their verdicts are too large to be among the data")];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Scores.Select(s => new PublishedFigure("score over both orders, %", s.Judge, Source, s.Score, .005, () => Results.Value[s.Judge].Score)),
            new("pairs with another decision when swapped, %", "o1-mini-2024-09-12", Outside, 31.43, .005, () => Results.Value["o1-mini-2024-09-12"].Inconsistent),
            new("pairs with another decision when swapped, %", "claude-3-haiku-20240307", Outside, 50.0, .005, () => Results.Value["claude-3-haiku-20240307"].Inconsistent),
        ];

        /// <summary>A judge's decisions on the same pairs in both orders, in the pair's own order.</summary>
        private sealed record Games(ImmutableArray<ItemAlignment> First, ImmutableArray<ItemAlignment> Second)
        {
            /// <summary>The share of pairs on which more games went to the right response than to the wrong one.</summary>
            public double Score => 100.0 * First.Zip(Second).Count(g => Points(g.First) + Points(g.Second) > 0) / First.Length;

            /// <summary>The share of pairs whose two decisions differ; a decision that could not be read differs from any other.</summary>
            public double Inconsistent => 100.0 * First.Zip(Second).Count(g => g.First.Judge != g.Second.Judge) / First.Length;

            public static Games Of(ImportedDataset data, VerdictSet judge) => new(Align(data, judge, PresentationOrder.Original), Align(data, judge, PresentationOrder.Swapped));

            private static int Points(ItemAlignment game) => game.Judge is null or "N" ? 0 : game.Disagrees ? -1 : 1;

            private static ImmutableArray<ItemAlignment> Align(ImportedDataset data, VerdictSet judge, PresentationOrder order) => JudgeAlignment.Compute(
                data.Dataset, new VerdictSet(judge.Judge, null, null, judge.Judgements.Where(j => j.Order == order)), new AlignmentOptions { Resamples = 0, Baselines = false }).Items;
        }
    }
}
