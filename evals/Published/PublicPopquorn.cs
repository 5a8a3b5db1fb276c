using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// POPQUORN's offensiveness ratings: means by everyone, gender and race on 1,500 comments, and nine LLM judges that answer for themselves or in the
/// place of a group. Sun et al., "Sociodemographic Prompting is Not Yet an Effective Approach for Simulating Subjective Judgments with LLMs", arXiv:2311.09730.
/// </summary>
public sealed class PublicPopquorn
{
    private const string Name = "popquorn-llm";
    private const string Format = "popquorn";

    [PublicDataTheory(Name), PublishedFigures(typeof(Groups))]
    public void Judge_is_as_near_to_a_group_as_published(string measure, string judge) => PublishedSet.ShouldReproduce<Groups>(measure, judge);

    /// <summary>How near judges are to everyone and to groups.</summary>
    internal sealed class Groups : PublishedSet
    {
        private const string Correlations = "published_corr_robust_offensiveness.csv";
        private const string BaseGaps = "published_lme_offensive_basegap_se.csv";
        private const string PromptGaps = "published_lme_offensive_addgap_se.csv";
        private const string BaseGapIntervals = "published_lme_offensive_basegap_ci.csv";
        private const string PromptGapIntervals = "published_lme_offensive_addgap_ci.csv";
        private const string Outside = "computed outside this code";
        private const double ThreeDecimals = 5e-4;

        // The published intervals are those of statsmodels: the coefficient, give or take so many standard errors.
        private const double Normal975 = 1.959963984540054;

        private static readonly ImmutableArray<ImmutableArray<string>> Divisions = [["man", "woman"], ["white", "asian", "black"]];

        private static readonly ImmutableArray<(string Group, double R, int Comments)> ByGroup =
            [("man", .623, 1483), ("woman", .652, 1488), ("white", .720, 1500), ("black", .459, 1003), ("asian", .424, 708)];

        private static readonly Lazy<Ratings> Data = new(() => new Ratings(PublicData.Import(Format, Name)));

        public override string Dataset => Name;

        public override string Title => "POPQUORN: offensiveness of 1,500 comments, mean ratings by everyone, gender and race, and nine judges with six prompts (arXiv:2311.09730).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
            [new("the correlations of the prompts p2 and p3, 8 rows", Correlations, "the ratings with these prompts are not among the data")];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Rows(Correlations).Where(r => r[3] == "p1").Select(r => new PublishedFigure(
                "Pearson's correlation with the mean rating", $"{r[2]}_base", $"{Correlations}, prompt p1", Number(r[0]), 1e-9, () => Data.Value.Pearson($"{r[2]}_base", "everyone").Value)),
            .. ByGroup.Select(g => new PublishedFigure(
                "Pearson's correlation of gpt4_base with a group's mean rating", g.Group, Outside, g.R, 5e-4, () => Data.Value.Pearson("gpt4_base", g.Group).Value)),
            .. ByGroup.Select(g => new PublishedFigure(
                "comments with a mean rating of the group", g.Group, Outside, g.Comments, 0, () => Data.Value.Pearson("gpt4_base", g.Group).N)),
            .. Effects("gap to a group beyond that to men or to white people", BaseGaps, BaseGap),
            .. Intervals("gap to a group beyond that to men or to white people", BaseGapIntervals, BaseGap),
            .. Effects("gap to a group that answering in its place adds", PromptGaps, PromptGap),
            .. Intervals("gap to a group that answering in its place adds", PromptGapIntervals, PromptGap),
        ];

        private static FixedEffect BaseGap(string judge, string group)
        {
            ImmutableArray<string> division = Divisions.Single(d => d.IndexOf(group) > 0);
            return Data.Value.GapByGroup($"{judge}_base", division)[division.IndexOf(group)];
        }

        private static FixedEffect PromptGap(string judge, string group) => Data.Value.GapByPrompt(judge, group);

        // Three rows for each: the coefficient, and the ends of its interval.
        private static IEnumerable<PublishedFigure> Intervals(string measure, string file, Func<string, string, FixedEffect> compute)
        {
            var rows = Rows(file).Chunk(3).Select(r => (Judge: r[0][0], Group: r[0][1], Low: r[1][2], High: r[2][2], Fit: new Lazy<FixedEffect>(() => compute(r[0][0], r[0][1])))).ToArray();
            return rows.Select(r => new PublishedFigure($"{measure}, lower end", $"{r.Judge}, {r.Group}", file, Number(r.Low), ThreeDecimals, () => r.Fit.Value.Coefficient.Value - (Normal975 * r.Fit.Value.StandardError)))
                .Concat(rows.Select(r => new PublishedFigure($"{measure}, upper end", $"{r.Judge}, {r.Group}", file, Number(r.High), ThreeDecimals, () => r.Fit.Value.Coefficient.Value + (Normal975 * r.Fit.Value.StandardError))));
        }

