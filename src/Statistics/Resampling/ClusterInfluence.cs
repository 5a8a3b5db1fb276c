namespace JudgeEval.Statistics;

/// <summary>How evenly the clusters share a statistic's spread.</summary>
internal sealed class ClusterInfluence(ResamplingDesign design, IPatternEvaluator evaluator, int unit)
{
    /// <summary>Of more kinds than this a sample is taken at equal steps, so that no work grows with the square of the items.</summary>
    private const int MostKinds = 256;

    /// <summary>
    /// Each kind of the sample weighs all of them, so of very many kinds fewer are looked at. From n kinds of which m are looked at come at least 2n / m
    /// degrees of freedom, which is beyond 150 where this begins: no interval changes by a hundredth of its width.
    /// </summary>
    private const int MostWork = 5_000_000;

    private const int FewestKinds = 32;

    /// <summary>Changes of this size relative to the statistic are rounding: it does not vary.</summary>
    private const double Rounding = 1e-12;

    /// <summary>
    /// The degrees of freedom of each statistic's variance estimate (Satterthwaite, 1946, doi:10.2307/3002019): with u the change
    /// of the statistic when a cluster occurs once more, less the mean of its stratum, 2 / (sum u⁴ / (sum u²)² - 1 / n), at most
    /// n less the strata and at least 1. A few clusters with most of the spread leave few degrees of freedom.
    /// </summary>
    /// <param name="weights">The weights of the data; changed on the way and restored.</param>
    /// <param name="values">The statistics on the data.</param>
    /// <param name="freedom">Receives the degrees of freedom.</param>
    public void DegreesOfFreedom(Span<int> weights, ReadOnlySpan<double> values, Span<double> freedom)
    {
        int most = Math.Clamp(MostWork / Math.Max(design.KindCount, 1), FewestKinds, MostKinds);
        int count = values.Length, step = (design.KindCount + most - 1) / most;
        double[] change = new double[count * MostKinds];
        double[] second = new double[count], fourth = new double[count], sampled = new double[count];
        double[] now = new double[count];
        int[] sizes = new int[MostKinds];
        int strata = 0;
        for (int stratum = 0; stratum < design.StratumCount; stratum++)
        {
            (int start, int end) = design.KindsOf(stratum);
            strata += start < end ? 1 : 0;
            int kinds = 0;
            for (int k = start; k < end; k += Math.Max(step, 1))
            {
                design.AddTo(weights, k, unit);
                evaluator.Evaluate(weights, now);
                design.AddTo(weights, k, -unit);
                sizes[kinds] = design.KindSizes[k];
                for (int s = 0; s < count; s++)
                {
                    change[(s * MostKinds) + kinds] = now[s] - values[s];
                }

                kinds++;
            }

            for (int s = 0; s < count; s++)
            {
                Add(change.AsSpan(s * MostKinds, kinds), sizes, ref second[s], ref fourth[s], ref sampled[s]);
            }
        }

        for (int s = 0; s < count; s++)
        {
            double highest = Math.Max(1, design.ClusterCount - strata);
            double noise = Rounding * Math.Max(1, Math.Abs(values[s]));
            double excess = (sampled[s] * fourth[s] / (second[s] * second[s])) - 1;
            freedom[s] = second[s] > sampled[s] * noise * noise && excess > 0 ? Math.Clamp(2 * design.ClusterCount / excess, 1, highest) : highest;
        }
    }

    private static void Add(ReadOnlySpan<double> change, int[] sizes, ref double second, ref double fourth, ref double sampled)
    {
        double n = 0, mean = 0;
        for (int k = 0; k < change.Length; k++)
        {
            n += sizes[k];
            mean += sizes[k] * change[k];
        }

        mean /= Math.Max(n, 1);
        for (int k = 0; k < change.Length; k++)
        {
            double square = (change[k] - mean) * (change[k] - mean);
            second += sizes[k] * square;
            fourth += sizes[k] * square * square;
        }

        sampled += n;
    }
}
