using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// Sets on which people disagree, and the shares of positive labels that a model is to predict: the Gab Hate Corpus, GoEmotions and HelpSteer2 as
/// <c>EdisonNi-hku/Disagreement_Prediction</c> published them.
/// </summary>
public sealed class PublicDisagreementPrediction
{
    private const string Name = "disagreement-prediction";

    [PublicDataTheory(Name), PublishedFigures(typeof(Shares))]
    public void People_disagree_as_published(string measure, string file) => PublishedSet.ShouldReproduce<Shares>(measure, file);

    /// <summary>The share of positive labels of every item, and the agreement behind it.</summary>
    internal sealed class Shares : PublishedSet
    {
        private const string Repository = "EdisonNi-hku/Disagreement_Prediction";

        // The columns that prob_positive is of: the name of a file of GoEmotions says which.
        private static readonly (string File, string Dataset)[] Files =
        [
            ("test_ghc_dis.csv", "test_ghc_dis"),
            ("test_ghc_rnd.csv", "test_ghc_rnd"),
            ("test_goe_ambiguous_dis.csv", "test_goe_ambiguous_dis-ambiguous"),
            ("test_goe_ambiguous_rnd.csv.gz", "test_goe_ambiguous_rnd-ambiguous"),
            ("test_goe_negative_dis.csv", "test_goe_negative_dis-negative"),
            ("test_goe_negative_rnd.csv.gz", "test_goe_negative_rnd-negative"),
            ("test_goe_positive_dis.csv", "test_goe_positive_dis-positive"),
            ("test_goe_positive_rnd.csv.gz", "test_goe_positive_rnd-positive"),
            ("test_helpsteer2_dis.csv.gz", "test_helpsteer2_dis"),
        ];

        // Computed from the same files outside this code, to four digits; the files publish shares and no alpha.
        private static readonly (string Dataset, double Alpha)[] Alphas =
        [
            ("test_ghc_rnd", 0.2446),
            ("test_ghc_dis", -0.2930),
            ("test_goe_positive_rnd-positive", 0.3084),
            ("test_goe_negative_rnd-negative", 0.2937),
            ("test_goe_ambiguous_rnd-ambiguous", 0.1607),
        ];

        public override string Dataset => Name;

        public override string Title =>
            "Labels of people who disagree, and the share of positive ones that is published for each item. Files in _dis were selected for disagreement, and so their alpha is negative.";

        public override ImmutableArray<NotReproduced> NotReproduced =>
            [new("how well models predict the shares", Repository, "the models' generations are kept outside the repository, which has pointers to them alone")];

        protected override IEnumerable<PublishedFigure> Read() =>
        [
            .. Alphas.Select(a => new PublishedFigure(
                "Krippendorff's alpha, nominal", a.Dataset, "computed outside this code", a.Alpha, 1e-4, () => Ratings.Alpha(Load(a.Dataset), MeasurementLevel.Nominal))),
            .. Files.Select(f => new PublishedFigure(
                "share of positive labels, largest difference over items", f.Dataset, $"{Repository}, column prob_positive", 0, 1e-6, () => LargestDifference(f.File, Load(f.Dataset).Dataset))),
        ];

        private static ImportedDataset Load(string name) => PublicData.Import(Name, Name).Single(d => d.Dataset.Info.Name == name);

        private static double LargestDifference(string file, AnnotatedDataset dataset)
        {
            CsvTable table = CsvTable.Read(Path.Combine(PublicData.Folder(Name), file));
            int share = table.Columns.IndexOf("prob_positive"), id = table.Columns.IndexOf("ID.1");
            Assert.Equal(table.Rows.Length, dataset.Items.Length);
            return table.Rows.Select((row, i) =>
            {
                Assert.True(dataset.TryFindItem(id < 0 ? (i + 1).ToString("0000", CultureInfo.InvariantCulture) : row.Cells[id], out int item));
                return Math.Abs(PositiveShare(dataset, item) - double.Parse(row.Cells[share], CultureInfo.InvariantCulture));
            }).Max();
        }

        private static double PositiveShare(AnnotatedDataset dataset, int item)
        {
            int positive = 0;
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
            foreach (Annotation annotation in annotations)
            {
                positive += annotation.Value > 0 ? 1 : 0;
            }

            return (double)positive / annotations.Length;
        }
    }
}
