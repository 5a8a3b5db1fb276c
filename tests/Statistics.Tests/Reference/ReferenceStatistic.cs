using System.Globalization;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>
/// A statistic that a golden vector names in words, such as "mean", "pearson" or "cohen_kappa quadratic labels 0..4". The labels
/// are those given to the library, whose weights act on a label's position among them.
/// </summary>
internal sealed class ReferenceStatistic
{
    private readonly Func<double[][], double> _of;

    private ReferenceStatistic(Func<double[][], double> of) => _of = of;

    public static ReferenceStatistic Parse(string text)
    {
        string name = text.Replace('_', ' ').Replace('-', ' ').ToLowerInvariant();
        bool Says(params string[] words) => words.Any(w => name.Contains(w, StringComparison.Ordinal));
        MeasurementLevel level = Says("ordinal") ? MeasurementLevel.Ordinal
            : Says("interval") ? MeasurementLevel.Interval
            : Says("ratio") ? MeasurementLevel.Ratio
            : MeasurementLevel.Nominal;
        return new(
            Says("kappa") ? Kappa(name, Says("quadratic") ? PairStatistic.CohenKappaQuadratic : Says("linear") ? PairStatistic.CohenKappaLinear : PairStatistic.CohenKappa)
            : Says("alpha") ? data => Alpha(data, level)
            : Says("scott") ? data => Pair(data, PairStatistic.ScottPi)
            : Says("pearson") ? data => Pair(data, PairStatistic.Pearson)
            : Says("spearman") ? data => Pair(data, PairStatistic.Spearman)
            : Says("kendall", "tau") ? data => Pair(data, PairStatistic.KendallTauB)
            : Says("absolute error", "mae") ? data => Pair(data, PairStatistic.MeanAbsoluteError)
            : Says("accuracy", "agreement") ? data => Pair(data, PairStatistic.PercentAgreement)
            : Says("difference") ? data => Mean([.. data[0].Zip(data[1], (x, y) => x - y)])
            : Says("median") ? data => Quantile.OfSorted([.. data[0].Order()], 0.5)
            : Says("mean", "average", "share", "proportion") ? data => Mean(data[0])
            : throw new ArgumentException($"No comparison knows the statistic '{text}'.", nameof(text)));
    }

    /// <summary>The statistic of one or more samples of the same items; NaN where undefined.</summary>
    public double Of(double[][] data) => data[0].Length == 0 ? double.NaN : _of(data);

    private static double Mean(double[] values)
    {
        double[] result = new double[1];
        new MeanStatistic(values).CreateEvaluator().Evaluate([.. Enumerable.Repeat(1, values.Length)], result);
        return result[0];
    }

    private static Func<double[][], double> Kappa(string name, PairStatistic statistic)
    {
        double[]? declared = Labels(name);
        return data =>
        {
            double[] labels = declared ?? [.. data[0].Concat(data[1]).Distinct().Order()];
            return Pair([.. data.Select(sample => sample.Select(v => (double)Array.IndexOf(labels, v)).ToArray())], statistic);
        };
    }

    /// <summary>"0,1,2" or "0..4" or "[1, 2, 5]" after the word labels.</summary>
    private static double[]? Labels(string name)
    {
        int at = name.IndexOf("labels", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string list = name[(at + "labels".Length)..].Trim(' ', ':', '=', '[', ']', '(', ')');
        string[] ends = list.Split("..");
        if (ends.Length == 2)
        {
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture), last = int.Parse(ends[1], CultureInfo.InvariantCulture);
            return [.. Enumerable.Range(first, last - first + 1).Select(v => (double)v)];
        }

        return [.. list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }

    private static double Pair(double[][] data, PairStatistic statistic) => Value(PairStatistics.Compute(PairTable.Create(data[0], data[1]), statistic));

    private static double Alpha(double[][] data, MeasurementLevel level) => Value(GroupStatistics.Compute(
        RatingTable.FromRows([.. Enumerable.Range(0, data[0].Length).Select(i => (IReadOnlyList<double?>)[.. data.Select(sample => (double?)sample[i])])]),
        GroupStatistic.KrippendorffAlpha,
        level));

    private static double Value(Estimate estimate) => estimate.IsDefined ? estimate.Value : double.NaN;
}
