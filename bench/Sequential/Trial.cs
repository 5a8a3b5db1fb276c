using JudgeEval.Statistics;

namespace JudgeEval.Bench.Sequential;

/// <summary>What a rule decided over many runs.</summary>
/// <param name="Runs">How many runs there were.</param>
/// <param name="Passed">Runs that passed.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Items">How many scores a run took on average; all of them where it was not decided.</param>
internal readonly record struct Outcome(int Runs, int Passed, int Failed, double Items);

/// <summary>Runs rules on drawn scores, looking after every one of them.</summary>
internal static class Trial
{
    public const double Level = 0.025;

    /// <summary>The test of the gate.</summary>
    public static Outcome Test(ScoreProcess process, double marginsAbove, int items, int runs, ulong seed) => Count(items, runs, run =>
    {
        RandomStream random = new(seed, run);
        var test = new SequentialMeanTest(process.Smallest, process.Largest, process.Threshold, Level);
        while (test.Observations < items && !test.IsDecided)
        {
            test.Add(process.Draw(ref random, marginsAbove));
        }

        return (test.IsAbove, test.IsBelow, test.Observations);
    });

    /// <summary>The general confidence sequence, which does not know the threshold.</summary>
    public static Outcome Sequence(ScoreProcess process, double marginsAbove, int items, int runs, ulong seed) => Count(items, runs, run =>
    {
        RandomStream random = new(seed, run);
        var sequence = new BoundedMeanConfidenceSequence(process.Smallest, process.Largest, 1 - (2 * Level));
        bool above = false, below = false;
        while (sequence.Observations < items && !above && !below)
        {
            sequence.Add(process.Draw(ref random, marginsAbove));
            above = sequence.Interval.Lower >= process.Threshold;
            below = sequence.Interval.Upper < process.Threshold;
        }

        return (above, below, sequence.Observations);
    });

    /// <summary>What must not be done: an interval for a fixed number of items, looked at after every item from the thirtieth on.</summary>
    public static Outcome Peeking(ScoreProcess process, double marginsAbove, int items, int runs, ulong seed) => Count(items, runs, run =>
    {
        RandomStream random = new(seed, run);
        double sum = 0, squares = 0;
        int n = 0;
        while (n < items)
        {
            double x = process.Draw(ref random, marginsAbove);
            (n, sum, squares) = (n + 1, sum + x, squares + (x * x));
            double mean = sum / n, error = Math.Sqrt(Math.Max(0, (squares / n) - (mean * mean)) / n);
            if (n >= 30 && error > 0 && Math.Abs(mean - process.Threshold) > 1.96 * error)
            {
                return (mean > process.Threshold, mean < process.Threshold, n);
            }
        }

        return (false, false, n);
    });

    private static Outcome Count(int items, int runs, Func<ulong, (bool Above, bool Below, int Items)> one)
    {
        int passed = 0, failed = 0;
        long taken = 0;
        Parallel.For(0, runs, run =>
        {
            (bool above, bool below, int n) = one((ulong)run);
            Interlocked.Add(ref passed, above ? 1 : 0);
            Interlocked.Add(ref failed, below && !above ? 1 : 0);
            Interlocked.Add(ref taken, above || below ? n : items);
        });
        return new(runs, passed, failed, (double)taken / runs);
    }
}
