using System.Numerics;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>
/// The difference of two raters' kappas against a reference over all exchanges of their numbers within items. Kappa is 1 - n D / E with
/// D the observed disagreement, a sum over items, and E the one expected from the margins, which is linear in the rater's margin. So
/// an exchange moves D and E of the first rater by fixed steps and those of the second the other way: items with the same steps
/// are one class, of which Binomial(m, 1/2) are exchanged.
/// </summary>
internal sealed class KappaSwaps
{
    private readonly SwapClass[] _classes;
    private readonly double _start;
    private readonly double _startExpected;
    private readonly double _bothObserved;
    private readonly double _bothExpected;
    private readonly double _n;

    private KappaSwaps(SwapClass[] classes, double start, double startExpected, double bothObserved, double bothExpected, int n)
    {
        _classes = classes;
        _start = start;
        _startExpected = startExpected;
        _bothObserved = bothObserved;
        _bothExpected = bothExpected;
        _n = n;
    }

    public static bool Covers(PairStatistic statistic) =>
        statistic is PairStatistic.CohenKappa or PairStatistic.CohenKappaLinear or PairStatistic.CohenKappaQuadratic;

    public static PermutationResult Run(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> reference, PairStatistic statistic, PermutationOptions options)
    {
        int n = reference.Length;
        KappaDisagreement disagreement = new(first, second, reference, statistic);
        KappaSwaps swaps = Count(first, second, reference, disagreement, out double observedFirst, out double expectedFirst, out bool whole);
        double observed = swaps.Difference(observedFirst, expectedFirst);
        if (KappaDisagreement.MayBeUndefined(first, second, reference))
        {
            return PermutationResult.Undefined(
                "the reference gives every item one label and some exchange makes a rater give it throughout, where kappa is undefined",
                n,
                RaterSwaps.Method,
                observed);
        }

        double tolerance = PermutationDraws.Tolerance(observed);
        if (swaps.ExactSteps(whole) <= options.ExactLimit)
        {
            PermutationTails tails = swaps.Exact(observed, tolerance, out double deviation);
            return PermutationResult.Exact(observed, n, RaterSwaps.Method, tails, deviation, BigInteger.One << n);
        }

        PermutationTally tally = PermutationDraws.Run(() => new Swaps(swaps), options, observed, tolerance);
        return PermutationResult.Drawn(observed, n, RaterSwaps.Method, tally, tally.Deviation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static KappaSwaps Count(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> reference,
        KappaDisagreement disagreement,
        out double observedFirst,
        out double expectedFirst,
        out bool whole)
    {
        int n = reference.Length;
        observedFirst = 0;
        expectedFirst = 0;
        double observedSecond = 0, expectedSecond = 0;
        Dictionary<(double Observed, double Expected), int> counts = [];
        double start = 0, startExpected = 0;
        for (int i = 0; i < n; i++)
        {
            int a = disagreement.Code(first[i]), b = disagreement.Code(second[i]), gold = disagreement.Code(reference[i]);
            double ownFirst = disagreement.Between(a, gold), ownSecond = disagreement.Between(b, gold);
            observedFirst += ownFirst;
            observedSecond += ownSecond;
            expectedFirst += disagreement.Expected(a);
            expectedSecond += disagreement.Expected(b);

            // An exchange and its reverse are one class: counted from the other end, the exchanged ones have the same distribution.
            (double Observed, double Expected) step = (ownSecond - ownFirst, disagreement.Expected(b) - disagreement.Expected(a));
            if (step.Observed < 0 || (step.Observed == 0 && step.Expected < 0))
            {
                start += step.Observed;
                startExpected += step.Expected;
                step = (-step.Observed, -step.Expected);
            }

            if (step != (0, 0))
            {
                counts[step] = counts.GetValueOrDefault(step) + 1;
            }
        }

        whole = disagreement.IsWhole;
        SwapClass[] classes = [.. counts.Select(c => new SwapClass(c.Value, c.Key.Observed, c.Key.Expected)).OrderBy(c => c.Observed).ThenBy(c => c.Expected)];
        return new(classes, observedFirst + start, expectedFirst + startExpected, observedFirst + observedSecond, expectedFirst + expectedSecond, n);
    }

    /// <summary>First kappa minus second, from the first rater's observed and expected disagreement.</summary>
    private double Difference(double observed, double expected) =>
        _n * (((_bothObserved - observed) / (_bothExpected - expected)) - (observed / expected));

    private double ExactSteps(bool whole)
    {
        double states = 1, steps = 0, range = 0, rangeExpected = 0;
        foreach (SwapClass c in _classes)
        {
            states *= c.Count + 1.0;
            range += c.Count * c.Observed;
            rangeExpected += c.Count * Math.Abs(c.Expected);
            states = whole ? Math.Min(states, (range + 1) * (rangeExpected + 1)) : states;
            steps += c.Count * states;
        }

        return steps;
    }

    private PermutationTails Exact(double observed, double tolerance, out double deviation)
    {
        SumDistribution sums = new();
        foreach (SwapClass c in _classes)
        {
            for (int m = 0; m < c.Count; m++)
            {
                sums.Add(c.Observed, c.Expected, 0.5);
            }
        }

        // By symmetry the mean is 0.
        double most = 0, least = 0, far = 0, squares = 0;
        for (int i = 0; i < sums.Count; i++)
        {
            double weight = sums.Weight[i], value = Difference(_start + sums.First[i], _startExpected + sums.Second[i]);
            most += value <= observed + tolerance ? weight : 0;
            least += value >= observed - tolerance ? weight : 0;
            far += Math.Abs(value) >= Math.Abs(observed) - tolerance ? weight : 0;
            squares += weight * value * value;
        }

        deviation = Math.Sqrt(squares);
        return new(most, least, far);
    }

    private readonly record struct SwapClass(int Count, double Observed, double Expected);

    private sealed class Swaps(KappaSwaps swaps) : IPermutationDraw
    {
        private FairBits _bits;

        public void Restart(RandomStream random) => _bits = new FairBits(random);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public double Next()
        {
            double observed = swaps._start, expected = swaps._startExpected;
            foreach (ref readonly SwapClass c in swaps._classes.AsSpan())
            {
                int exchanged = _bits.Heads(c.Count);
                observed += exchanged * c.Observed;
                expected += exchanged * c.Expected;
            }

            return swaps.Difference(observed, expected);
        }
    }
}
