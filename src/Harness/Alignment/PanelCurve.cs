using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// How well the mean of k people correlates with the mean of the people who remain, and so how many people a judge is worth
/// (after "Annotation alignment", 2024, arXiv:2406.06369, with the panel held out of the consensus).
/// </summary>
internal sealed class PanelCurve(AnnotatedDataset dataset, ulong seed)
{
    private const int MostDraws = 200;
    private const int FewestDraws = 20;
    private const int Work = 2_000_000;

    private readonly Dictionary<int, double> _known = [];

    /// <summary>
    /// The size of the panel with the judge's correlation, interpolated between whole sizes; the largest possible panel where
    /// none is as good as the judge.
    /// </summary>
    public Estimate Worth(double correlation)
    {
        int largest = -1;
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            largest = Math.Max(largest, dataset.AnnotationsOf(item).Length - 1);
        }

        if (largest < 1)
        {
            return Estimate.Undefined("no item has labels from two annotators", 0);
        }

        double below = 0;
        int n = dataset.Items.Length;
        for (int k = 1; k <= largest; k++)
        {
            double panel = Correlation(k);
            if (double.IsNaN(panel))
            {
                return k == 1 ? Estimate.Undefined("people's labels do not vary enough", n) : Estimate.Of(k - 1, n);
            }

            if (correlation <= panel)
            {
                double share = panel > below ? Math.Clamp((correlation - below) / (panel - below), 0, 1) : 1;
                return Estimate.Of(k - 1 + share, n);
            }

            below = panel;
        }

        return Estimate.Of(largest, n);
    }

    /// <summary>The mean correlation over seeded draws of k labels per item; NaN where it is undefined.</summary>
    private double Correlation(int k)
    {
        if (_known.TryGetValue(k, out double known))
        {
            return known;
        }

        int[] items = [.. Enumerable.Range(0, dataset.Items.Length).Where(i => dataset.AnnotationsOf(i).Length > k)];
        int draws = Math.Clamp(Work / Math.Max(items.Length, 1), FewestDraws, MostDraws);
        double[] panel = new double[items.Length], others = new double[items.Length];
        double sum = 0;
        int defined = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            RandomStream random = new(seed, ((ulong)k << 32) | (uint)draw);
            for (int i = 0; i < items.Length; i++)
            {
                (panel[i], others[i]) = Split(dataset.AnnotationsOf(items[i]), k, ref random);
            }

            Estimate correlation = PairStatistics.Compute(PairTable.Create(panel, others), PairStatistic.Pearson);
            if (correlation.IsDefined)
            {
                sum += correlation.Value;
                defined++;
            }
        }

        return _known[k] = defined == 0 ? double.NaN : sum / defined;
    }

    /// <summary>The means of k labels drawn without replacement and of those that remain.</summary>
    private static (double Panel, double Others) Split(ReadOnlySpan<Annotation> annotations, int k, ref RandomStream random)
    {
        double panel = 0, total = 0;
        int toDraw = k;
        for (int i = 0; i < annotations.Length; i++)
        {
            total += annotations[i].Value;
            if (random.NextInt(annotations.Length - i) < toDraw)
            {
                panel += annotations[i].Value;
                toDraw--;
            }
        }

        return (panel / k, (total - panel) / (annotations.Length - k));
    }
}
