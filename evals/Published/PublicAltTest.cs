using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Imports;
using JudgeEval.Harness.Runs;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// The alternative annotator test on six sets and six judges: may the judge replace a person? Calderon, Reichart and Dror (2025), arXiv:2501.10970.
/// The published values are the printed cells of the authors' notebook.
/// </summary>
public sealed class PublicAltTest
{
    private const string Name = "alttest";

    [PublicDataTheory(Name), PublishedFigures(typeof(Replaceability))]
    public void Judge_may_replace_people_as_published(string measure, string judge) => PublishedSet.ShouldReproduce<Replaceability>(measure, judge);

    /// <summary>The winning rate and the advantage probability of every judge on every set, and whether it passes.</summary>
    internal sealed class Replaceability : PublishedSet
    {
        private const string Notebook = "arXiv:2501.10970, the authors' notebook";

        private static readonly ImmutableDictionary<string, double> Epsilons = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["cebab_aspects"] = 0.1, ["cebab_stars"] = 0.1, ["lgbteen"] = 0.2, ["mtbench"] = 0.2, ["summeval"] = 0.2, ["wax"] = 0.1,
        }.ToImmutableDictionary(StringComparer.Ordinal);

        public override string Dataset => Name;

        public override string Title => "The alternative annotator test: six judges on six sets; rates are published with two digits (arXiv:2501.10970).";

        protected override IEnumerable<PublishedFigure> Read()
        {
            CsvTable table = CsvTable.Read(Path.Combine(PublicData.Folder(Name), "published_alt_test.csv"));
            Row[] rows = [.. table.Rows.Select(Row.Of)];
            return
            [
                .. rows.Select(r => new PublishedFigure("winning rate", r.Judgement, Notebook, r.WinningRate, 0.0051, () => r.Ours.WinningRate) { Example = r.IsExample }),
                .. rows.Select(r => new PublishedFigure("advantage probability", r.Judgement, Notebook, r.Advantage, 0.0051, () => r.Ours.AdvantageProbability) { Example = r.IsExample }),
                .. rows.Select(r => new PublishedFigure("passes the test (1) or not (0)", r.Judgement, Notebook, r.Passed ? 1 : 0, 0, () => r.Ours.WinningRate >= 0.5 ? 1 : 0)),
            ];
        }

        private static AltTestResult Test(string set, string judge)
        {
            ImportedDataset data = PublicData.Import("alttest", Name).Single(d => d.Dataset.Info.Name == set);
            VerdictSet verdicts = data.Judges.Single(j => j.Judge.Name == judge);
            AltTestOptions options = new()
            {
                Epsilon = Epsilons[set],
                Scoring = data.Dataset.Scale.Level == Judges.ScaleLevel.Nominal ? AltTestScoring.Accuracy : AltTestScoring.NegativeRmse,
            };
            return AlternativeAnnotatorTest.Run(Ratings.Of(data.Dataset), Ratings.Of(data.Dataset, verdicts), options, out string? undefined)
                ?? throw new InvalidOperationException(undefined);
        }

        private sealed record Row(string Set, string Judge, bool Passed, double WinningRate, double Advantage)
        {
            private readonly Lazy<AltTestResult> _ours = new(() => Test(Set, Judge));

            public AltTestResult Ours => _ours.Value;

            public string Judgement => $"{Judge} on {Set}";

            public bool IsExample => Judge == "gpt-4o";

            public static Row Of(CsvRow row) => new(row.Cells[0], row.Cells[1], row.Cells[2] == "PASSED", Number(row.Cells[3]), Number(row.Cells[4]));

            private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        }
    }
}
