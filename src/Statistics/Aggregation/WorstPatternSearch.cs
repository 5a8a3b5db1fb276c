namespace JudgeEval.Statistics;

/// <summary>
/// Decides large panels by the worst pattern of each vote count. For two categories a and b the log-odds of a pattern are a sum
/// over annotators, so among the patterns with given counts the one worst for a has its votes from the annotators who weigh
/// least, and b's from those who weigh most. With two categories, and with one-coin annotators, no other annotator matters.
/// </summary>
internal sealed class WorstPatternSearch(VotePanel panel, MajorityCertificateOptions options)
{
    private readonly int _n = panel.AnnotatorCount;
    private readonly int _k = panel.CategoryCount;

    public MajorityCertificateResult Run()
    {
        if (HasImpossibleVotes() || (_k != 2 && !IsOneCoin()))
        {
            return Undecided();
        }

        bool allOptimal = true;
        foreach (int[] votes in _k == 2 ? OfTwoCategories() : OfOneCoin())
        {
            // With ties broken by the posterior, a pattern may be saved by another of its tied categories.
            allOptimal = false;
            VotePattern pattern = panel.Describe(votes);
            if (!VotePanel.IsOptimal(pattern, options.Ties))
            {
                return new(false, null, pattern, MajorityAccuracy(), TooMuchWork(), CertificateMethod.WorstPatterns);
            }
        }

        Estimate accuracy = MajorityAccuracy();
        return allOptimal ? new(true, null, null, accuracy, accuracy, CertificateMethod.WorstPatterns) : Undecided();
    }

    private MajorityCertificateResult Undecided() =>
        new(null, TooMuchWork().UndefinedReason, null, TooMuchWork(), TooMuchWork(), CertificateMethod.None);

    private Estimate TooMuchWork() => Estimate.Undefined(
        FormattableString.Invariant($"the panel has {panel.PatternCount:G4} vote patterns, more than {options.MaxPatterns}; raise the limit or take fewer annotators"), _n);

    /// <summary>The log-odds of category 1 against 0, for t votes for 1 lowest when those who weigh least give them.</summary>
    private IEnumerable<int[]> OfTwoCategories()
    {
        double[] weights = new double[_n];
        double none = panel.LogPriors[1] - panel.LogPriors[0];
        for (int a = 0; a < _n; a++)
        {
            double zero = panel.Log(a, 0, 1) - panel.Log(a, 0, 0);
            weights[a] = panel.Log(a, 1, 1) - panel.Log(a, 1, 0) - zero;
            none += zero;
        }

        int[] order = Ascending(weights);
        double lowest = none, highest = none;
        for (int ones = 0; ones <= _n; ones++)
        {
            if (ones > 0)
            {
                lowest += weights[order[ones - 1]];
                highest += weights[order[_n - ones]];
            }

            bool tie = 2 * ones == _n;
            if (tie && options.Ties == TiedVotes.BrokenByPosterior)
            {
                continue;
            }

            if (2 * ones >= _n && lowest < -VotePanel.Tolerance)
            {
                yield return Votes(order[..ones], 1, [], 0);
            }

            if (2 * ones <= _n && highest > VotePanel.Tolerance)
            {
                yield return Votes(order[(_n - ones)..], 1, [], 0);
            }
        }

    }

    /// <summary>The log-odds of a category against another depend on their own voters alone; the rarest against the most frequent is the worst pair.</summary>
    private IEnumerable<int[]> OfOneCoin()
    {
        double[] weights = [.. Enumerable.Range(0, _n).Select(a => panel.Log(a, 0, 0) - panel.Log(a, 0, 1))];
        int[] order = Ascending(weights);
        double[] least = Sums(order.Select(a => weights[a])), most = Sums(order.Reverse().Select(a => weights[a]));
        int rare = Enumerable.Range(0, _k).MinBy(c => panel.LogPriors[c]);
        int frequent = Enumerable.Range(0, _k).Where(c => c != rare).MaxBy(c => panel.LogPriors[c]);
        double odds = panel.LogPriors[rare] - panel.LogPriors[frequent];
        int ties = options.Ties == TiedVotes.Shared ? 0 : 1;
        for (int winners = 1; winners <= _n; winners++)
        {
            for (int losers = 0; losers <= Math.Min(winners - ties, _n - winners); losers++)
            {
                // Those who are left vote for the other categories, none of which may have more votes.
                bool possible = _n - winners - losers <= (long)winners * (_k - 2);
                if (possible && odds + least[winners] - most[losers] < -VotePanel.Tolerance)
                {
                    yield return Votes(order[..winners], rare, order[(_n - losers)..], frequent);
                }
            }
        }
    }

    private int[] Votes(int[] winners, int category, int[] losers, int loserCategory)
    {
        int[] others = [.. Enumerable.Range(0, _k).Where(c => c != category && c != loserCategory)];
        int[] votes = new int[_n];
        Array.Fill(votes, -1);
        foreach (int a in winners)
        {
            votes[a] = category;
        }

        foreach (int a in losers)
        {
            votes[a] = loserCategory;
        }

        int next = 0;
        for (int a = 0; a < _n; a++)
        {
            if (votes[a] < 0)
            {
                votes[a] = others.Length == 0 ? loserCategory : others[next++ % others.Length];
            }
        }

        return votes;
    }

    /// <summary>By the distribution of the number of votes for category 1, which grows annotator by annotator; for two categories.</summary>
    private Estimate MajorityAccuracy()
    {
        bool tiesMatter = _n % 2 == 0 && options.Ties == TiedVotes.BrokenByPosterior;
        if (_k != 2 || tiesMatter)
        {
            return TooMuchWork();
        }

        double accuracy = 0;
        for (int truth = 0; truth < 2; truth++)
        {
            double[] ones = new double[_n + 1];
            ones[0] = 1;
            for (int a = 0; a < _n; a++)
            {
                double one = Math.Exp(panel.Log(a, 1, truth)), zero = Math.Exp(panel.Log(a, 0, truth));
                for (int t = a + 1; t > 0; t--)
                {
                    ones[t] = (ones[t] * zero) + (ones[t - 1] * one);
                }

                ones[0] *= zero;
            }

            double right = 0;
            for (int t = 0; t <= _n; t++)
            {
                int votes = truth == 1 ? t : _n - t;
                right += ones[t] * (2 * votes > _n ? 1 : 2 * votes == _n ? 0.5 : 0);
            }

            accuracy += Math.Exp(panel.LogPriors[truth]) * right;
        }

        return Estimate.Of(Math.Min(1, accuracy), _n);
    }

    private bool HasImpossibleVotes()
    {
        for (int a = 0; a < _n; a++)
        {
            for (int cell = 0; cell < _k * _k; cell++)
            {
                if (double.IsNegativeInfinity(panel.Log(a, cell / _k, cell % _k)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsOneCoin()
    {
        for (int a = 0; a < _n; a++)
        {
            for (int cell = 0; cell < _k * _k; cell++)
            {
                int observed = cell / _k, truth = cell % _k;
                double model = observed == truth ? panel.Log(a, 0, 0) : panel.Log(a, 0, 1);
                if (Math.Abs(panel.Log(a, observed, truth) - model) > 1e-12)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int[] Ascending(double[] weights)
    {
        int[] order = [.. Enumerable.Range(0, weights.Length)];
        return [.. order.OrderBy(a => weights[a])];
    }

    private static double[] Sums(IEnumerable<double> numbers)
    {
        List<double> sums = [0];
        foreach (double number in numbers)
        {
            sums.Add(sums[^1] + number);
        }

        return [.. sums];
    }
}
