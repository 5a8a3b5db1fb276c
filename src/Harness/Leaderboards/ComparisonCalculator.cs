using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Holds judges against each other over the datasets and items that they share.</summary>
internal sealed class ComparisonCalculator
{
    private const string NoFigure = "the metric is undefined on the items that all compared judges answered";

    private readonly LeaderboardOptions _options;
    private readonly ImmutableArray<BoardDataset> _datasets;
    private readonly ComparisonBlock _block;
    private readonly AlignmentMetric _metric;
    private readonly CommonRows[] _rows;

    // By dataset and judge.
    private readonly double[][] _figures;
    private readonly double[][][] _replicates;

    private ComparisonCalculator(ImmutableArray<BoardDataset> datasets, ComparisonBlock block, AlignmentMetric metric, LeaderboardOptions options)
    {
        _datasets = datasets;
        _options = options;
        _block = block;
        _metric = metric;
        _rows = [.. block.Datasets.Select(d => CommonRows.Create(d, block.Judges))];
        _figures = [.. _rows.Select(r => r.Values())];
        int draws = options.Resamples == 0 || block.Judges.Length == 0 ? 0 : Math.Max(2, (options.Resamples + 1) / 2);
        _replicates = draws == 0 ? [] : [.. _rows.Select(r => JointBootstrap.Replicates(r, draws, options))];
    }

    private BootstrapOptions Bootstrap => new(_options.Resamples, _options.Seed, _options.Confidence);

    private int Judges => _block.Judges.Length;

    /// <summary>Compares the judges on the datasets with one metric.</summary>
    /// <param name="judges">Every judge, sorted.</param>
    /// <param name="datasets">The datasets.</param>
    /// <param name="options">How to compute.</param>
    public static LeaderboardComparison Compare(ImmutableArray<string> judges, ImmutableArray<BoardDataset> datasets, LeaderboardOptions options) =>
        new ComparisonCalculator(datasets, ComparisonBlock.Choose(judges, datasets, options.LeastCoverage), datasets[0].Plan.Metric, options).Compare();

    private LeaderboardComparison Compare()
    {
        double[] means = [.. Enumerable.Range(0, Judges).Select(j => _figures.Sum(f => f[j]) / _figures.Length)];
        double[] oriented = [.. means.Select(m => _metric.HigherIsBetter() ? m : -m)];
        int[] order = JudgeOrder.Sorted(oriented), ranks = JudgeOrder.Ranks(oriented);
        RankTally? tally = _replicates.Length == 0 ? null : RankTally.Of(_replicates, Judges, _metric);
        ImmutableArray<JudgeDifference> differences = _replicates.Length == 0 ? [] : Differences(means, order);
        HashSet<(string, string)> real = [.. differences.Where(d => d.IsReal).Select(d => (d.First, d.Second))];
        string[] names = [.. order.Select(j => _block.Judges[j])];
        return new LeaderboardComparison
        {
            Metric = _metric,
            Datasets = [.. _rows.Select(r => new SharedDataset(r.Dataset.Name, r.Items.Length, r.Dataset.Labelled, r.Tied, r.Weights.Count))],
            OtherDatasets = _block.Others,
            LeftOut = _block.LeftOut,
            Entries = [.. order.Select((j, place) => Entry(j, means[j], ranks[j], tally, tally is null ? null : Possible(names, place, real)))],
            Differences = differences,
            Runs = differences.IsEmpty ? [] : Runs(names, real),
            UndefinedResamples = tally?.Undefined ?? 0,
            LabelErrors = _options.ErrorDraws == 0 || Judges == 0 ? null : LabelErrorSimulation.Run(_rows, ranks, _options),
            Corrected = CorrectionComparison.Of(_rows, order, means, ranks),
            UnusedCorrections = [.. _datasets.Where(d => d.Source.Corrections is not null && _block.Others.Contains(d.Name, StringComparer.Ordinal)).Select(d => d.Name)],
        };
    }

