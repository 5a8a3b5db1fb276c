namespace JudgeEval.Statistics;

/// <summary>
/// Dawid-Skene as crowd-kit computes it: no pseudo-counts; categories an annotator never used are no part of the annotator's
/// matrix; probabilities below 1e-10 are lifted to it, in the posteriors only at the end and without normalizing again.
/// </summary>
internal sealed class CrowdKitConvention
{
    private const double Floor = 1e-10;

    private readonly AnnotatorEm _em;
    private readonly bool _oneCoin;
    private readonly int[] _used;

    public CrowdKitConvention(AnnotatorEm em, bool oneCoin)
    {
        _em = em;
        _oneCoin = oneCoin;
        _used = new int[em.Counts.Length / em.Stride];
        foreach (int row in em.Annotations.Rows)
        {
            _used[row]++;
        }
    }

    /// <summary>Rounds until the loss grows by less than the tolerance, or falls. The parameters are those after the last posteriors.</summary>
    public EmRun Run(int maxRounds, double? tolerance)
    {
        Maximize();
        double previous = double.NegativeInfinity;
        for (int round = 1; ; round++)
        {
            _em.Expect();
            Maximize();
            double loss = Loss();
            bool converged = loss - previous < tolerance;
            if (converged || round == maxRounds)
            {
                return new(round, converged, 0, loss);
            }

            previous = loss;
        }
    }

    /// <summary>The posteriors with the floor.</summary>
    public double[] Posteriors()
    {
        double[] posteriors = _em.Posteriors.ToArray();
        for (int i = 0; i < posteriors.Length; i++)
        {
            posteriors[i] = Math.Max(posteriors[i], Floor);
        }

        return posteriors;
    }

    private void Maximize()
    {
        for (int c = 0; c < _em.CategoryCount; c++)
        {
            _em.Prior[c] = Math.Max(_em.PriorCounts[c] / _em.ItemCount, Floor);
        }

        for (int annotator = 0; annotator < _em.Annotations.AnnotatorCount; annotator++)
        {
            if (_oneCoin)
            {
                MaximizeAccuracy(annotator);
            }
            else
            {
                MaximizeMatrix(annotator);
            }
        }
    }

    private void MaximizeAccuracy(int annotator)
    {
        (double right, double all) = OneCoinModel.RightOf(_em, annotator);
        double accuracy = all == 0 ? 0 : right / all;
        OneCoinModel.Fill(
            _em, annotator, Math.Clamp(accuracy, Floor, 1 - Floor), Math.Clamp((1 - accuracy) / Math.Max(1, _em.CategoryCount - 1), Floor, 1 - Floor));
    }

    private void MaximizeMatrix(int annotator)
    {
        int k = _em.CategoryCount;
        for (int truth = 0; truth < k; truth++)
        {
            double total = 0;
            for (int row = annotator * k; row < (annotator + 1) * k; row++)
            {
                total += _used[row] == 0 ? 0 : Math.Max(_em.Counts[(row * _em.Stride) + truth], Floor);
            }

            for (int row = annotator * k; row < (annotator + 1) * k; row++)
            {
                int cell = (row * _em.Stride) + truth;
                _em.Likelihood[cell] = _used[row] == 0 ? 0 : Math.Max(_em.Counts[cell], Floor) / total;
            }
        }
    }

    /// <summary>
    /// The expected joint log-likelihood with the prior counted once for each annotation, plus the posteriors' entropy, divided
    /// by the number of annotations.
    /// </summary>
    private double Loss()
    {
        double sum = 0;
        for (int row = 0; row < _used.Length; row++)
        {
            for (int truth = 0; truth < _em.CategoryCount && _used[row] > 0; truth++)
            {
                int cell = (row * _em.Stride) + truth;
                sum += _em.Counts[cell] * (Math.Log(_em.Likelihood[cell]) + Math.Log(_em.Prior[truth]));
            }
        }

        foreach (double posterior in _em.Posteriors)
        {
            double floored = Math.Max(posterior, Floor);
            sum -= floored * Math.Log(floored);
        }

        return sum / _em.Annotations.AnnotationCount;
    }
}
