using System.Collections.Immutable;
using System.Globalization;

namespace JudgeEval.Harness.Leaderboards;

/// <summary>Judges and datasets without a gap between them: every judge has a figure on every dataset.</summary>
/// <param name="Judges">The judges, sorted.</param>
/// <param name="Datasets">The datasets, in the leaderboard's order.</param>
/// <param name="Others">The datasets that take no part.</param>
/// <param name="LeftOut">The judges that take no part, with the reason.</param>
internal sealed record ComparisonBlock(
    ImmutableArray<string> Judges, ImmutableArray<BoardDataset> Datasets, ImmutableArray<string> Others, ImmutableArray<LeftOutJudge> LeftOut)
{
    /// <summary>
    /// Of all judges' sets of datasets, and what all judges share, the set that gives the most figures (datasets times judges that have all of them);
    /// of equally many the one with more judges, then with more datasets, then the first.
    /// </summary>
    /// <param name="judges">Every judge, sorted.</param>
    /// <param name="datasets">The datasets with one metric.</param>
    /// <param name="leastCoverage">The coverage below which a judge has no figure to compare.</param>
    public static ComparisonBlock Choose(ImmutableArray<string> judges, ImmutableArray<BoardDataset> datasets, double leastCoverage)
    {
        Dictionary<string, bool[]> has = judges.ToDictionary(j => j, j => datasets.Select(d => IsComparable(d, j, leastCoverage)).ToArray(), StringComparer.Ordinal);
        string[] any = [.. judges.Where(j => has[j].Contains(true))];
        bool[] shared = [.. datasets.Select((_, d) => any.Length > 0 && Array.TrueForAll(any, j => has[j][d]))];
        bool[] best = any.Select(j => has[j]).Prepend(shared).MaxBy(set => Worth(set, any, has)) ?? shared;
        string[] kept = best.Contains(true) ? [.. any.Where(j => Covers(has[j], best))] : [];
        return new ComparisonBlock(
            [.. kept],
            [.. datasets.Where((_, d) => best[d])],
            [.. datasets.Where((_, d) => !best[d]).Select(d => d.Name)],
            [.. judges.Except(kept, StringComparer.Ordinal).Select(j => new LeftOutJudge(j, Reason(j, datasets, best, has[j], leastCoverage)))]);
    }

    private static (int Figures, int Judges, int Datasets) Worth(bool[] set, string[] judges, Dictionary<string, bool[]> has)
    {
        int datasets = set.Count(s => s), count = datasets == 0 ? 0 : judges.Count(j => Covers(has[j], set));

        // A judge alone is compared with nobody.
        return (count < 2 ? count : count * datasets, count, datasets);
    }

    private static bool Covers(bool[] own, bool[] set) => !set.Where((wanted, d) => wanted && !own[d]).Any();

    private static bool IsComparable(BoardDataset dataset, string judge, double leastCoverage) =>
        dataset.Judge(judge) is { Figure.IsDefined: true } found && dataset.CoverageOf(found) >= leastCoverage;

    private static string Reason(string judge, ImmutableArray<BoardDataset> datasets, bool[] set, bool[] has, double leastCoverage)
    {
        bool none = !set.Contains(true);
        IEnumerable<string> reasons = datasets.Where((_, d) => !has[d] && (none || set[d])).Select(dataset => dataset.Judge(judge) is not { } found
            ? $"no verdicts on {dataset.Name}"
            : !found.Figure.IsDefined ? $"on {dataset.Name} {found.Figure.UndefinedReason}"
            : string.Create(CultureInfo.InvariantCulture, $"answered {dataset.CoverageOf(found):0.###} of {dataset.Name}, less than {leastCoverage:0.###}"));
        return string.Join("; ", reasons);
    }
}
