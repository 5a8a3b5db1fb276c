using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Statistics over patterns each of which stands for one pattern of other statistics. Immutable.</summary>
/// <param name="inner">The other statistics.</param>
/// <param name="patterns">The other statistics' pattern that each pattern stands for.</param>
internal sealed class MappedStatistics(IPatternStatistics inner, int[] patterns) : IPatternStatistics
{
    public int PatternCount => patterns.Length;

    public int StatisticCount => inner.StatisticCount;

    public IPatternEvaluator CreateEvaluator() => new Evaluator(inner, patterns);

    private sealed class Evaluator(IPatternStatistics inner, int[] patterns) : IPatternEvaluator
    {
        private readonly IPatternEvaluator _inner = inner.CreateEvaluator();
        private readonly int[] _weights = new int[inner.PatternCount];

        // The hot loop of a process that is over before the runtime would optimize it by itself.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Evaluate(ReadOnlySpan<int> weights, Span<double> values)
        {
            Array.Clear(_weights);
            for (int p = 0; p < patterns.Length; p++)
            {
                _weights[patterns[p]] += weights[p];
            }

            _inner.Evaluate(_weights, values);
        }
    }
}
