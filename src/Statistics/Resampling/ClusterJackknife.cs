namespace JudgeEval.Statistics;

/// <summary>
/// Leaves out one cluster of each kind in each stratum; where there are too many kinds, it takes the statistic's own influences,
/// or leaves out random groups of clusters. Holds scratch memory; one is used by one thread.
/// </summary>
internal sealed class ClusterJackknife(ResamplingDesign design, IPatternEvaluator evaluator, int statistics)
{
    private readonly double[] _values = new double[statistics];
    private double[] _leftOut = [];
    private int[] _members = [];
    private double[] _influence = [];

    /// <summary>Adds every stratum's moments for each statistic.</summary>
    /// <param name="kinds">How often each kind occurs.</param>
    /// <param name="weights">How often each pattern occurs; changed on the way and restored.</param>
    /// <param name="exact">Whether every kind is left out by itself.</param>
    /// <param name="groups">How many groups a stratum is dealt into if not.</param>
    /// <param name="moments">Receives the moments of each statistic.</param>
    public void Run(ReadOnlySpan<int> kinds, Span<int> weights, bool exact, int groups, Span<JackknifeMoments> moments)
    {
        if (!exact && TryInfluences(kinds, weights, moments))
        {
            return;
        }

        for (int s = 0; s < design.StratumCount; s++)
        {
            // A stratum of one cluster cannot be left out and does not vary.
            (int start, int end) = design.KindsOf(s);
            if (design.ClustersOf(s) >= 2 && (exact || end - start <= groups))
            {
                LeaveOutKinds(kinds[start..end], start, weights, moments);
            }
            else if (design.ClustersOf(s) >= 2)
            {
                LeaveOutGroups(kinds[start..end], start, Math.Min(groups, design.ClustersOf(s)), weights, moments);
            }
        }
    }

    /// <summary>
    /// Without a cluster the statistic changes by about minus the cluster's influence; n / (n - 1) makes it exact for a mean. False
    /// when an influence is unknown.
    /// </summary>
    private bool TryInfluences(ReadOnlySpan<int> kinds, ReadOnlySpan<int> weights, Span<JackknifeMoments> moments)
    {
        if (evaluator is not IInfluenceEvaluator known)
        {
            return false;
        }

        if (_influence.Length == 0)
        {
            _influence = new double[design.PatternCount];
        }

        Reserve(kinds.Length);
        for (int s = 0; s < moments.Length; s++)
        {
            if (!known.TryInfluence(weights, s, _influence))
            {
                moments.Clear();
                return false;
            }

            for (int stratum = 0; stratum < design.StratumCount; stratum++)
            {
                (int start, int end) = design.KindsOf(stratum);
                double n = design.ClustersOf(stratum);
                for (int k = start; k < end; k++)
                {
                    _leftOut[k] = kinds[k] == 0 ? 0 : -n / (n - 1) * design.SumOf(_influence, k);
                }

                moments[s].Add(_leftOut.AsSpan(start..end), kinds[start..end]);
            }
        }

        return true;
    }

    private void LeaveOutKinds(ReadOnlySpan<int> kinds, int start, Span<int> weights, Span<JackknifeMoments> moments)
    {
        int count = kinds.Length;
        Reserve(count);
        for (int k = 0; k < count; k++)
        {
            if (kinds[k] > 0)
            {
                design.AddTo(weights, start + k, -1);
                Store(weights, k, count);
                design.AddTo(weights, start + k, 1);
            }
        }

        for (int s = 0; s < moments.Length; s++)
        {
            moments[s].Add(_leftOut.AsSpan(s * count, count), kinds);
        }
    }

    private void LeaveOutGroups(ReadOnlySpan<int> kinds, int start, int groups, Span<int> weights, Span<JackknifeMoments> moments)
    {
        Reserve(groups);
        int clusters = Shuffle(kinds);
        for (int g = 0; g < groups; g++)
        {
            int from = (int)((long)g * clusters / groups), to = (int)((long)(g + 1) * clusters / groups);
            AddAll(weights, start, _members.AsSpan(from..to), -1);
            Store(weights, g, groups);
            AddAll(weights, start, _members.AsSpan(from..to), 1);
        }

        for (int s = 0; s < moments.Length; s++)
        {
            moments[s].Add(_leftOut.AsSpan(s * groups, groups), []);
        }
    }

    private void AddAll(Span<int> weights, int start, ReadOnlySpan<int> members, int times)
    {
        foreach (int kind in members)
        {
            design.AddTo(weights, start + kind, times);
        }
    }

    private void Store(ReadOnlySpan<int> weights, int at, int count)
    {
        evaluator.Evaluate(weights, _values);
        for (int s = 0; s < _values.Length; s++)
        {
            _leftOut[(s * count) + at] = _values[s];
        }
    }

    /// <summary>Lists the clusters in random order: kinds are sorted, and groups of neighbours would differ more than groups at random.</summary>
    private int Shuffle(ReadOnlySpan<int> kinds)
    {
        int n = 0;
        foreach (int times in kinds)
        {
            n += times;
        }

        if (_members.Length < n)
        {
            _members = new int[n];
        }

        n = 0;
        for (int k = 0; k < kinds.Length; k++)
        {
            _members.AsSpan(n, kinds[k]).Fill(k);
            n += kinds[k];
        }

        RandomStream random = new(0, 0);
        for (int i = n - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (_members[i], _members[j]) = (_members[j], _members[i]);
        }

        return n;
    }

    private void Reserve(int count)
    {
        if (_leftOut.Length < count * _values.Length)
        {
            _leftOut = new double[count * _values.Length];
        }
    }
}
