using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Evals.Published;

/// <summary>
/// LLMBar: pairs of outputs, of which one follows the instruction better, in eight subsets, and the recorded preferences of
/// evaluators in both orders. Zeng et al. (2024), "Evaluating Large Language Models at Evaluating Instruction Following",
/// arXiv:2310.07641.
/// </summary>
public sealed class PublicLlmBar
{
    private const string Name = "llmbar";

    // A judge that takes the other side when the outputs change places counts as undecided: its choice was the place.
    [Theory, JudgeSuite(typeof(Natural), Name = "llmbar", Judges = ["GPT-4_Vanilla", "GPT-4_Swap_CoT"])]
    public Task Best_judges_prefer_the_better_output(JudgeCase judge) =>
        judge.ShouldAlign(gate => gate.CohenKappaQuadratic.AtLeast(0.7).WithoutSnapshot());

    [PublicDataTheory(Name)]
    [InlineData("LLMBar/Adversarial/GPTInst", "llmbar-adversarial-gptinst", 65)]
    [InlineData("LLMBar/Adversarial/GPTOut", "llmbar-adversarial-gptout", 65)]
    [InlineData("LLMBar/Adversarial/Manual", "llmbar-adversarial-manual", 65)]
    [InlineData("LLMBar/Adversarial/Neighbor", "llmbar-adversarial-neighbor", 65)]
    [InlineData("LLMBar/Natural", "llmbar-natural", 65)]
    [InlineData("Processed/FairEval", "llmbar-processed-faireval", 8)]
    [InlineData("Processed/LLMEval^2", "llmbar-processed-llmeval2", 8)]
    [InlineData("Processed/MT-Bench", "llmbar-processed-mt-bench", 8)]
    public void Judges_are_as_accurate_and_as_consistent_as_published(string subset, string dataset, int judges)
    {
        ImportedDataset data = PublicData.Import("llmbar", Name).Single(d => d.Dataset.Info.Name == dataset);
        ImmutableSortedDictionary<string, Shares> published = Shares.Published(subset);

        Assert.Equal((judges, judges), (data.Judges.Length, published.Count));
        Assert.All(data.Judges, judge => Assert.Equal(published[judge.Judge.Name], Shares.Of(data, judge)));
    }

    /// <summary>The subset that was not made to mislead judges.</summary>
    public sealed class Natural : IDatasetSource
    {
        public string? WhyAbsent => PublicData.WhyAbsent(Name);

        public ImmutableArray<ImportedDataset> Load() =>
            [PublicData.Import("llmbar", Name).Single(d => d.Dataset.Info.Name == "llmbar-natural")];
    }

    /// <summary>How many pairs a judge gets right in each order and in both, and on how many it says the same in both.</summary>
    private sealed record Shares(int Pairs, int Original, int Swapped, int Both, int Same)
    {
        public static Shares Of(ImportedDataset data, VerdictSet judge)
        {
            (ItemAlignment Original, ItemAlignment Swapped)[] items =
                [.. Align(data, judge, PresentationOrder.Original).Zip(Align(data, judge, PresentationOrder.Swapped))];
            return new Shares(
                items.Length,
                items.Count(i => IsRight(i.Original)),
                items.Count(i => IsRight(i.Swapped)),
                items.Count(i => IsRight(i.Original) && IsRight(i.Swapped)),
                items.Count(i => Said(i.Original) == Said(i.Swapped)));
        }

        /// <summary>The published shares of every judge on a subset.</summary>
        public static ImmutableSortedDictionary<string, Shares> Published(string subset)
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PublicData.Folder(Name), "published_statistics.json")));
            return document.RootElement.EnumerateArray().Where(row => Text(row, "subset") == subset).ToImmutableSortedDictionary(
                row => $"{Text(row, "evaluator")}_{Text(row, "strategy")}",
                row => new Shares(
                    Count(row, "equal", 2), Count(row, "correct_False"), Count(row, "correct_True"), Count(row, "correct_both"), Count(row, "equal")),
                StringComparer.Ordinal);
        }

        private static ImmutableArray<ItemAlignment> Align(ImportedDataset data, VerdictSet judge, PresentationOrder order) => JudgeAlignment.Compute(
            data.Dataset, new VerdictSet(judge.Judge, null, null, judge.Judgements.Where(j => j.Order == order)), new AlignmentOptions { Resamples = 0, Baselines = false }).Items;

        private static bool IsRight(ItemAlignment item) => item is { Judge: not null, Disagrees: false };

        // Two replies that could not be parsed count as the same where they are the same text, as in the publication.
        private static string? Said(ItemAlignment item) => item.Judge ?? $"unparsable: {item.Failure?.RawReply}";

        private static string Text(JsonElement row, string property) => row.GetProperty(property).GetString()!;

        // "33 / 92 = 35.869565217391305%": the first word is the count, the third the number of pairs.
        private static int Count(JsonElement row, string property, int word = 0) =>
            int.Parse(Text(row, property).Split(' ')[word], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
