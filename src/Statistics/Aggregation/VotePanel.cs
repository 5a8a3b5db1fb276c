using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Statistics;

/// <summary>A class prior and the errors of a panel, in logarithms; annotators with the same errors form a group.</summary>
internal sealed class VotePanel
{
    /// <summary>Logarithms of probabilities closer than this are equal.</summary>
    public const double Tolerance = 1e-9;

    private readonly double[] _logConfusions;

    private VotePanel(double[] logPriors, double[] logConfusions, ImmutableArray<ImmutableArray<int>> groups)
    {
        LogPriors = [.. logPriors];
        _logConfusions = logConfusions;
        Groups = groups;
    }

    public ImmutableArray<double> LogPriors { get; }

    /// <summary>The annotators of each group, ascending.</summary>
    public ImmutableArray<ImmutableArray<int>> Groups { get; }

    public int CategoryCount => LogPriors.Length;

    public int AnnotatorCount => _logConfusions.Length / (CategoryCount * CategoryCount);

    /// <summary>How many vote patterns there are when the members of a group are not told apart.</summary>
    public double PatternCount => Groups.Aggregate(1.0, (product, group) => product * Compositions(group.Length, CategoryCount));

    public static VotePanel Create(ReadOnlySpan<double> priors, ReadOnlySpan<double> confusions)
    {
        int k = priors.Length;
        if (k == 0 || confusions.Length == 0 || confusions.Length % (k * k) != 0)
        {
            throw new ArgumentException("A panel has a prior over one category or more, and a square matrix for each of one annotator or more.", nameof(confusions));
        }

        CheckSum(priors, 0, 1, k, nameof(priors));
        for (int start = 0; start < confusions.Length; start += k * k)
        {
            for (int truth = 0; truth < k; truth++)
            {
                CheckSum(confusions, start + truth, k, k, nameof(confusions));
            }
        }

        return new(Logs(priors), Logs(confusions), Alike(confusions, k * k));
    }

    /// <summary>The log-probability that an annotator gives a category to an item of a true one.</summary>
    public double Log(int annotator, int observed, int truth) => _logConfusions[(((annotator * CategoryCount) + observed) * CategoryCount) + truth];

    /// <summary>The pattern with its majority and its most probable categories.</summary>
    public VotePattern Describe(int[] votes)
    {
        int[] counts = new int[CategoryCount];
        double[] joint = [.. LogPriors];
        for (int annotator = 0; annotator < votes.Length; annotator++)
        {
            counts[votes[annotator]]++;
            for (int truth = 0; truth < joint.Length; truth++)
            {
                joint[truth] += Log(annotator, votes[annotator], truth);
            }
        }

        double highest = joint.Max();
        double[] posterior = [.. joint.Select(log => Math.Exp(log - highest))];
        MajorityVote.Normalize(posterior);
        return new(
            [.. votes],
            [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] == counts.Max())],
            [.. Enumerable.Range(0, joint.Length).Where(c => joint[c] >= highest - Tolerance)],
            [.. posterior]);
    }

    /// <summary>Whether the majority is as good as the most probable category on a pattern.</summary>
    public static bool IsOptimal(VotePattern pattern, TiedVotes ties) => ties == TiedVotes.Shared
        ? pattern.Majority.All(c => pattern.Optimal.Contains(c))
        : pattern.Majority.Any(c => pattern.Optimal.Contains(c));

    /// <summary>The number of ways to write n as an ordered sum of k counts: n + k - 1 over k - 1.</summary>
    private static double Compositions(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i < k; i++)
        {
            ways = ways * (n + i) / i;
        }

        return Math.Round(ways);
    }

    private static ImmutableArray<ImmutableArray<int>> Alike(ReadOnlySpan<double> confusions, int size)
    {
        List<List<int>> groups = [];
        for (int annotator = 0; annotator * size < confusions.Length; annotator++)
        {
            List<int>? own = null;
            foreach (List<int> group in groups)
            {
                if (confusions.Slice(group[0] * size, size).SequenceEqual(confusions.Slice(annotator * size, size)))
                {
                    own = group;
                    break;
                }
            }

            if (own is null)
            {
                groups.Add(own = []);
            }

            own.Add(annotator);
        }

        return [.. groups.Select(group => group.ToImmutableArray())];
    }

    private static double[] Logs(ReadOnlySpan<double> probabilities)
    {
        double[] logs = new double[probabilities.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(probabilities[i]);
        }

        return logs;
    }

    private static void CheckSum(ReadOnlySpan<double> numbers, int start, int step, int count, string name)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double number = numbers[start + (i * step)];
            sum += number is >= 0 and <= 1 ? number : double.NaN;
        }

        if (!(Math.Abs(sum - 1) <= ProbabilityTable.SumTolerance))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Probabilities are 0 to 1 and sum to 1; these sum to {sum}."), name);
        }
    }
}
