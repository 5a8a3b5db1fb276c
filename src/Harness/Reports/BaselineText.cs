using JudgeEval.Harness.Alignment;

namespace JudgeEval.Harness.Reports;

/// <summary>What simple rules reach beside a judge, in words. Shared by the reports.</summary>
internal static class BaselineText
{
    /// <summary>The notes under the table of one judge: the best baseline with the judge's standing, and every other one.</summary>
    public static IEnumerable<(string Heading, string Text)> Notes(AlignmentResult alignment)
    {
        if (alignment.Baselines.IsEmpty)
        {
            yield break;
        }

        yield return ("Best baseline", Best(alignment) is { } best ? $"{best}; {Standing(alignment)}" : NoBest(alignment));
        string[] others = [.. alignment.Baselines.Where(b => b.Statistic.IsDefined && b.Name != alignment.BestBaseline?.Name).Select(b => $"{b.Name} {NumberText.ValueOf(b.Statistic)}")];
        if (others.Length > 0)
        {
            yield return ("Others", string.Join(", ", others));
        }

        // Baselines share reasons: each stands once, with all that it explains.
        if (alignment.BestBaseline is not null)
        {
            foreach (string reason in Reasons(alignment))
            {
                yield return ("No baseline", reason);
            }
        }
    }

    /// <summary>The best baseline with its figure; <see langword="null"/> where there is none.</summary>
    public static string? Best(AlignmentResult alignment) =>
        alignment.BestBaseline is { } best ? $"{best.Name}, {alignment.Metric.Name()} {NumberText.WithInterval(best.Statistic)}" : null;

    /// <summary>How the judge stands to the best baseline, in words.</summary>
    public static string Standing(AlignmentResult alignment)
    {
        if (alignment.BestBaseline is not { } best)
        {
            return "there is no baseline to beat";
        }

        if (NumberText.ReasonOf(best.Difference) is { } reason)
        {
            return $"the judge cannot be held against it: {reason}";
        }

        string difference = $"the paired difference is {NumberText.Signed(best.Difference.Value)}"
            + (best.Difference.Interval is { } interval ? $" [{NumberText.Signed(interval.Lower)}, {NumberText.Signed(interval.Upper)}]" : ", without an interval");
        return best.Standing switch
        {
            BaselineStanding.Beats => $"the judge beats it: {difference}",
            BaselineStanding.Loses => $"the judge is worse than it: {difference}",
            _ => $"the judge is not shown to beat it: {difference}",
        };
    }

    /// <summary>Why there is no best baseline.</summary>
    public static string NoBest(AlignmentResult alignment) => $"none: {string.Join("; ", Reasons(alignment))}";

    private static IEnumerable<string> Reasons(AlignmentResult alignment) => alignment.Baselines
        .Where(b => !b.Statistic.IsDefined)
        .GroupBy(b => (b.Applies, Reason: NumberText.ReasonOf(b.Statistic)))
        .Select(g => $"{string.Join(", ", g.Select(b => b.Name))}: {(g.Key.Applies ? $"{alignment.Metric.Name()} is undefined, " : "")}{g.Key.Reason}");
}
