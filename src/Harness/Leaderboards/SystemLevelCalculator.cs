using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// Compares judges and people by the systems whose responses they scored. The systems are taken as they are and items are drawn anew, clusters whole, so
/// that where every system answered the same inputs, these go in and out for all systems together.
/// </summary>
internal sealed class SystemLevelCalculator
{
    private const string Purpose = "systems";

    private readonly BoardDataset _board;
    private readonly LeaderboardOptions _options;
    private readonly int[] _systemOfItem;
    private readonly string[] _names;
    private readonly bool[] _outliers;
    private readonly bool _anyOutlier;
    private readonly ClusterWeights _weights;
    private readonly int _rows;

    // The place of each item among the labelled items of a system, or -1.
    private readonly int[] _rowOfItem;

    private SystemLevelCalculator(BoardDataset board, LeaderboardOptions options, string[] names, int[] systemOfItem, bool[] outliers)
    {
        _board = board;
        _options = options;
        _names = names;
        _systemOfItem = systemOfItem;
        _outliers = outliers;
        _anyOutlier = outliers.Contains(true);
        int[] items = [.. Enumerable.Range(0, systemOfItem.Length).Where(i => systemOfItem[i] >= 0)];
        _rowOfItem = new int[systemOfItem.Length];
        Array.Fill(_rowOfItem, -1);
        for (int row = 0; row < items.Length; row++)
        {
            _rowOfItem[items[row]] = row;
        }

        ItemClusters clusters = TagValues.IsCluster(board.Plan.Dataset.Items, options.System!) ? ItemClusters.Of(board.Plan.Dataset.Items, byItem: true) : board.Clusters;
        _weights = new ClusterWeights(clusters.Among(items, out int count), count);
        _rows = items.Length;
        Unit = clusters.Unit;
    }

    private string Unit { get; }

    /// <summary>The system level of a dataset.</summary>
    /// <param name="board">The dataset.</param>
    /// <param name="options">The tag, resamples, seed, confidence level.</param>
    public static SystemLevel Of(BoardDataset board, LeaderboardOptions options)
    {
        string tag = options.System!;
        ImmutableArray<JudgeItem> items = board.Plan.Dataset.Items;
        Func<JudgeItem, string?> valueOf = TagValues.Of(items, tag);
        IEnumerable<string> values = items.Where((_, i) => board.References[i].Count > 0).Select(valueOf).OfType<string>().Where(value => value.Length > 0);
        string[] names = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Dictionary<string, int> place = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        int[] systemOfItem = [.. items.Select((item, i) => board.References[i].Count > 0 && valueOf(item) is { Length: > 0 } name ? place[name] : -1)];
        int without = board.Labelled - systemOfItem.Count(s => s >= 0);
        string? why = names.Length == 0 ? $"no item has the tag '{tag}'"
            : !board.Plan.Ordered ? "the categories have no order, so a system has no mean score"
            : names.Length < 3 ? "a correlation of systems needs at least three" : null;
        if (why is not null)
        {
            return new SystemLevel(tag, [], without, [], null, [], why);
        }

        double[] sums = new double[names.Length];
        int[] counts = new int[names.Length];
        for (int i = 0; i < systemOfItem.Length; i++)
        {
            if (systemOfItem[i] >= 0)
            {
                sums[systemOfItem[i]] += board.References[i].Mean;
                counts[systemOfItem[i]]++;
            }
        }

        double[] scores = [.. sums.Select((sum, s) => MeanScore.Of(sum, counts[s]))];
        bool[] outliers = OutlierRule.Find(scores, out string? noRule);
        SystemLevelCalculator calculator = new(board, options, names, systemOfItem, outliers);
        return new SystemLevel(
            tag,
            [.. names.Select((name, s) => new SystemScore(name, counts[s], scores[s]))],
            without,
            [.. names.Where((_, s) => outliers[s])],
            noRule,
            calculator.Judges(),
            null);
    }

    private ImmutableArray<SystemCorrelations> Judges()
    {
        BoardJudge[] judges = [.. _board.Judges];
        Points[] points = [.. judges.Select(Of)];
        double[][][] replicates = Replicates(points);
        return
        [
            .. judges.Select((judge, j) =>
            {
                Points own = points[j];
                own.Compute(null);
                int[] used = [.. own.Used()];
                CorrelationTriple all = Triple(own.X, own.Y);
                CorrelationTriple? kept = _anyOutlier ? Triple(Kept(own, own.X), Kept(own, own.Y)) : null;
                return new SystemCorrelations(
                    judge.Name,
                    WithIntervals(all, replicates[j], 0),
                    kept is null ? null : WithIntervals(kept, replicates[j], 3),
                    PearsonInfluence.Of(own.X, own.Y, i => _names[used[i]]));
            }),
        ];
    }

    private Points Of(BoardJudge judge)
    {
        List<int> rows = [], systems = [];
        List<double> said = [], people = [];
        for (int r = 0; r < judge.Rows.Items.Length; r++)
        {
            int item = judge.Rows.Items[r];
            if (_rowOfItem[item] >= 0)
            {
                rows.Add(_rowOfItem[item]);
                systems.Add(_systemOfItem[item]);
                said.Add(judge.Rows.Rows[r].Value);
                people.Add(judge.Rows.Rows[r].Mean);
            }
        }

        return new Points([.. rows], [.. systems], [.. said], [.. people], _names.Length);
    }

