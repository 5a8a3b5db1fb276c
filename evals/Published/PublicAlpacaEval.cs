using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

namespace JudgeEval.Evals.Published;

/// <summary>
/// AlpacaEval: how often a model's output is preferred to a baseline's on 805 instructions. Dubois et al. (2024), "Length-Controlled
/// AlpacaEval", arXiv:2404.04475. There are no labels of people, so nothing is aligned: the win rates are means of judges' preferences.
/// </summary>
public sealed class PublicAlpacaEval
{
    private const string Name = "alpaca-eval";

    [PublicDataTheory(Name), PublishedFigures(typeof(WinRates))]
    public void Model_wins_as_published(string measure, string model) => PublishedSet.ShouldReproduce<WinRates>(measure, model);

    /// <summary>Win rates and their standard errors on two leaderboards.</summary>
    internal sealed class WinRates : PublishedSet
    {
        private static readonly ImmutableArray<Leaderboard> Boards =
        [
            new("AlpacaEval", "data_AlpacaEval--alpaca_eval_gpt4_leaderboard.csv", "alpaca_eval_gpt4", ["alpaca-7b", "gpt4_1106_preview"]),
            new("AlpacaEval 2", "data_AlpacaEval_2--weighted_alpaca_eval_gpt4_turbo_leaderboard.csv", "weighted_alpaca_eval_gpt4_turbo", ["claude-2", "NullModel"]),
        ];

        private static readonly Lazy<ILookup<(string Judge, string Model), double>> Preferences = new(() =>
        {
            CsvTable table = Table("judge_preferences.csv.gz");
            int judge = table.Columns.IndexOf("judge"), model = table.Columns.IndexOf("model"), preference = table.Columns.IndexOf("preference");
            return table.Rows.Where(r => r.Cells[preference].Length > 0)
                .ToLookup(r => (r.Cells[judge], r.Cells[model]), r => Wins(double.Parse(r.Cells[preference], CultureInfo.InvariantCulture)));
        });

        public override string Dataset => Name;

        public override string Title => "AlpacaEval: preferences of LLM judges between a model's and a baseline's output on 805 instructions; no labels of people (arXiv:2404.04475).";

        public override ImmutableArray<NotReproduced> NotReproduced =>
        [
            new("the models of the two leaderboards that are not listed here", "leaderboards/", "their preferences are not among the data"),
            new("the length-controlled win rates", "leaderboards/", "the regression behind them needs a difficulty for every instruction, which is not among the data"),
            new("the evaluators' human agreement, bias, variance and preference for length", "evaluators_leaderboard.csv", "the 2,500 cross-annotations by people and the evaluators' verdicts on them are not among the data; the row of gpt-4o-mini has a share, 0.3367, where all others have per cent"),
        ];

        protected override IEnumerable<PublishedFigure> Read() => Boards.SelectMany(board =>
        {
            CsvTable table = Table(Path.Combine("leaderboards", board.File));
            CsvRow[] models = [.. table.Rows.Where(r => Preferences.Value.Contains((board.Judge, r.Cells[0])))];
            return models.Select(r => Figure(board, table, r, "win rate, %", "win_rate", m => m.Mean))
                .Concat(models.Select(r => Figure(board, table, r, "standard error of the win rate, %", "standard_error", m => m.StandardError)));
        });

        // The first column, without a name, is the model.
        private static PublishedFigure Figure(Leaderboard board, CsvTable table, CsvRow row, string measure, string column, Func<SampleMeanResult, Estimate> part)
        {
            string model = row.Cells[0];
            return new PublishedFigure(
                $"{measure}, {board.Title}", model, board.File, double.Parse(row.Cells[table.Columns.IndexOf(column)], CultureInfo.InvariantCulture), 1e-6,
                () => 100 * part(SampleMean.Compute([.. Preferences.Value[(board.Judge, model)]])).Value)
            {
                Example = board.Examples.Contains(model),
            };
        }

        // From 1 (the baseline wins) to 2 (the model wins); 0 is an older sign of a draw, and as a number it would be a loss twice over.
        private static double Wins(double preference) => preference == 0 ? 0.5 : preference - 1;

        private static CsvTable Table(string file) => CsvTable.Read(Path.Combine(PublicData.Folder(Name), file));

        private sealed record Leaderboard(string Title, string File, string Judge, ImmutableArray<string> Examples);
    }
}
