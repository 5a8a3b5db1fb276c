using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>The items of a dataset that every compared judge answered and that have a reference for the metric, with each judge's rows. Immutable.</summary>
internal sealed class CommonRows
{
    private CommonRows(BoardDataset dataset, int[] items, int tied, ImmutableArray<BoardJudge> judges, MetricRow[][] rows)
    {
        Tied = tied;
        Dataset = dataset;
        Items = items;
        Judges = judges;
        Rows = rows;
        int[] clusters = dataset.Clusters.Among(items, out int count);
        Weights = new ClusterWeights(clusters, count);
    }

    /// <summary>The dataset.</summary>
    public BoardDataset Dataset { get; }

    /// <summary>The positions of the items, rising.</summary>
    public int[] Items { get; }

    /// <summary>How many labelled items have no reference for the metric, whatever judges answered.</summary>
    public int Tied { get; }

    /// <summary>The judges, in the order of the comparison.</summary>
    public ImmutableArray<BoardJudge> Judges { get; }

    /// <summary>Each judge's rows, one for each item.</summary>
    public MetricRow[][] Rows { get; }

    /// <summary>The weights of a resample.</summary>
    public ClusterWeights Weights { get; }

    /// <summary>The metric.</summary>
    public AlignmentMetric Metric => Dataset.Plan.Metric;

    /// <summary>Finds the items.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="judges">The names of the judges, each with verdicts on the dataset.</param>
    public static CommonRows Create(BoardDataset dataset, ImmutableArray<string> judges)
    {
        ImmutableArray<BoardJudge> own = [.. judges.Select(j => dataset.Judge(j)!)];
        Func<MetricRow, double> referenceOf = MetricTable.ReferenceOf(dataset.Plan.Metric, dataset.Plan.Level);
        int[] answers = new int[dataset.References.Length];
        foreach (BoardJudge judge in own)
        {
            for (int row = 0; row < judge.Rows.Items.Length; row++)
            {
                answers[judge.Rows.Items[row]] += double.IsNaN(referenceOf(judge.Rows.Rows[row])) ? 0 : 1;
            }
        }

        int[] items = [.. Enumerable.Range(0, answers.Length).Where(item => own.Length > 0 && answers[item] == own.Length)];
        int tied = dataset.References.Count(r => r.Count > 0 && double.IsNaN(referenceOf(new MetricRow(0, r.Hard, r.Middle, r.Mean, 0))));
        return new CommonRows(dataset, items, tied, own, [.. own.Select(judge => judge.Rows.Part(items).Rows.ToArray())]);
    }

    /// <summary>The metric of each judge on the items as they are; NaN where it is undefined.</summary>
    public double[] Values() => [.. Rows.Select(Value)];

    /// <summary>The metric of some rows; NaN where it is undefined.</summary>
    /// <param name="rows">The rows.</param>
    public double Value(MetricRow[] rows) =>
        rows.Length == 0 ? double.NaN : new MetricTable(rows, Dataset.Plan.Level, Dataset.Plan.Dataset.Scale, metrics: [Metric]).Values()[0];
}
