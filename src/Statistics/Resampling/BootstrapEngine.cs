using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Draws resamples and forms intervals. Resample b draws from stream b of the seed, on whatever core.</summary>
internal static class BootstrapEngine
{
    private const int Block = 64;

    /// <summary>The intervals by the method of the options.</summary>
    public static ImmutableArray<ConfidenceInterval?> Intervals(IBootstrapSource source, BootstrapOptions options)
    {
        BootstrapOptions.Validate(options);
        int count = source.StatisticCount;
        ConfidenceInterval?[] intervals = new ConfidenceInterval?[count];
        if (!source.CanResample)
        {
            return ImmutableArray.Create(intervals);
        }

        bool studentized = options.Method == BootstrapMethod.Studentized;
        int b = options.Resamples;
        double[] replicates = new double[b * count];
        double[] errors = studentized ? new double[b * count] : [];
        Fill(source, options, replicates, errors);
        double[] values = new double[count];
        JackknifeMoments[] moments = new JackknifeMoments[count];
        Original(source, options.Method, values, moments);
        for (int s = 0; s < count; s++)
        {
            ReadOnlySpan<double> own = replicates.AsSpan(s * b, b);
            ConfidenceInterval? interval = options.Method switch
            {
                BootstrapMethod.Percentile => BootstrapInterval.Percentile(own, options.Confidence, out _),
                BootstrapMethod.Basic => BootstrapInterval.Basic(values[s], own, options.Confidence, out _, options.Transform),
                BootstrapMethod.Bca => BootstrapInterval.Bca(values[s], own, moments[s].Acceleration, options.Confidence, out _),
                _ => BootstrapInterval.Studentized(
                    values[s], moments[s].StandardError, own, errors.AsSpan(s * b, b), options.Confidence, out _, options.Transform),
            };
            intervals[s] = interval is null ? null : interval with { Seed = options.Seed, Cluster = source.Unit };
        }

        return ImmutableArray.Create(intervals);
    }

    /// <summary>The replicates of the first statistic in the order of the resamples, then those of the second, and so on.</summary>
    public static double[] Replicates(IBootstrapSource source, BootstrapOptions options)
    {
        BootstrapOptions.Validate(options);
        double[] replicates = new double[options.Resamples * source.StatisticCount];
        Fill(source, options, replicates, []);
        return replicates;
    }

    /// <summary>The standard deviation of every statistic's replicates.</summary>
    public static ImmutableArray<Estimate> StandardErrors(IBootstrapSource source, BootstrapOptions options)
    {
        if (!source.CanResample)
        {
            return [.. Enumerable.Repeat(Estimate.Undefined($"fewer than two of what is resampled: {source.Unit}", 0), source.StatisticCount)];
        }

        double[] replicates = Replicates(source, options);
        return [.. Enumerable.Range(0, source.StatisticCount)
            .Select(s => BootstrapInterval.StandardError(replicates.AsSpan(s * options.Resamples, options.Resamples)))];
    }

    private static void Original(IBootstrapSource source, BootstrapMethod method, double[] values, JackknifeMoments[] moments)
    {
        if (method == BootstrapMethod.Percentile)
        {
            return;
        }

        IBootstrapWorker worker = source.CreateWorker();
        worker.Reset();
        worker.Evaluate(values);
        if (method != BootstrapMethod.Basic)
        {
            // The standard error of the estimate is computed as those of the replicates, so that their errors are alike.
            worker.Jackknife(moments, method == BootstrapMethod.Studentized ? JackknifeWork.EveryResample : JackknifeWork.Once);
        }
    }

    private static void Fill(IBootstrapSource source, BootstrapOptions options, double[] replicates, double[] errors)
    {
        int blocks = (options.Resamples + Block - 1) / Block;
        if (options.MaxDegreeOfParallelism == 1 || blocks == 1)
        {
            Worker worker = new(source, options, replicates, errors);
            for (int block = 0; block < blocks; block++)
            {
                worker.Fill(block);
            }

            return;
        }

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism == 0 ? -1 : options.MaxDegreeOfParallelism };
        Parallel.For(
            0,
            blocks,
            parallel,
            () => new Worker(source, options, replicates, errors),
            (block, _, worker) =>
            {
                worker.Fill(block);
                return worker;
            },
            _ => { });
    }

    private sealed class Worker(IBootstrapSource source, BootstrapOptions options, double[] replicates, double[] errors)
    {
        private readonly IBootstrapWorker _worker = source.CreateWorker();
        private readonly double[] _values = new double[source.StatisticCount];
        private readonly JackknifeMoments[] _moments = new JackknifeMoments[source.StatisticCount];

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Fill(int block)
        {
            int end = Math.Min(options.Resamples, (block + 1) * Block);
            for (int b = block * Block; b < end; b++)
            {
                RandomStream random = new(options.Seed, (ulong)b);
                _worker.Draw(ref random);
                _worker.Evaluate(_values);
                for (int s = 0; s < _values.Length; s++)
                {
                    replicates[(s * options.Resamples) + b] = _values[s];
                }

                if (errors.Length > 0)
                {
                    FillErrors(b);
                }
            }
        }

        private void FillErrors(int b)
        {
            _worker.Jackknife(_moments, JackknifeWork.EveryResample);
            for (int s = 0; s < _moments.Length; s++)
            {
                errors[(s * options.Resamples) + b] = _moments[s].StandardError;
            }
        }
    }
}