    private LeaderboardEntry Entry(int judge, double mean, int rank, RankTally? tally, RankRange? possible)
    {
        double[] figures = [.. _figures.Select(f => f[judge])];
        double[] variances = _replicates.Length == 0 ? [] : [.. _replicates.Select((r, d) => SampledMean.Variance(r[judge], _rows[d].Weights.Count))];
        return new LeaderboardEntry
        {
            Judge = _block.Judges[judge],
            Mean = MeanOf(judge, mean),
            Figures = [.. figures.Select((f, d) => double.IsNaN(f) ? Estimate.Undefined(NoFigure, _rows[d].Items.Length) : Estimate.Of(f, _rows[d].Items.Length))],
            Spread = DatasetSpreads.Of(figures, variances, [.. _rows.Select(r => r.Dataset.Name)], _metric, _options.Confidence),
            Rank = rank,
            RankProbabilities = tally is null ? [] : [.. tally.Of(judge)],
            Likely = tally?.Range(judge, _options.Confidence),
            Possible = possible,
        };
    }

    private Estimate MeanOf(int judge, double mean)
    {
        int items = _rows.Sum(r => r.Items.Length);

        // On one dataset and all its items it is the figure that stands in the table, interval and all.
        if (_rows.Length == 1 && _rows[0].Judges[judge].Figure is { IsDefined: true } own && own.N == items)
        {
            return own;
        }

        return double.IsNaN(mean) ? Estimate.Undefined(NoFigure, items)
            : _replicates.Length == 0 ? Estimate.Of(mean, items)
            : Estimate.Of(mean, items).WithInterval(
                SampledMean.Of(mean, [.. _replicates.Select(r => r[judge])], _rows, Bootstrap)?.Interval(_options.Confidence));
    }

    private ImmutableArray<JudgeDifference> Differences(double[] means, int[] order)
    {
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, Judges).SelectMany(a => Enumerable.Range(a + 1, Judges - a - 1), (a, b) => (order[a], order[b]))];
        (Estimate Difference, double? P)[] measured = new (Estimate, double?)[pairs.Length];
        Parallel.For(
            0,
            pairs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism == 0 ? -1 : _options.MaxDegreeOfParallelism },
            i => measured[i] = Measure(means, pairs[i].First, pairs[i].Second));
        MultipleTestingResult adjusted = MultipleTesting.Adjust([.. measured.Select(m => m.P).OfType<double>()], MultipleTestingMethod.Holm, 1 - _options.Confidence);
        var differences = ImmutableArray.CreateBuilder<JudgeDifference>(pairs.Length);
        for (int i = 0, test = 0; i < pairs.Length; i++)
        {
            (Estimate difference, double? p) = measured[i];
            string first = _block.Judges[pairs[i].First], second = _block.Judges[pairs[i].Second];
            differences.Add(p is null
                ? new JudgeDifference(first, second, difference, null, null, false)
                : new JudgeDifference(first, second, difference, p, adjusted.AdjustedPValues[test], adjusted.Rejected[test]));
            test += p is null ? 0 : 1;
        }

        return differences.MoveToImmutable();
    }

    private (Estimate Difference, double? P) Measure(double[] means, int first, int second)
    {
        int items = _rows.Sum(r => r.Items.Length);
        double difference = means[first] - means[second];
        if (double.IsNaN(difference))
        {
            return (Estimate.Undefined(NoFigure, items), null);
        }

        SampledMean? sampled = SampledMean.Of(difference, [.. _replicates.Select(r => Subtract(r[first], r[second]))], _rows, Bootstrap);
        return (Estimate.Of(difference, items).WithInterval(sampled?.Interval(_options.Confidence)), sampled?.PValue);
    }

    private static double[] Subtract(double[] first, double[] second)
    {
        double[] differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = first[i] - second[i];
        }

        return differences;
    }

    // Real differences bound every rank at once, with the confidence of the tests (Mogstad, Romano, Shaikh and Wilhelm, 2024, doi:10.1093/restud/rdad006).
    private static RankRange Possible(string[] names, int place, HashSet<(string, string)> real) => new(
        1 + names.Take(place).Count(other => real.Contains((other, names[place]))),
        names.Length - names.Skip(place + 1).Count(other => real.Contains((names[place], other))));

    private static ImmutableArray<OrderRun> Runs(string[] names, HashSet<(string, string)> real)
    {
        var runs = ImmutableArray.CreateBuilder<OrderRun>();
        int reached = -1;
        for (int from = 0; from < names.Length; from++)
        {
            int to = from;
            while (to + 1 < names.Length && !Enumerable.Range(from, to + 1 - from).Any(i => real.Contains((names[i], names[to + 1]))))
            {
                to++;
            }

            // A run within an earlier one says nothing more.
            if (to > from && to > reached)
            {
                runs.Add(new OrderRun(from, to));
                reached = to;
            }
        }

        return runs.ToImmutable();
    }
}