        private static IEnumerable<PublishedFigure> Effects(string measure, string file, Func<string, string, FixedEffect> compute)
        {
            var rows = Rows(file).Select(r => (Judge: r[0], Group: r[1], Cells: r, Fit: new Lazy<FixedEffect>(() => compute(r[0], r[1])))).ToArray();
            return new (string Suffix, int Column, Func<FixedEffect, double> Part)[] { ("", 2, f => f.Coefficient.Value), (", standard error", 3, f => f.StandardError), (", p", 4, f => f.Test.PValue) }
                .SelectMany(p => rows.Select(r => new PublishedFigure($"{measure}{p.Suffix}", $"{r.Judge}, {r.Group}", file, Number(r.Cells[p.Column]), ThreeDecimals, () => p.Part(r.Fit.Value))
                {
                    Example = r.Judge == "gpt4",
                }));
        }

        private static IEnumerable<ImmutableArray<string>> Rows(string file) => CsvTable.Read(Path.Combine(PublicData.Folder(Name), file)).Rows.Select(r => r.Cells);

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>The imported ratings. Numbers off the scale are what they are here, as in the publication; an alignment leaves them out.</summary>
    private sealed class Ratings(ImmutableArray<ImportedDataset> imports)
    {
        /// <summary>The correlation with a group's means, over the comments that have both.</summary>
        public Estimate Pearson(string judge, string group)
        {
            Dictionary<string, double> ratings = Of(judge);
            (double People, double Judge)[] pairs = [.. Means(group).Where(m => ratings.ContainsKey(m.Key)).Select(m => (m.Value, ratings[m.Key]))];
            return Correlation.Pearson([.. pairs.Select(p => p.People)], [.. pairs.Select(p => p.Judge)]).Estimate;
        }

        /// <summary>|judge - mean of the group| by group, the first one being the reference, with an intercept for each comment.</summary>
        public ImmutableArray<FixedEffect> GapByGroup(string judge, ImmutableArray<string> groups)
        {
            Dictionary<string, double> ratings = Of(judge);
            return Fit(groups.Length, groups.SelectMany((group, g) => Gaps(ratings, Means(group)).Select(gap => (gap.Comment, gap.Value, g))));
        }

        /// <summary>|judge - mean of the group| by prompt: what answering in the group's place adds to the gap.</summary>
        public FixedEffect GapByPrompt(string judge, string group)
        {
            string prompt = group switch { "man" => "male", "woman" => "female", _ => group };
            Dictionary<string, double> means = Means(group);
            return Fit(2, Gaps(Of($"{judge}_base"), means).Select(g => (g.Comment, g.Value, 0)).Concat(Gaps(Of($"{judge}_{prompt}"), means).Select(g => (g.Comment, g.Value, 1))))[1];
        }

        private static ImmutableArray<FixedEffect> Fit(int levels, IEnumerable<(string Comment, double Gap, int Level)> rows)
        {
            List<double> gaps = [], design = [];
            List<int> comments = [];
            Dictionary<string, int> numbers = new(StringComparer.Ordinal);
            foreach ((string comment, double gap, int level) in rows)
            {
                numbers.TryAdd(comment, numbers.Count);
                comments.Add(numbers[comment]);
                gaps.Add(gap);
                design.AddRange(Enumerable.Range(0, levels).Select(l => l == 0 || l == level ? 1.0 : 0));
            }

            RandomInterceptResult? fit = RandomInterceptModel.Fit([.. gaps], [.. design], levels, [.. comments], new RandomInterceptOptions(), out string? undefined);
            return fit?.FixedEffects ?? throw new InvalidOperationException(undefined);
        }

        private static IEnumerable<(string Comment, double Value)> Gaps(Dictionary<string, double> judge, Dictionary<string, double> means) =>
            means.Where(m => judge.ContainsKey(m.Key)).Select(m => (m.Key, Math.Abs(judge[m.Key] - m.Value)));

        private Dictionary<string, double> Of(string judge) => imports[0].Judges.Single(j => j.Judge.Name == judge).Judgements
            .Where(j => j.Verdict.Label is not null).ToDictionary(j => j.Item, j => double.Parse(j.Verdict.Label!, CultureInfo.InvariantCulture), StringComparer.Ordinal);

        private Dictionary<string, double> Means(string group)
        {
            AnnotatedDataset data = With(group).Dataset;
            return Enumerable.Range(0, data.Items.Length)
                .SelectMany(i => data.AnnotationsOf(i).ToArray().Where(a => data.Annotators[a.Annotator].Id == group).Select(a => (data.Items[i].Id, a.Value)))
                .ToDictionary(m => m.Id, m => m.Value, StringComparer.Ordinal);
        }

        private ImportedDataset With(string group) => imports.Single(i => i.Dataset.Annotators.Any(a => a.Id == group));
    }
}
