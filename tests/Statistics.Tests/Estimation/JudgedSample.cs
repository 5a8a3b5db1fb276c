namespace JudgeEval.Statistics.Tests.Estimation;

/// <summary>Draws people's labels with a biased judge whose correlation with people is known.</summary>
internal static class JudgedSample
{
    public const double TrueMean = 2;

    /// <summary>
    /// Labels 2 + x + e and judge labels 5 + x with x uniform on ±√3 (variance 1) and e uniform with the variance that gives the
    /// correlation; the judge's mean is 3 too high.
    /// </summary>
    public static (double[] Labels, double[] Judge, double[] Elsewhere) Draw(int labelled, int others, double correlation, ulong seed, ulong stream)
    {
        RandomStream random = new(seed, stream);
        double reach = Math.Sqrt(3), noise = Math.Sqrt((1 / (correlation * correlation)) - 1) * reach;
        double[] labels = new double[labelled], judge = new double[labelled], elsewhere = new double[others];
        for (int i = 0; i < labelled; i++)
        {
            double x = Uniform(ref random, reach);
            labels[i] = TrueMean + x + Uniform(ref random, noise);
            judge[i] = 5 + x;
        }

        for (int i = 0; i < others; i++)
        {
            elsewhere[i] = 5 + Uniform(ref random, reach);
        }

        return (labels, judge, elsewhere);
    }

    private static double Uniform(ref RandomStream random, double reach) => ((2 * random.NextDouble()) - 1) * reach;
}
