namespace JudgeEval.Statistics.Tests.Aggregation;

/// <summary>
/// Dawid-Skene written down from the formulas, in logarithms, without groups, vectors or padding: what the fast implementation is
/// held against. Priors and matrices with a pseudo-count in each cell.
/// </summary>
internal sealed class PlainDawidSkene
{
    private readonly IReadOnlyList<Rating> _annotations;
    private readonly int _items;
    private readonly int _annotators;
    private readonly int _k;
    private readonly double _smoothing;
    private readonly bool _oneCoin;

    public PlainDawidSkene(IReadOnlyList<Rating> annotations, int items, int annotators, int categories, double smoothing, bool oneCoin, int rounds)
    {
        (_annotations, _items, _annotators, _k, _smoothing, _oneCoin) = (annotations, items, annotators, categories, smoothing, oneCoin);
        Prior = new double[categories];
        Matrices = new double[annotators, categories, categories];
        Posteriors = new double[items, categories];
        foreach (Rating a in annotations)
        {
            Posteriors[a.Item, (int)a.Value] += 1.0 / annotations.Count(other => other.Item == a.Item);
        }

        Maximize();
        for (int round = 0; round < rounds; round++)
        {
            Expect();
            Maximize();
        }

        Expect();
    }

    public double[] Prior { get; }

    /// <summary>By annotator, category given, true category.</summary>
    public double[,,] Matrices { get; }

    public double[,] Posteriors { get; }

    public double LogLikelihood { get; private set; }

    private void Expect()
    {
        double[,] logs = new double[_items, _k];
        LogLikelihood = 0;
        foreach (Rating a in _annotations)
        {
            for (int c = 0; c < _k; c++)
            {
                logs[a.Item, c] += Math.Log(Matrices[a.Annotator, (int)a.Value, c]);
            }
        }

        for (int i = 0; i < _items; i++)
        {
            double[] own = [.. Enumerable.Range(0, _k).Select(c => Math.Log(Prior[c]) + logs[i, c])];
            double total = own.Max() + Math.Log(own.Sum(log => Math.Exp(log - own.Max())));
            LogLikelihood += total;
            for (int c = 0; c < _k; c++)
            {
                Posteriors[i, c] = Math.Exp(own[c] - total);
            }
        }
    }

    private void Maximize()
    {
        for (int c = 0; c < _k; c++)
        {
            Prior[c] = (Enumerable.Range(0, _items).Sum(i => Posteriors[i, c]) + _smoothing) / (_items + (_k * _smoothing));
        }

        double[,,] counts = new double[_annotators, _k, _k];
        foreach (Rating a in _annotations)
        {
            for (int c = 0; c < _k; c++)
            {
                counts[a.Annotator, (int)a.Value, c] += Posteriors[a.Item, c];
            }
        }

        for (int a = 0; a < _annotators; a++)
        {
            int[] all = [.. Enumerable.Range(0, _k)];
            double right = all.Sum(c => counts[a, c, c]), total = all.Sum(o => all.Sum(c => counts[a, o, c]));
            double accuracy = (right + _smoothing) / (total + (_k * _smoothing));
            foreach (int truth in all)
            {
                foreach (int observed in all)
                {
                    Matrices[a, observed, truth] = _oneCoin
                        ? (observed == truth ? accuracy : (1 - accuracy) / (_k - 1))
                        : (counts[a, observed, truth] + _smoothing) / (all.Sum(o => counts[a, o, truth]) + (_k * _smoothing));
                }
            }
        }
    }
}
