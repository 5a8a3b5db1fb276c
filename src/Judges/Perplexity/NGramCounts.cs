using System.Runtime.InteropServices;

namespace JudgeEval.Judges;

/// <summary>
/// The counts of an interpolated Kneser-Ney model. A history is a node of a tree whose root is the empty history and whose edges lead one token further
/// back, so that the path to a history passes through all its shorter ones. At the full order a node counts how often a token followed;
/// below, after how many different tokens one further back it did (the continuation counts of Kneser and Ney).
/// </summary>
internal sealed class NGramCounts
{
    private readonly int _order;
    private readonly Dictionary<ulong, int> _children = [];
    private readonly Dictionary<ulong, int> _counts = [];
    private readonly List<(int Parent, int Depth)> _nodes = [(-1, 0)];
    private readonly List<(long Total, int Distinct)> _sums = [default];
    private readonly double[] _discounts;

    /// <summary>Counts texts.</summary>
    /// <param name="order">The longest run.</param>
    /// <param name="start">The token that stands before every text as often as a history is long; it never follows anything.</param>
    /// <param name="texts">The texts as tokens.</param>
    public NGramCounts(int order, int start, IEnumerable<int[]> texts)
    {
        _order = order;
        int[] history = new int[order - 1];
        foreach (int[] text in texts)
        {
            Array.Fill(history, start);
            foreach (int token in text)
            {
                Add(Node(history), token);
                Shift(history, token);
            }
        }

        _discounts = Discounts();
    }

    /// <summary>The history one token later.</summary>
    public static void Shift(int[] history, int token)
    {
        if (history.Length > 0)
        {
            Array.Copy(history, 1, history, 0, history.Length - 1);
            history[^1] = token;
        }
    }

    /// <summary>
    /// The probability of a token: at each order <c>(max(c - D, 0) + D * distinct * shorter) / total</c>, beginning with the uniform
    /// distribution over the vocabulary; a history that never occurred leaves the shorter one's probability as it is.
    /// </summary>
    public double Probability(ReadOnlySpan<int> history, int token, double uniform)
    {
        double probability = uniform;
        int node = 0;
        for (int depth = 0; ; depth++)
        {
            (long total, int distinct) = _sums[node];
            double discount = _discounts[depth];
            probability = (Math.Max(_counts.GetValueOrDefault(Key(node, token)) - discount, 0) + (discount * distinct * probability)) / total;
            if (depth == _order - 1 || depth == history.Length || !_children.TryGetValue(Key(node, history[^(depth + 1)]), out node))
            {
                return probability;
            }
        }
    }

    private static ulong Key(int node, int token) => ((ulong)(uint)node << 32) | (uint)token;

    private int Node(int[] history)
    {
        int node = 0;
        for (int i = history.Length - 1; i >= 0; i--)
        {
            ref int child = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, Key(node, history[i]), out bool exists);
            if (!exists)
            {
                child = _nodes.Count;
                _nodes.Add((node, _nodes[node].Depth + 1));
                _sums.Add(default);
            }

            node = child;
        }

        return node;
    }

    private void Add(int node, int token)
    {
        while (node >= 0)
        {
            ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, Key(node, token), out _);
            count++;
            bool isNew = count == 1;
            _sums[node] = (_sums[node].Total + 1, _sums[node].Distinct + (isNew ? 1 : 0));

            // The shorter run is counted once for each different token before it.
            node = isNew ? _nodes[node].Parent : -1;
        }
    }

    /// <summary>
    /// One discount for each order, <c>n1 / (n1 + 2 * n2)</c>, from how many runs are counted once and twice. Where none is counted once the formula
    /// gives 0, which would leave nothing for what was never seen: there it is a half.
    /// </summary>
    private double[] Discounts()
    {
        long[] once = new long[_order], twice = new long[_order];
        foreach ((ulong key, int count) in _counts)
        {
            int depth = _nodes[(int)(key >> 32)].Depth;
            once[depth] += count == 1 ? 1 : 0;
            twice[depth] += count == 2 ? 1 : 0;
        }

        return [.. once.Zip(twice, (n1, n2) => n1 == 0 ? 0.5 : n1 / (n1 + (2.0 * n2)))];
    }
}
