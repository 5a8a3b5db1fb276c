using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Groups of people, by an attribute, who disagree with each other more than within themselves on the items they share. The difference of the two is tested by
/// exchanging the attribute among people, so that persons, not labels, are what is counted. With so few people that no exchange could ever tell, a difference that
/// is large over many items is reported all the same, and says that chance is not excluded.
/// </summary>
internal static class DisagreeingPools
{
    private const int MostGroups = 12;
    private const int MostPeople = 150;
    private const int FewResamples = 199;
    private const int Resamples = 9_999;
    private const double LargeDifference = 0.2;
    private const int ManyPairs = 200;

    // The exchange of few people has no p-value below this level's tenth, so it cannot be as strict as the other rules.
    private const double Level = 0.01;

    public static IEnumerable<LintFinding> Find(LintData data)
    {
        int[] people = [.. Enumerable.Range(0, data.PersonCount).Where(p => data.AnnotationsOf(p).Length > 0).OrderByDescending(p => data.AnnotationsOf(p).Length).ThenBy(p => p).Take(MostPeople)];
        (string Name, string[] Groups, int[] Of)[] attributes = [.. GroupAttributes.Of(data.Dataset).Select(name => Groups(data, people, name)).Where(a => a.Groups.Length is > 1 and <= MostGroups)];
        if (attributes.Length == 0)
        {
            yield break;
        }

        PairDistances distances = new(data, people);
        Pool[] pools = [.. attributes.Select(a => Measure(distances, a.Name, a.Groups, a.Of)).Where(p => p is not null).Select(p => p!)];
        HashSet<int> significant = [.. LintTests.Holding([.. pools.Select(p => p.P)], Level).Select(h => h.Position)];
        for (int i = 0; i < pools.Length; i++)
        {
            Pool pool = pools[i];
            bool large = pool.SmallestP > Level && pool.Between - pool.Within >= LargeDifference && pool.Between >= 2 * pool.Within && pool.Pairs >= ManyPairs && pool.Sizes.All(size => size > 1);
            if (significant.Contains(i) || large)
            {
                yield return Finding(data, pool, significant.Contains(i));
            }
        }
    }

    /// <summary>An attribute with its groups.</summary>
    private sealed record Pool(string Name, string[] Groups, int[] Sizes, double Within, double Between, double Pairs, double P, double SmallestP);

    private static (string Name, string[] Groups, int[] Of) Groups(LintData data, int[] people, string name)
    {
        string?[] values = [.. people.Select(p => data.Dataset.Annotators[p].Attributes.GetValueOrDefault(name))];
        string[] groups = [.. values.Where(v => v is not null).Select(v => v!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (name, groups, [.. values.Select(v => v is null ? -1 : Array.BinarySearch(groups, v, StringComparer.Ordinal))]);
    }

    private static Pool? Measure(PairDistances distances, string name, string[] groups, int[] of)
    {
        int[] stated = [.. Enumerable.Range(0, of.Length).Where(p => of[p] >= 0)];
        int[] labels = [.. stated.Select(p => of[p])];
        (double within, double between, double pairs) = distances.Measure(stated, labels);
        if (double.IsNaN(within) || double.IsNaN(between))
        {
            return null;
        }

        double Difference(ReadOnlySpan<int> codes)
        {
            (double w, double b, _) = distances.Measure(stated, codes);
            return double.IsNaN(w) || double.IsNaN(b) ? 0 : b - w;
        }

        // A few exchanges show nearly always that there is nothing; many are drawn only where they do not.
        double p = PValue(Difference, labels, FewResamples);
        p = p <= 10 * Level ? PValue(Difference, labels, Resamples) : p;
        int[] sizes = [.. groups.Select((_, g) => labels.Count(l => l == g))];
        return new Pool(name, groups, sizes, within, between, pairs, p, Smallest(sizes));
    }

    private static double PValue(LabelStatistic statistic, int[] labels, int resamples) =>
        PermutationTest.Labels(labels, statistic, new PermutationOptions { Resamples = resamples, ExactLimit = 200_000 }).Greater is { IsDefined: true } test ? test.PValue : 1;

    // One over the number of ways to deal people to groups of these sizes; groups of one size may be exchanged as wholes.
    private static double Smallest(int[] sizes)
    {
        double log = LogFactorial.Of(sizes.Sum()) - sizes.Sum(LogFactorial.Of);
        return Math.Exp(-log) * sizes.CountBy(s => s).Aggregate(1.0, (ways, same) => ways * Math.Exp(LogFactorial.Of(same.Value)));
    }

    private static LintFinding Finding(LintData data, Pool pool, bool significant)
    {
        string groups = string.Join(", ", pool.Groups.Select((g, i) => FormattableString.Invariant($"'{g}' ({pool.Sizes[i]})")));
        return new LintFinding
        {
            Rule = LintRules.DisagreeingPools,
            Severity = LintSeverity.Warning,
            What = FormattableString.Invariant($"by '{pool.Name}', people disagree more between the groups {groups} than within them: {pool.Between:0.000} against {pool.Within:0.000} on a scale from 0 to 1")
                + (significant ? "" : "; there are too few people to exclude chance"),
            Consequence = "a mean over these groups is the opinion of none of them, and it moves with their sizes",
            Remedy = $"align with each group by itself ('judgeeval align DATASET --verdicts FILE --by {pool.Name}'), and say which group is the reference",
            Location = data.FileOf(DatasetFiles.Annotators),
            Subjects = [pool.Name, .. pool.Groups],
            Evidence = [new("within", pool.Within), new("between", pool.Between), new("people", pool.Sizes.Sum()), new("p", pool.P), new("smallestPossibleP", pool.SmallestP)],
        };
    }
}
