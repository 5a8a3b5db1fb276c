using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Computes the statistic under random permutations, with scratch memory of its own; used by one thread at a time.</summary>
internal interface IPermutationDraw
{
    /// <summary>Returns to the state that does not depend on earlier draws, with another stream.</summary>
    void Restart(RandomStream random);

    /// <summary>The statistic under the next permutation; <see cref="double.NaN"/> where it has none.</summary>
    double Next();
}

/// <summary>Counts over random permutations. The default is of none.</summary>
internal struct PermutationTally
{
    private double _sum;
    private double _squares;

    public long Count { get; private set; }

    public long AtMost { get; private set; }

    public long AtLeast { get; private set; }

    public long AsFar { get; private set; }

    /// <summary>How many had no statistic.</summary>
    public long Missing { get; private set; }

    /// <summary>The standard deviation of the drawn statistics.</summary>
    public readonly double Deviation => Math.Sqrt(Math.Max(0, (_squares / Count) - (_sum / Count * (_sum / Count))));

    public void Add(in PermutationTally other)
    {
        Count += other.Count;
        AtMost += other.AtMost;
        AtLeast += other.AtLeast;
        AsFar += other.AsFar;
        Missing += other.Missing;
        _sum += other._sum;
        _squares += other._squares;
    }

    /// <summary>Draws; sums are those of the difference from the observed statistic, which loses fewer digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(IPermutationDraw draw, int times, double observed, double tolerance)
    {
        double most = observed + tolerance, least = observed - tolerance, far = Math.Abs(observed) - tolerance;
        for (int i = 0; i < times; i++)
        {
            double value = draw.Next();
            AtMost += value <= most ? 1 : 0;
            AtLeast += value >= least ? 1 : 0;
            AsFar += Math.Abs(value) >= far ? 1 : 0;
            Missing += double.IsNaN(value) ? 1 : 0;
            double difference = value - observed;
            _sum += difference;
            _squares += difference * difference;
        }

        Count += times;
    }
}

/// <summary>Runs random permutations in blocks; each block has a stream of its own, so the number of cores is of no effect.</summary>
internal static class PermutationDraws
{
    private const int Block = 512;

    /// <summary>How far apart two values of a statistic may be and still be ties: rounding differs with the order of the items.</summary>
    public static double Tolerance(double observed) => Math.Max(1e-14, 1e-12 * Math.Abs(observed));

    public static PermutationTally Run(Func<IPermutationDraw> create, PermutationOptions options, double observed, double tolerance)
    {
        int blocks = ((options.Resamples - 1) / Block) + 1;
        PermutationTally[] tallies = new PermutationTally[blocks];
        Parallel.For(
            0,
            blocks,
            create,
            (block, _, draw) =>
            {
                draw.Restart(new RandomStream(options.Seed, (ulong)block));
                tallies[block].Draw(draw, Math.Min(Block, options.Resamples - (block * Block)), observed, tolerance);
                return draw;
            },
            static _ => { });
        PermutationTally total = default;
        foreach (PermutationTally tally in tallies)
        {
            total.Add(tally);
        }

        return total;
    }
}
