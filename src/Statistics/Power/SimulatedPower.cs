using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>Whether one simulated study of a given size reaches the wanted decision.</summary>
/// <param name="random">The study's own stream of random numbers.</param>
/// <param name="size">How many items (or annotators) it has.</param>
public delegate bool SimulatedStudy(ref RandomStream random, int size);

/// <summary>A probability estimated by simulation.</summary>
/// <param name="Successes">How many simulated studies reached the decision.</param>
/// <param name="Simulations">How many were simulated.</param>
/// <param name="Seed">The seed.</param>
public sealed record SimulatedProbability(int Successes, int Simulations, ulong Seed)
{
    /// <summary>The share of studies that reached the decision, 0..1.</summary>
    public double Value => (double)Successes / Simulations;

    /// <summary>The Monte Carlo standard error, 0..1/2: sqrt(p (1 - p) / simulations).</summary>
    public double MonteCarloError => Math.Sqrt(Value * (1 - Value) / Simulations);
}

/// <summary>A number of items (or annotators) found by simulation.</summary>
/// <param name="Size">The smallest size whose simulated power reaches the target.</param>
/// <param name="Power">The simulated power at this size.</param>
public sealed record SimulatedSize(int Size, SimulatedProbability Power);

/// <summary>
/// Power and needed size of any study by seeded simulation, for statistics and gates that have no formula: alpha, several
/// annotators, clusters, skew (Arnold, Hogan, Colford and Hubbard, 2011, doi:10.1186/1471-2288-11-94). Study <c>i</c> always draws from stream <c>i</c> of the seed, so sizes are compared on common random
/// numbers and the result is the same on any number of cores.
/// </summary>
public static class SimulatedPower
{
    /// <summary>The probability that a study of this size reaches its decision.</summary>
    /// <param name="study">Simulates one study. It is called from several threads at once and must keep no state of its own.</param>
    /// <param name="size">The size, at least 1.</param>
    /// <param name="simulations">How many studies, at least 1; a thousand give a Monte Carlo error of at most 0.016.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static SimulatedProbability Estimate(SimulatedStudy study, int size, int simulations, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations, 1);
        int successes = 0;
        Parallel.For(
            0,
            simulations,
            () => 0,
            (i, _, own) =>
            {
                RandomStream random = new(seed, (ulong)i);
                return study(ref random, size) ? own + 1 : own;
            },
            own => Interlocked.Add(ref successes, own));
        return new(successes, simulations, seed);
    }

    /// <summary>
    /// The smallest size from <paramref name="smallest"/> to <paramref name="largest"/> with the wanted power, by halving. It takes power to grow with
    /// the size; where it does so unevenly, the size found is one at which the wanted power is reached and below which it was not.
    /// </summary>
    /// <param name="study">Simulates one study.</param>
    /// <param name="power">The wanted power, between 0 and 1.</param>
    /// <param name="smallest">The smallest size to try, at least 1.</param>
    /// <param name="largest">The largest size to try, at least <paramref name="smallest"/>.</param>
    /// <param name="simulations">How many studies of each size, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The size with its power; <see langword="null"/> when the largest size does not reach it.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static SimulatedSize? NeededSize(SimulatedStudy study, double power, int smallest, int largest, int simulations, ulong seed)
    {
        if (power is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "The power lies between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 1);
        if (largest < smallest)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The largest size, {largest}, is below the smallest, {smallest}."), nameof(largest));
        }

        return Smallest(size => Estimate(study, size, simulations, seed), power, smallest, largest);
    }

    /// <summary>Halves the gap between a size that does not reach the power and one that does.</summary>
    internal static SimulatedSize? Smallest(Func<int, SimulatedProbability> estimate, double power, int smallest, int largest)
    {
        SimulatedProbability atLargest = estimate(largest);
        if (atLargest.Value < power)
        {
            return null;
        }

        SimulatedSize best = new(largest, atLargest);
        int below = smallest - 1;
        while (best.Size - below > 1)
        {
            int middle = below + ((best.Size - below) / 2);
            SimulatedProbability here = estimate(middle);
            (below, best) = here.Value >= power ? (below, new(middle, here)) : (middle, best);
        }

        return best;
    }
}
