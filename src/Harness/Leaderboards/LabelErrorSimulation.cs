using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// Tries the order of judges under errors in people's labels, as test sets have them: 3.3 in a hundred in the mean of ten benchmarks, enough to change
/// which model is best (Northcutt, Athalye and Mueller, 2021, arXiv:2103.14749).
/// </summary>
internal sealed class LabelErrorSimulation
{
    private const string Purpose = "label error";
    private const int StepsPerOne = 1000;
    private const int MostRowsCounted = 10_000_000;
    private const int FewestDraws = 20;

    // Rows that are looked at over all rates: some thousand draws of a few thousand items, and not fewer than 200 draws of more.
    private const long MostRowsDrawn = 400_000_000;
    private const int RatesTried = 25;
    private const int DrawsOfMany = 200;
    private const string TooSlow =
        "on a scale with so many values this metric costs a walk over every item for each draw, and there are too many items; pearson and meanAbsoluteError do not";
    private const string Constant = "people gave every common item the same reference, so no other can stand for it";

    // From below to above, until the share of draws is too large; between the last two, halving finds the step.
    private static readonly int[] Ladder = [1, 2, 5, 10, 20, 33, 50, 100, 150, 200, 300, 400, 500];

    private readonly ErrorRows[] _rows;
    private readonly ulong[] _seeds;
    private readonly int[] _ranks;
    private readonly double _sign;
    private readonly LeaderboardOptions _options;
    private readonly int _draws;
    private readonly bool _isSlow;
    private readonly Dictionary<int, LabelErrorRate> _tried = [];

    private LabelErrorSimulation(CommonRows[] rows, int[] ranks, LeaderboardOptions options)
    {
        _rows = [.. rows.Select(r => new ErrorRows(r))];
        _seeds = [.. rows.Select(r => DrawSeed.Of(options.Seed, Purpose, r.Dataset.Name))];
        _ranks = ranks;
        _sign = rows[0].Metric.HigherIsBetter() ? 1 : -1;
        _options = options;

        // Ranks on a scale with many values cost a walk over all rows for each draw: there are fewer draws of them, and the result says how many.
        _isSlow = Array.Exists(_rows, r => r.IsSlow);
        long cost = rows.Sum(r => (long)r.Items.Length * ranks.Length) * Math.Max(1, options.ErrorRates.Length);
        _draws = _isSlow ? (int)Math.Min(options.ErrorDraws, MostRowsCounted / Math.Max(1, cost)) : (int)Math.Min(options.ErrorDraws, Math.Max(DrawsOfMany, MostRowsDrawn / (RatesTried * Math.Max(1, rows.Sum(r => (long)r.Items.Length)))));
    }

    /// <summary>Tries the rates of the options, and looks for those at which the leaderboard flips.</summary>
    /// <param name="rows">The common rows of each dataset.</param>
    /// <param name="ranks">The ranks of the judges on the labels as they are.</param>
    /// <param name="options">Rates, draws, seed and threads.</param>
    public static LabelErrorStability Run(CommonRows[] rows, int[] ranks, LeaderboardOptions options)
    {
        string? why = rows.Length == 0 || ranks.Length < 2 ? "there are no two judges to compare"
            : Array.Exists(rows, r => r.Items.Length < 2) ? "a dataset has fewer than two items that all compared judges answered" : null;
        if (why is not null)
        {
            return Undefined(why);
        }

        LabelErrorSimulation simulation = new(rows, ranks, options);
        return Array.Exists(simulation._rows, r => !r.CanErr) ? Undefined(Constant)
            : simulation._draws < Math.Min(FewestDraws, options.ErrorDraws) ? Undefined(TooSlow)
            : new LabelErrorStability(
                simulation._draws,
                [.. options.ErrorRates.Distinct().Order().Select(simulation.Try)],
                !simulation._isSlow,
                simulation._isSlow ? null : simulation.FlipPoint(rate => rate.Winner),
                simulation._isSlow ? null : simulation.FlipPoint(rate => rate.Order),
                null);
    }

    private static LabelErrorStability Undefined(string why) => new(0, [], false, null, null, why);

    private double? FlipPoint(Func<LabelErrorRate, Estimate> share)
    {
        bool IsOften(int step) => share(At(step)) is { IsDefined: true } found && found.Value > LabelErrorStability.Often;
        int above = Array.Find(Ladder, IsOften);
        if (above == 0)
        {
            return null;
        }

        int below = Ladder.TakeWhile(step => step < above).LastOrDefault();
        while (above - below > 1)
        {
            int middle = (below + above) / 2;
            (below, above) = IsOften(middle) ? (below, middle) : (middle, above);
        }

        return (double)above / StepsPerOne;
    }

    private LabelErrorRate At(int step) => _tried.TryGetValue(step, out LabelErrorRate? known) ? known : _tried[step] = Try((double)step / StepsPerOne);

    private LabelErrorRate Try(double rate)
    {
        // By draw: whether the winner flips, and how many pairs; -1 where some judge has no figure.
        bool[] winner = new bool[_draws];
        int[] reversed = new int[_draws];
        Parallel.For(
            0,
            _draws,
            new ParallelOptions { MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism == 0 ? -1 : _options.MaxDegreeOfParallelism },
            () => new Worker(this),
            (draw, _, worker) =>
            {
                double[] figures = worker.Figures(draw, rate);
                bool undefined = Array.Exists(figures, double.IsNaN);
                winner[draw] = !undefined && JudgeOrder.WinnerFlips(_ranks, figures);
                reversed[draw] = undefined ? -1 : JudgeOrder.Reversed(_ranks, figures);
                return worker;
            },
            _ => { });
        int defined = reversed.Count(r => r >= 0), pairs = _ranks.Length * (_ranks.Length - 1) / 2;
        return new LabelErrorRate(
            rate,
            Share(winner.Count(w => w), defined),
            Share(reversed.Count(r => r > 0), defined),
            Share(reversed.Sum(r => (double)Math.Max(0, r)) / pairs, defined),
            _draws - defined);
    }

    private static Estimate Share(double count, int draws) => draws == 0 ? Estimate.Undefined("no draw has a value for every judge", 0) : Estimate.Of(count / draws, draws);

    private sealed class Worker(LabelErrorSimulation of)
    {
        private readonly ErrorRows.Scratch[] _scratch = [.. of._rows.Select(r => r.CreateScratch())];
        private readonly double[][] _chances = [.. of._rows.Select(r => new double[r.Count])];
        private readonly int[][] _donors = [.. of._rows.Select(r => new int[r.Count])];
        private readonly int[][] _hits = [.. of._rows.Select(r => new int[r.Count])];
        private readonly double[] _values = new double[of._ranks.Length];
        private readonly double[] _figures = new double[of._ranks.Length];

        /// <summary>Each judge's mean at a rate in a draw, more is better.</summary>
        public double[] Figures(int draw, double rate)
        {
            Array.Clear(_figures);
            for (int d = 0; d < of._rows.Length; d++)
            {
                RandomStream random = new(of._seeds[d], (ulong)draw);
                of._rows[d].Draw(ref random, _chances[d], _donors[d]);
                int count = 0;
                for (int row = 0; row < _chances[d].Length; row++)
                {
                    _hits[d][count] = row;
                    count += _chances[d][row] < rate ? 1 : 0;
                }

                of._rows[d].Evaluate(_hits[d].AsSpan(0, count), _donors[d], _scratch[d], _values);
                for (int j = 0; j < _figures.Length; j++)
                {
                    _figures[j] += of._sign * _values[j] / of._rows.Length;
                }
            }

            return _figures;
        }
    }
}
