using System.Runtime.CompilerServices;
using JudgeEval.Harness.Alignment;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// Resamples of a dataset's common items, the same for every judge, so that differences between judges and their ranks know how far the judges move
/// together. As everywhere (<see cref="BootstrapMethod.Bayesian"/>) each draw counts twice, without and with an unseen item beside the data; people's
/// label on it is one for all judges, and each judge's is its own.
/// </summary>
internal static class JointBootstrap
{
    private const int Block = 32;
    private const int MostUnseen = 8;
    private const string Purpose = "order";

    /// <summary>The replicates of each judge's metric: those without an unseen item first, then as many with one; NaN where undefined.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="options">Seed and threads.</param>
    public static double[][] Replicates(CommonRows rows, int draws, LeaderboardOptions options)
    {
        double[][] replicates = [.. rows.Rows.Select(_ => new double[2 * draws])];
        if (rows.Weights.Count < 2)
        {
            foreach (double[] judge in replicates)
            {
                Array.Fill(judge, double.NaN);
            }

            return replicates;
        }

        JudgeTable[] tables = Tables(rows, options.Seed);
        ulong seed = DrawSeed.Of(options.Seed, Purpose, rows.Dataset.Name);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism == 0 ? -1 : options.MaxDegreeOfParallelism };
        Parallel.For(
            0,
            (draws + Block - 1) / Block,
            parallel,
            () => new Worker(rows.Weights, tables),
            (block, _, worker) =>
            {
                for (int draw = block * Block; draw < Math.Min(draws, (block + 1) * Block); draw++)
                {
                    worker.Fill(new RandomStream(seed, (ulong)draw), draw, draws, replicates);
                }

                return worker;
            },
            _ => { });
        return replicates;
    }

    private static JudgeTable[] Tables(CommonRows rows, ulong seed)
    {
        AlignmentPlan plan = rows.Dataset.Plan;
        LabelScale scale = plan.Dataset.Scale;
        double[] labels = UnseenItems.Labels(scale, rows.Rows.SelectMany(judge => judge.SelectMany(row => new[] { row.Value, row.Mean })));
        MetricRow[] unseen =
        [
            .. labels.SelectMany(_ => labels, (people, judge) => new MetricRow(judge, people, people, people, scale.IsNumeric ? double.NaN : judge == people ? 0 : 1)),
        ];
        return
        [
            .. rows.Rows.Select((judge, j) =>
            {
                MetricTable table = new([.. judge, .. unseen], plan.Level, scale, rows.Weights.Unit, [rows.Metric]);
                return new JudgeTable(table, table.PatternOfRow[..judge.Length], table.PatternOfRow[judge.Length..], labels.Length, DrawSeed.Of(seed, rows.Judges[j].Name, rows.Dataset.Name));
            }),
        ];
    }

    /// <summary>A judge's patterns: those of its rows, and those of an unseen item by people's label and its own.</summary>
    /// <remarks>What a judge says of unseen items it draws by a seed of its own, so that a judge more or less changes nothing for the others.</remarks>
    private sealed record JudgeTable(MetricTable Table, int[] PatternOfRow, int[] Unseen, int Labels, ulong Seed);

    private sealed class Worker(ClusterWeights weights, JudgeTable[] tables)
    {
        private readonly IPatternEvaluator[] _evaluators = [.. tables.Select(t => t.Table.CreateEvaluator())];
        private readonly int[][] _patterns = [.. tables.Select(t => new int[t.Table.PatternCount])];
        private readonly double[] _gammas = new double[weights.Count];
        private readonly int[] _rowWeights = new int[tables[0].PatternOfRow.Length];
        private readonly int[] _people = new int[(int)Math.Clamp(Math.Round(weights.MeanSize), 1, MostUnseen)];
        private readonly double[] _value = new double[1];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Fill(RandomStream random, int draw, int draws, double[][] replicates)
        {
            weights.Draw(ref random, _gammas, _rowWeights);
            int labels = tables[0].Labels;
            for (int i = 0; i < _people.Length; i++)
            {
                _people[i] = random.NextInt(labels);
            }

            int unseen = (int)Math.Round(weights.Unit * weights.MeanSize * GammaSampler.Draw(ref random, 1) / _people.Length);
            for (int judge = 0; judge < tables.Length; judge++)
            {
                int[] pattern = _patterns[judge];
                Weigh(tables[judge].PatternOfRow, pattern);
                _evaluators[judge].Evaluate(pattern, _value);
                replicates[judge][draw] = _value[0];
                RandomStream own = new(tables[judge].Seed, (ulong)draw);
                foreach (int people in _people)
                {
                    pattern[tables[judge].Unseen[(people * labels) + own.NextInt(labels)]] += unseen;
                }

                _evaluators[judge].Evaluate(pattern, _value);
                replicates[judge][draws + draw] = _value[0];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Weigh(int[] patternOfRow, int[] pattern)
        {
            Array.Clear(pattern);
            for (int row = 0; row < patternOfRow.Length; row++)
            {
                pattern[patternOfRow[row]] += _rowWeights[row];
            }
        }
    }
}
