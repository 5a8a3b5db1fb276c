using System.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// The difference of any statistic of two raters against a reference over all exchanges of their numbers within items: the plain way,
/// which computes both statistics anew. Items with the same three numbers are one class.
/// </summary>
internal sealed class RaterSwaps
{
    public const string Method = "permutation-rater-swap";

    private readonly PairStatistics _statistics;
    private readonly int[] _first;
    private readonly int[] _second;
    private readonly SwapClass[] _classes;

    private RaterSwaps(PairStatistics statistics, int[] first, int[] second, SwapClass[] classes)
    {
        _statistics = statistics;
        _first = first;
        _second = second;
        _classes = classes;
    }

    public static PermutationResult Run(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> reference,
        PairStatistic statistic,
        MeasurementLevel level,
        PermutationOptions options)
    {
        int n = reference.Length;
        RaterSwaps swaps = Count(first, second, reference, statistic, level);
        Evaluation evaluation = new(swaps);
        double observed = evaluation.Difference();
        double tolerance = PermutationDraws.Tolerance(observed);
        if (double.IsNaN(observed))
        {
            return PermutationResult.Undefined("the statistic is undefined for one of the raters", n, Method);
        }

        if (swaps._classes.Aggregate((double)swaps._first.Length, (steps, c) => steps * (c.Count + 1)) <= options.ExactLimit)
        {
            evaluation.Visit(0, 1, observed, tolerance);
            return evaluation.Missing
                ? PermutationResult.Undefined(AfterExchange, n, Method, observed)
                : PermutationResult.Exact(observed, n, Method, evaluation.Tails, Math.Sqrt(evaluation.Squares), BigInteger.One << n);
        }

        PermutationTally tally = PermutationDraws.Run(() => new Evaluation(swaps), options, observed, tolerance);
        return tally.Missing > 0
            ? PermutationResult.Undefined(AfterExchange, n, Method, observed)
            : PermutationResult.Drawn(observed, n, Method, tally, tally.Deviation);
    }

    private const string AfterExchange = "the statistic is undefined after some exchanges of the raters' numbers";

    private static RaterSwaps Count(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> reference, PairStatistic statistic, MeasurementLevel level)
    {
        int n = reference.Length;
        PairTable table = PairTable.Create([.. first, .. second], [.. reference, .. reference]);
        int[] ofFirst = new int[table.PatternCount], ofSecond = new int[table.PatternCount];
        Dictionary<(int First, int Second), int> counts = [];
        for (int i = 0; i < n; i++)
        {
            int a = table.PatternOfItem[i], b = table.PatternOfItem[n + i];
            ofFirst[a]++;
            ofSecond[b]++;
            if (a != b)
            {
                counts[(a, b)] = counts.GetValueOrDefault((a, b)) + 1;
            }
        }

        SwapClass[] classes = [.. counts.Select(c => new SwapClass(c.Value, c.Key.First, c.Key.Second)).OrderBy(c => c.First).ThenBy(c => c.Second)];
        return new(new PairStatistics(table, [statistic], level), ofFirst, ofSecond, classes);
    }

    private readonly record struct SwapClass(int Count, int First, int Second);

    private sealed class Evaluation : IPermutationDraw
    {
        private readonly RaterSwaps _swaps;
        private readonly IPatternEvaluator _evaluator;
        private readonly int[] _first;
        private readonly int[] _second;
        private readonly double[] _value = new double[1];
        private double _most;
        private double _least;
        private double _far;
        private FairBits _bits;

        public Evaluation(RaterSwaps swaps)
        {
            _swaps = swaps;
            _evaluator = swaps._statistics.CreateEvaluator();
            _first = [.. swaps._first];
            _second = [.. swaps._second];
        }

        public bool Missing { get; private set; }

        public double Squares { get; private set; }

        public PermutationTails Tails => new(_most, _least, _far);

        public void Restart(RandomStream random) => _bits = new FairBits(random);

        public double Next()
        {
            _swaps._first.CopyTo(_first, 0);
            _swaps._second.CopyTo(_second, 0);
            foreach (SwapClass c in _swaps._classes)
            {
                Exchange(c, _bits.Heads(c.Count));
            }

            return Difference();
        }

        public double Difference()
        {
            _evaluator.Evaluate(_first, _value);
            double first = _value[0];
            _evaluator.Evaluate(_second, _value);
            return first - _value[0];
        }

        /// <summary>Goes through every number of exchanges of every class from this one on.</summary>
        public void Visit(int index, double weight, double observed, double tolerance)
        {
            if (index == _swaps._classes.Length)
            {
                Add(weight, Difference(), observed, tolerance);
                return;
            }

            // C(m, c) / 2^m, from c = 0 on.
            SwapClass c = _swaps._classes[index];
            double share = Math.ScaleB(weight, -c.Count);
            for (int exchanged = 0; exchanged <= c.Count; exchanged++)
            {
                Visit(index + 1, share, observed, tolerance);
                share *= (double)(c.Count - exchanged) / (exchanged + 1);
                Exchange(c, exchanged < c.Count ? 1 : -c.Count);
            }
        }

        private void Add(double weight, double value, double observed, double tolerance)
        {
            Missing |= double.IsNaN(value);
            _most += value <= observed + tolerance ? weight : 0;
            _least += value >= observed - tolerance ? weight : 0;
            _far += Math.Abs(value) >= Math.Abs(observed) - tolerance ? weight : 0;

            // By symmetry the mean is 0.
            Squares += weight * value * value;
        }

        private void Exchange(SwapClass c, int items)
        {
            _first[c.First] -= items;
            _first[c.Second] += items;
            _second[c.Second] -= items;
            _second[c.First] += items;
        }
    }
}
