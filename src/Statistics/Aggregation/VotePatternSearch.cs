using MathNet.Numerics;

namespace JudgeEval.Statistics;

/// <summary>
/// Looks at every vote pattern of a panel. Within a group of annotators alike only the counts matter; a pattern of counts stands
/// for as many patterns as there are ways to hand them out.
/// </summary>
internal sealed class VotePatternSearch
{
    private readonly VotePanel _panel;
    private readonly TiedVotes _ties;
    private readonly int[][] _votes;
    private readonly int[] _counts;
    private readonly double[][] _joint;
    private double _majority;
    private double _optimal;
    private VotePattern? _counterexample;

    public VotePatternSearch(VotePanel panel, TiedVotes ties)
    {
        _panel = panel;
        _ties = ties;
        int k = panel.CategoryCount;
        _votes = [.. panel.Groups.Select(_ => new int[k])];
        _counts = new int[k];

        // One scratch row for each step of the descent: group by group, category by category.
        _joint = [.. Enumerable.Range(0, (panel.Groups.Length * k) + 1).Select(_ => new double[k])];
        panel.LogPriors.CopyTo(_joint[0]);
    }

    public MajorityCertificateResult Run()
    {
        Descend(0, 0, _panel.Groups[0].Length);
        int n = _panel.AnnotatorCount;
        return new(
            _counterexample is null,
            null,
            _counterexample,
            Estimate.Of(Math.Min(1, _majority), n),
            Estimate.Of(Math.Min(1, _optimal), n),
            CertificateMethod.Enumeration);
    }

    /// <summary>Chooses how many of the group's remaining annotators give the category, and goes on to the next category or group.</summary>
    private void Descend(int group, int category, int remaining)
    {
        int k = _panel.CategoryCount;
        int depth = (group * k) + category;
        if (group == _panel.Groups.Length)
        {
            Visit(_joint[depth]);
            return;
        }

        int annotator = _panel.Groups[group][0];
        bool lastCategory = category == k - 1;
        for (int count = lastCategory ? remaining : 0; count <= remaining; count++)
        {
            double[] from = _joint[depth], to = _joint[depth + 1];
            double ways = SpecialFunctions.FactorialLn(remaining) - SpecialFunctions.FactorialLn(count) - SpecialFunctions.FactorialLn(remaining - count);
            for (int truth = 0; truth < k; truth++)
            {
                // No vote adds nothing, also where the vote is impossible.
                to[truth] = from[truth] + ways + (count == 0 ? 0 : count * _panel.Log(annotator, category, truth));
            }

            _votes[group][category] = count;
            _counts[category] += count;
            if (lastCategory)
            {
                Descend(group + 1, 0, group + 1 < _panel.Groups.Length ? _panel.Groups[group + 1].Length : 0);
            }
            else
            {
                Descend(group, category + 1, remaining - count);
            }

            _counts[category] -= count;
        }
    }

    private void Visit(double[] joint)
    {
        int mostVotes = 0;
        double highest = double.NegativeInfinity;
        for (int c = 0; c < joint.Length; c++)
        {
            mostVotes = Math.Max(mostVotes, _counts[c]);
            highest = Math.Max(highest, joint[c]);
        }

        if (double.IsNegativeInfinity(highest))
        {
            return;
        }

        int tied = 0, optimal = 0;
        double sum = 0, best = double.NegativeInfinity;
        for (int c = 0; c < joint.Length; c++)
        {
            if (_counts[c] == mostVotes)
            {
                tied++;
                optimal += joint[c] >= highest - VotePanel.Tolerance ? 1 : 0;
                sum += Math.Exp(joint[c]);
                best = Math.Max(best, joint[c]);
            }
        }

        _optimal += Math.Exp(highest);
        _majority += _ties == TiedVotes.Shared ? sum / tied : Math.Exp(best);
        if (_counterexample is null && (_ties == TiedVotes.Shared ? optimal < tied : optimal == 0))
        {
            _counterexample = _panel.Describe(Spread());
        }
    }

    /// <summary>The counts handed out to the members of each group, the smallest categories first.</summary>
    private int[] Spread()
    {
        int[] votes = new int[_panel.AnnotatorCount];
        for (int group = 0; group < _votes.Length; group++)
        {
            int member = 0;
            for (int category = 0; category < _counts.Length; category++)
            {
                for (int i = 0; i < _votes[group][category]; i++)
                {
                    votes[_panel.Groups[group][member++]] = category;
                }
            }
        }

        return votes;
    }
}
