using JudgeEval.Statistics;

namespace JudgeEval.Bench.TypeOneError;

/// <summary>Draws of data.</summary>
internal static class Draw
{
    private const double Alpha = 0.05;

    public static double Normal(ref RandomStream random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Normals(ref RandomStream random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = Normal(ref random);
        }

        return values;
    }

    public static double[] Exponentials(ref RandomStream random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = -Math.Log(1 - random.NextDouble());
        }

        return values;
    }

    /// <summary>Ratings 1 to 5, high ones more often.</summary>
    public static double[] Scale(ref RandomStream random, int n)
    {
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = 1 + Math.Floor(5 * Math.Sqrt(random.NextDouble()));
        }

        return values;
    }

    public static double[] Differences(ref RandomStream random, int n)
    {
        double[] x = Scale(ref random, n), y = Scale(ref random, n);
        return [.. x.Zip(y, (a, b) => a - b)];
    }

    public static double[] Shifted(double[] values, double by) => [.. values.Select(v => v + by)];

    public static (double[] First, double[] Second, double[] Gold) Raters(ref RandomStream random, int n)
    {
        double[] first = new double[n], second = new double[n], gold = new double[n];
        for (int i = 0; i < n; i++)
        {
            double u = random.NextDouble();
            gold[i] = u < 0.8 ? 0 : u < 0.9 ? 1 : 2;
            first[i] = random.NextDouble() < 0.7 ? gold[i] : random.NextInt(3);
            second[i] = random.NextDouble() < 0.7 ? gold[i] : random.NextInt(3);
        }

        return (first, second, gold);
    }

    public static MeasuredDifference Proportions(ref RandomStream random, int n, double onlyFirst, double onlySecond)
    {
        int b = 0, c = 0;
        for (int i = 0; i < n; i++)
        {
            double u = random.NextDouble();
            b += u < onlyFirst ? 1 : 0;
            c += u >= onlyFirst && u < onlyFirst + onlySecond ? 1 : 0;
        }

        return MeasuredDifference.OfPairedProportions(b, c, n);
    }

    public static MeasuredDifference Bootstrapped(ref RandomStream random, double[] values)
    {
        double[] replicates = new double[499];
        for (int b = 0; b < replicates.Length; b++)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                sum += values[random.NextInt(values.Length)];
            }

            replicates[b] = sum / values.Length;
        }

        return MeasuredDifference.OfReplicates(Estimate.Of(values.Average(), values.Length), replicates);
    }

    public static MeasuredDifference WithStandardError(double[] values)
    {
        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return MeasuredDifference.OfStandardError(Estimate.Of(mean, values.Length), Math.Sqrt(variance / values.Length));
    }

    /// <summary>p of the first annotator, whose advantage over the judge is the margin exactly; the second is who remains.</summary>
    public static double? AltTest(ref RandomStream random, int n, double judgeAgrees)
    {
        List<IReadOnlyList<double?>> rows = [];
        List<double?> judge = [];
        for (int i = 0; i < n; i++)
        {
            double other = random.NextInt(3);
            rows.Add([random.NextDouble() < judgeAgrees + 0.1 ? other : other + 1, other]);
            judge.Add(random.NextDouble() < judgeAgrees ? other : other + 2);
        }

        AltTestResult? result = AlternativeAnnotatorTest.Run(RatingTable.FromRows(rows), judge, new AltTestOptions { SmallestAnnotator = 2 }, out _);
        return result?.Comparisons[0].PValue;
    }

    public static double? BernoulliSequence(ref RandomStream random, int looks, double share)
    {
        BernoulliConfidenceSequence sequence = new(1 - Alpha);
        int successes = 0;
        double p = 1;
        for (int n = 1; n <= looks; n++)
        {
            successes += random.NextDouble() < share ? 1 : 0;
            p = Math.Min(p, Math.Exp(-sequence.LogEvidenceAgainst(successes, n, share)));
        }

        return p;
    }

    public static double? BoundedSequence(ref RandomStream random, int looks)
    {
        // The mean of the scale: 1 to 5 with probabilities 1, 3, 5, 7 and 9 of 25.
        const double Mean = 95.0 / 25;
        BoundedMeanConfidenceSequence sequence = new(1, 5, 1 - Alpha);
        double p = 1;
        foreach (double value in Scale(ref random, looks))
        {
            sequence.Add(value);
            p = sequence.Interval.Lower > Mean || sequence.Interval.Upper < Mean ? 0 : p;
        }

        return p;
    }

    public static double? AsymptoticSequence(ref RandomStream random, int from, int looks)
    {
        AsymptoticConfidenceSequence sequence = new(looks, 1 - Alpha);
        double sum = 0, squares = 0, p = 1;
        for (int n = 1; n <= looks; n++)
        {
            double value = -Math.Log(1 - random.NextDouble());
            sum += value;
            squares += value * value;
            if (n >= from)
            {
                double mean = sum / n;
                AnytimeInterval interval = sequence.At(mean, Math.Sqrt((squares - (n * mean * mean)) / (n - 1) / n), n);
                p = interval.Lower > 1 || interval.Upper < 1 ? 0 : p;
            }
        }

        return p;
    }

    /// <summary>0 when any true hypothesis is rejected, else 1.</summary>
    public static double? Familywise(ref RandomStream random, MultipleTestingMethod method, int tests, int wrong, double correlation) =>
        FalseShare(ref random, method, tests, wrong, correlation) > 0 ? 0 : 1;

    /// <summary>0 with the probability of the share of false rejections, else 1, so that the mean is the false discovery rate.</summary>
    public static double? FalseDiscovery(ref RandomStream random, MultipleTestingMethod method, int tests, int wrong)
    {
        double share = FalseShare(ref random, method, tests, wrong, 0);
        return random.NextDouble() < share ? 0 : 1;
    }

    /// <summary>The share of true hypotheses among the rejected ones; false ones have a mean of 3 standard errors.</summary>
    private static double FalseShare(ref RandomStream random, MultipleTestingMethod method, int tests, int wrong, double correlation)
    {
        double[] p = new double[tests];
        double common = Normal(ref random);
        for (int i = 0; i < tests; i++)
        {
            double z = (Math.Sqrt(correlation) * common) + (Math.Sqrt(1 - correlation) * Normal(ref random)) + (i < wrong ? 3 : 0);
            p[i] = 1 - MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
        }

        MultipleTestingResult result = MultipleTesting.Adjust(p, method, Alpha);
        int rejected = result.Rejected.Count(r => r), falsely = result.Rejected.Skip(wrong).Count(r => r);
        return rejected == 0 ? 0 : (double)falsely / rejected;
    }
}
