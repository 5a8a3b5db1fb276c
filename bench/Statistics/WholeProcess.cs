using System.Diagnostics;
using System.Globalization;

namespace JudgeEval.Bench.Statistics;

/// <summary>
/// The seven workloads one after the other in one process, as a user's program meets them: the first run with everything still to
/// be compiled, then the best and the median of the others. Counterpart: <c>numpy/whole_process.py</c>.
/// </summary>
internal static class WholeProcess
{
    private const int Runs = 25;

    /// <summary>Runs the workloads whose name contains <paramref name="filter"/>.</summary>
    public static void Run(string filter)
    {
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine("| workload | first run, s | best, s | median, s | allocated per run, bytes |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string name, Func<Action> prepare) in Workloads())
        {
            if (name.Contains(filter, StringComparison.Ordinal))
            {
                Console.WriteLine(Measure(name, prepare()));
            }
        }

        double whole = (DateTime.Now - self.StartTime).TotalSeconds;
        self.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"whole process, inputs included: {whole:F2} s, peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB"));
    }

    private static IEnumerable<(string Name, Func<Action> Prepare)> Workloads()
    {
        yield return ("alpha, ordinal, 5 x 1,000,000", () => Of<KrippendorffAlphaBench>(b => b.Setup(), b => b.Ordinal5x1000000()));
        yield return ("alpha, ordinal, 100 x 10,000, 30 % missing", () => Of<KrippendorffAlphaBench>(b => b.Setup(), b => b.Ordinal100x10000With30PercentMissing()));
        yield return ("bootstrap of quadratic kappa, n 10,000, B 2,000", () => Of<BootstrapBench>(b => b.Setup(), b => b.QuadraticKappa(JudgeEval.Statistics.BootstrapMethod.Percentile)));
        yield return ("bootstrap of alpha, 112 x 350, B 1,000", () => Of<BootstrapBench>(b => b.Setup(), b => b.Alpha112x350()));
        yield return ("Dawid-Skene, 100,000 x 5, 5 classes, 20 rounds", () => Of<DawidSkeneBench>(b => b.Setup(), b => b.ConfusionMatrix()));
        yield return ("prediction-powered mean, n 1,000, N 1,000,000", () => Of<PredictionPoweredBench>(b => b.Setup(), b => b.Tuned1000And1000000()));
        yield return ("permutation of a quadratic kappa difference, n 2,000, B 10,000", () => Of<PermutationBench>(b => b.Setup(), b => b.QuadraticKappaDifference()));
    }

    private static Action Of<T>(Action<T> setup, Func<T, object?> run)
        where T : new()
    {
        T bench = new();
        setup(bench);
        return () => GC.KeepAlive(run(bench));
    }

    private static string Measure(string name, Action run)
    {
        GC.Collect();
        double first = Time(run);
        double[] times = new double[Runs];
        long allocated = 0;
        for (int i = 0; i < Runs; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            times[i] = Time(run);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {first:F4} | {times[0]:F5} | {times[Runs / 2]:F5} | {allocated:N0} |");
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