    // By judge and correlation: three of all systems and three without outliers. The draws are the same for all judges.
    private double[][][] Replicates(Points[] judges)
    {
        int draws = _options.Resamples == 0 || _weights.Count < 2 ? 0 : _options.Resamples;
        double[][][] values = [.. judges.Select(_ => Enumerable.Range(0, 6).Select(_ => new double[draws]).ToArray())];
        ulong seed = DrawSeed.Of(_options.Seed, Purpose, _board.Name);
        Parallel.For(
            0,
            draws,
            new ParallelOptions { MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism == 0 ? -1 : _options.MaxDegreeOfParallelism },
            () => (Points: judges.Select(j => j.Copy()).ToArray(), Clusters: new double[_weights.Count], Rows: new int[_rows]),
            (b, _, scratch) =>
            {
                RandomStream random = new(seed, (ulong)b);
                _weights.Draw(ref random, scratch.Clusters, scratch.Rows);
                for (int j = 0; j < judges.Length; j++)
                {
                    Points points = scratch.Points[j];
                    points.Compute(scratch.Rows);
                    Fill(values[j], 0, b, points.X, points.Y);
                    if (_anyOutlier)
                    {
                        Fill(values[j], 3, b, Kept(points, points.X), Kept(points, points.Y));
                    }
                }

                return scratch;
            },
            _ => { });
        return values;
    }

    private double[] Kept(Points points, double[] of) => [.. points.Used().Zip(of).Where(p => !_outliers[p.First]).Select(p => p.Second)];

    private CorrelationTriple WithIntervals(CorrelationTriple triple, double[][] values, int from) => new(
        WithInterval(triple.Pearson, values[from]), WithInterval(triple.Spearman, values[from + 1]), WithInterval(triple.KendallTauB, values[from + 2]));

    private Estimate WithInterval(Estimate estimate, double[] replicates)
    {
        if (!estimate.IsDefined || replicates.Length < 2)
        {
            return estimate;
        }

        double[] defined = [.. replicates.Where(double.IsFinite).Order()];
        return defined.Length < 2 || defined.Length < ClusterBootstrap.SmallestDefinedShare * replicates.Length
            ? estimate
            : estimate.WithInterval(new BootstrapEvidence(
                estimate.Value,
                defined,
                defined,
                _weights.Count - 1,
                _weights.Count,
                new BootstrapOptions(_options.Resamples, _options.Seed, _options.Confidence),
                replicates.Length,
                replicates.Length - defined.Length,
                Unit).Interval(_options.Confidence));
    }

    private static void Fill(double[][] values, int from, int b, double[] x, double[] y)
    {
        CorrelationTriple triple = Triple(x, y);
        values[from][b] = Number(triple.Pearson);
        values[from + 1][b] = Number(triple.Spearman);
        values[from + 2][b] = Number(triple.KendallTauB);
    }

    private static double Number(Estimate estimate) => estimate.IsDefined ? estimate.Value : double.NaN;

    private static CorrelationTriple Triple(double[] x, double[] y) => x.Length < 3
        ? new CorrelationTriple(TooFew(x.Length), TooFew(x.Length), TooFew(x.Length))
        : new CorrelationTriple(Correlation.Pearson(x, y).Estimate, Correlation.Spearman(x, y).Estimate, Correlation.KendallTauB(x, y).Estimate);

    private static Estimate TooFew(int systems) => Estimate.Undefined("a correlation of systems needs at least three", systems);

    /// <summary>A judge's and people's mean of each system, on the items that the judge answered.</summary>
    private sealed class Points(int[] rows, int[] systems, double[] said, double[] people, int count)
    {
        private readonly long[] _weights = new long[count];

        public double[] MeanX { get; } = new double[count];

        public double[] MeanY { get; } = new double[count];

        /// <summary>The judge's means of the systems that have one.</summary>
        public double[] X => [.. Used().Select(s => MeanX[s])];

        /// <summary>People's.</summary>
        public double[] Y => [.. Used().Select(s => MeanY[s])];

        /// <summary>The same points with memory of their own.</summary>
        public Points Copy() => new(rows, systems, said, people, count);

        public IEnumerable<int> Used() => Enumerable.Range(0, count).Where(s => _weights[s] > 0);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Compute(int[]? weights)
        {
            Array.Clear(_weights);
            Array.Clear(MeanX);
            Array.Clear(MeanY);
            for (int i = 0; i < rows.Length; i++)
            {
                int weight = weights is null ? 1 : weights[rows[i]];
                _weights[systems[i]] += weight;
                MeanX[systems[i]] += weight * said[i];
                MeanY[systems[i]] += weight * people[i];
            }

            for (int s = 0; s < count; s++)
            {
                MeanX[s] = MeanScore.Of(MeanX[s], _weights[s]);
                MeanY[s] = MeanScore.Of(MeanY[s], _weights[s]);
            }
        }
    }
}
