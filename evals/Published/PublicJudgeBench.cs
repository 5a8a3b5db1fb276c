using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// JUDGE-BENCH: people's labels of many sets in one schema. Bavaresco et al. (2024), "LLMs instead of Human Judges?", arXiv:2406.18403. The published
/// values are read from the results that stand beside the labels.
/// </summary>
public sealed class PublicJudgeBench
{
    private const string Name = "judge-bench";

    [PublicDataTheory(Name), PublishedFigures(typeof(People))]
    public void People_agree_as_published(string measure, string metric) => PublishedSet.ShouldReproduce<People>(measure, metric);

    /// <summary>The agreement of people on each metric that several of them rated.</summary>
    internal sealed class People : PublishedSet
    {
        private const string Results = "JUDGE-BENCH, published-results/";

        // How the published files call a set, how the importer does, and the level of its metrics.
        private static readonly (string Published, string Imported, MeasurementLevel Level)[] Sets =
        [
            ("newsroom", "newsroom", MeasurementLevel.Ordinal),
            ("recipe-crowd-sourcing-data", "meta_evaluation_recipes", MeasurementLevel.Ordinal),
            ("inferential-strategies", "inferential_strategies", MeasurementLevel.Nominal),
        ];

        public override string Dataset => Name;

        public override string Title => "JUDGE-BENCH: the sets of which people's single labels are at hand (arXiv:2406.18403).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
        [
            new("Cohen's kappa and Spearman's correlation of 11 judges with people", "arXiv:2406.18403 and published-results/", "the judges' replies are not in the repository, only the results"),
            new("alpha of CoLA, Medical-safety and ToxicChat", "arXiv:2406.18403", "there is one label for each item, so that nobody can agree or disagree; the publication has NaN"),
        ];

        protected override IEnumerable<PublishedFigure> Read() => Sets.SelectMany(Of);

        private static IEnumerable<PublishedFigure> Of((string Published, string Imported, MeasurementLevel Level) set)
        {
            // JSON has no NaN, which the results have where a measure does not apply.
            string text = File.ReadAllText(Path.Combine(PublicData.Folder(Name), "published-results", set.Published + ".json")).Replace("NaN", "null", StringComparison.Ordinal);
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement metrics = document.RootElement.EnumerateObject().First().Value;
            return
            [
                .. metrics.EnumerateObject().Select(metric => (metric.Name, Alpha: metric.Value.GetProperty("krippendorff_alpha").GetDouble())).Select(metric => new PublishedFigure(
                    $"Krippendorff's alpha, {set.Level.ToString().ToLowerInvariant()}", $"{set.Published}, {metric.Name}", Results + set.Published + ".json",
                    metric.Alpha, 1e-9, () => Ratings.Alpha(Load(set.Imported, metric.Name), set.Level))),
            ];
        }

        private static ImportedDataset Load(string set, string metric)
        {
            string name = $"{set}-{metric.Replace(' ', '-')}".ToLowerInvariant();
            return PublicData.Import("judge-bench", Name).Single(d => d.Dataset.Info.Name == name);
        }
    }
}
