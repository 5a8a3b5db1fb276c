using System.Runtime.CompilerServices;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>
/// A mean over datasets of figures, or of their differences, with what resampling within the datasets knows of it. Every dataset counts the same and is
/// drawn by itself. The degrees of freedom are those of Welch (1947, doi:10.1093/biomet/34.1-2.28) and Satterthwaite (1946, doi:10.2307/3002019): the
/// squared sum of the datasets' variances, over the sum of their squares by clusters less one.
/// </summary>
internal sealed class SampledMean
{
    private readonly BootstrapEvidence _evidence;
    private readonly double _freedom;

    private SampledMean(BootstrapEvidence evidence, double freedom)
    {
        _evidence = evidence;
        _freedom = freedom;
    }

    /// <summary>
    /// The two-sided p-value of the claim that the mean is not 0: the larger one of the resamples' and of Student's test with the bootstrap standard error.
    /// A correction for many tests asks far out in the tail, where resamples are few and a continued tail of skewed ones is too thin: of 12 items on which
    /// two judges differ, all on one side, Student says 0.0005, as the sign test does.
    /// </summary>
    public double PValue
    {
        get
        {
            double error = _evidence.StandardError, away = Math.Abs(_evidence.Value);
            double resampled = 2 * Math.Min(_evidence.PValue(0, above: true), _evidence.PValue(0, above: false));
            double student = away == 0 || error == 0 ? 1 : 2 * StudentTail.Above(away / error, _freedom);
            return Math.Min(1, Math.Max(resampled, student));
        }
    }

    /// <summary>The interval at a level.</summary>
    /// <param name="confidence">The level.</param>
    public ConfidenceInterval? Interval(double confidence) => _evidence.Interval(confidence);

    /// <summary>Brings the datasets' replicates together.</summary>
    /// <param name="value">The mean on the data.</param>
    /// <param name="replicates">Each dataset's replicates: those without an unseen item first, then as many with one.</param>
    /// <param name="rows">The datasets.</param>
    /// <param name="bootstrap">How many resamples there are, and by which seed.</param>
    /// <returns><see langword="null"/> where a dataset has fewer than two clusters, or half of the replicates have no value.</returns>
    public static SampledMean? Of(double value, double[][] replicates, CommonRows[] rows, BootstrapOptions bootstrap)
    {
        if (double.IsNaN(value) || Array.Exists(rows, r => r.Weights.Count < 2))
        {
            return null;
        }

        int draws = replicates[0].Length / 2;
        double[] seen = Means(replicates, 0, draws), unseen = Means(replicates, draws, draws);
        int defined = seen.Length + unseen.Length;
        if (seen.Length < 2 || unseen.Length < 2 || defined < ClusterBootstrap.SmallestDefinedShare * 2 * draws)
        {
            return null;
        }

        Array.Sort(seen);
        Array.Sort(unseen);
        double freedom = Freedom(replicates, rows, draws);
        return new SampledMean(
            new BootstrapEvidence(value, seen, unseen, freedom, (int)Math.Round(freedom) + 1, bootstrap, 2 * draws, (2 * draws) - defined, Unit(rows)), freedom);
    }

    /// <summary>The variance of replicates that have a value, without an unseen item, with the factor by which exponential weights spread too little.</summary>
    /// <param name="replicates">A dataset's replicates.</param>
    /// <param name="clusters">How many clusters the dataset has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Variance(double[] replicates, int clusters)
    {
        double mean = 0, squares = 0;
        int n = 0;
        foreach (double replicate in replicates.AsSpan(0, replicates.Length / 2))
        {
            if (!double.IsNaN(replicate))
            {
                n++;
                double away = replicate - mean;
                mean += away / n;
                squares += away * (replicate - mean);
            }
        }

        return n < 2 ? double.NaN : squares / (n - 1) * (clusters + 1.0) / (clusters - 1.0);
    }

    private static double Freedom(double[][] replicates, CommonRows[] rows, int draws)
    {
        double sum = 0, squares = 0;
        for (int d = 0; d < rows.Length; d++)
        {
            double variance = Variance(replicates[d], rows[d].Weights.Count);
            sum += variance;
            squares += variance * variance / (rows[d].Weights.Count - 1);
        }

        return sum > 0 && draws > 1 ? Math.Max(1, sum * sum / squares) : rows.Min(r => r.Weights.Count) - 1;
    }

    private static double[] Means(double[][] replicates, int from, int count)
    {
        List<double> means = new(count);
        for (int draw = from; draw < from + count; draw++)
        {
            double sum = 0;
            foreach (double[] dataset in replicates)
            {
                sum += dataset[draw];
            }

            if (!double.IsNaN(sum))
            {
                means.Add(sum / replicates.Length);
            }
        }

        return [.. means];
    }

    private static string Unit(CommonRows[] rows) => string.Join(" or ", rows.Select(r => r.Dataset.Clusters.Unit).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
