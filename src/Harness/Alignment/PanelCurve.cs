using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>
/// How well the mean of a panel of k people correlates with the mean of the people who are not on it, averaged over panels,
/// and so how many people a judge is worth (after "Annotation alignment", 2024, arXiv:2406.06369, with the panel held out of the
/// consensus, as the judge is; the paper leaves it in, for which there is a switch).
/// </summary>
internal sealed class PanelCurve(AnnotatedDataset dataset, ulong seed, bool heldOut = true)
{
    /// <summary>Equal correlations may differ by this much, because they are sums in another order.</summary>
    private const double Rounding = 1e-12;

    private const int MostPanels = 200;
    private const int FewestPanels = 20;

    /// <summary>Labels read in all panels of one size; large datasets have so little Monte Carlo error that fewer panels do.</summary>
    private const long Work = 20_000_000;

    private readonly Dictionary<int, double> _known = [];

    /// <summary>
    /// The size of the panel with the judge's correlation, interpolated between whole sizes; the largest possible panel where
    /// none is as good as the judge.
    /// </summary>
    /// <param name="correlation">The judge's correlation with the mean of people.</param>
    public Estimate Worth(double correlation)
    {
        int people = dataset.Annotators.Length, n = dataset.Counts?.Total ?? dataset.Items.Length;
        if (people < 2)
        {
            return Estimate.Undefined("no item has labels from two annotators", 0);
        }

        double below = 0;
        for (int k = 1; k < people; k++)
        {
            double panel = Correlation(k);
            if (double.IsNaN(panel))
            {
                return k == 1 ? Estimate.Undefined("no panel's labels vary together with the others'", n) : Estimate.Of(k - 1, n);
            }

            if (correlation <= panel + Rounding)
            {
                double share = panel > below ? Math.Clamp((correlation - below) / (panel - below), 0, 1) : 1;
                return Estimate.Of(k - 1 + share, n);
            }

            below = panel;
        }

        return Estimate.Of(people - 1, n);
    }

    /// <summary>The mean correlation over all panels of k people, or over seeded draws where there are many; NaN where undefined.</summary>
    /// <param name="k">The size of the panel, from 1 to the number of people less one.</param>
    public double Correlation(int k)
    {
        if (_known.TryGetValue(k, out double known))
        {
            return known;
        }

        double sum = 0;
        int defined = 0;
        List<double> panel = [], others = [];
        List<int> items = [];
        foreach (bool[] members in Panels(k))
        {
            Split(members, panel, others, items);
            PairTable pairs = PairTable.Create([.. panel], [.. others]);
            double correlation = Correlation(pairs, items);
            if (!double.IsNaN(correlation))
            {
                sum += correlation;
                defined++;
            }
        }

        return _known[k] = defined == 0 ? double.NaN : sum / defined;
    }

    private double Correlation(PairTable pairs, List<int> items)
    {
        int[] weights = pairs.Counts.ToArray();
        if (dataset.Counts is { } counts)
        {
            Array.Clear(weights);
            for (int i = 0; i < items.Count; i++)
            {
                weights[pairs.PatternOfItem[i]] += counts.Of[items[i]];
            }
        }

        double[] value = new double[1];
        new PairStatistics(pairs, [PairStatistic.Pearson], MeasurementLevel.Nominal).CreateEvaluator().Evaluate(weights, value);
        return value[0];
    }

    private IEnumerable<bool[]> Panels(int k)
    {
        int people = dataset.Annotators.Length;
        long most = Math.Clamp(Work / Math.Max(dataset.AnnotationCount, 1), FewestPanels, MostPanels);
        if (Combinations(people, k) <= most)
        {
            int[] members = [.. Enumerable.Range(0, k)];
            do
            {
                yield return Flags(members);
            }
            while (Next(members, people));

            yield break;
        }

        for (int draw = 0; draw < most; draw++)
        {
            yield return Drawn(k, draw);
        }
    }

    private bool[] Flags(int[] members)
    {
        bool[] flags = new bool[dataset.Annotators.Length];
        foreach (int member in members)
        {
            flags[member] = true;
        }

        return flags;
    }

    private bool[] Drawn(int k, int draw)
    {
        RandomStream random = new(seed, ((ulong)k << 32) | (uint)draw);
        bool[] flags = new bool[dataset.Annotators.Length];
        int toDraw = k;
        for (int a = 0; a < flags.Length; a++)
        {
            flags[a] = random.NextInt(flags.Length - a) < toDraw;
            toDraw -= flags[a] ? 1 : 0;
        }

        return flags;
    }

    /// <summary>The next set of positions in lexicographic order.</summary>
    private static bool Next(int[] members, int people)
    {
        int at = members.Length - 1;
        while (at >= 0 && members[at] == people - members.Length + at)
        {
            at--;
        }

        if (at < 0)
        {
            return false;
        }

        members[at]++;
        for (int i = at + 1; i < members.Length; i++)
        {
            members[i] = members[i - 1] + 1;
        }

        return true;
    }

    private static double Combinations(int n, int k)
    {
        double count = 1;
        for (int i = 1; i <= k; i++)
        {
            count = count * (n - k + i) / i;
        }

        return count;
    }

    /// <summary>The means on and off the panel of every item that has labels from both.</summary>
    private void Split(bool[] members, List<double> panel, List<double> others, List<int> items)
    {
        panel.Clear();
        items.Clear();
        others.Clear();
        for (int item = 0; item < dataset.Items.Length; item++)
        {
            double on = 0, consensus = 0;
            int onCount = 0;
            ReadOnlySpan<Annotation> annotations = dataset.AnnotationsOf(item);
            foreach (Annotation annotation in annotations)
            {
                if (members[annotation.Annotator])
                {
                    on += annotation.Value;
                    onCount++;
                }

                consensus += heldOut && members[annotation.Annotator] ? 0 : annotation.Value;
            }

            if (onCount > 0 && onCount < annotations.Length)
            {
                items.Add(item);
                panel.Add(on / onCount);
                others.Add(consensus / (annotations.Length - (heldOut ? onCount : 0)));
            }
        }
    }
}
