using JudgeEval.Harness.Datasets;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// People who change while they label: how their agreement with the others, or their label less the mean of the others, goes with the order in time (Spearman's
/// rank correlation, Holm over all people and both measures). The others on the same item are the standard, so that items which get harder are no drift.
/// </summary>
internal static class AnnotatorDrift
{
    private const int FewestItems = 30;
    private const double LeastCorrelation = 0.15;

    public static IEnumerable<LintFinding> Find(LintData data, LintOptions options)
    {
        if (!data.Dataset.HasTimes)
        {
            yield break;
        }

        double[] equalPairs = EqualPairs(data);
        List<(int Person, bool Agreement, double Rho, int Items, double P)> trends = [];
        int unread = 0;
        string? example = null;
        for (int person = 0; person < data.PersonCount; person++)
        {
            (double Time, int At)[] inOrder = Timed(data, person, ref unread, ref example);
            if (inOrder.Length < FewestItems || !inOrder.Any(t => t.Time != inOrder[0].Time))
            {
                continue;
            }

            double[] times = MeanRanks.Of([.. inOrder.Select(t => t.Time)]);
            Add(person, true, times, [.. inOrder.Select(t => data.OthersSame[t.At] - OthersAmong(data, equalPairs, t.At))]);
            if (data.IsOrdered)
            {
                Add(person, false, times, [.. inOrder.Select(t => data.Values[t.At] - data.OthersMean[t.At])]);
            }
        }

        if (unread > 0)
        {
            yield return new LintFinding
            {
                Rule = LintRules.UnreadableTimes,
                Severity = LintSeverity.Note,
                What = FormattableString.Invariant($"{unread} times in the column 'at' are neither a date of ISO 8601 as in 2026-03-01T09:30:00Z nor a number, for example '{example}'"),
                Consequence = "drift of people over time was looked for without these annotations",
                Remedy = "write times as ISO 8601, or as numbers that grow with time",
                Location = data.FileOf(DatasetFiles.Annotations),
                Evidence = [new("times", unread)],
            };
        }

        foreach ((int at, double p) in LintTests.Holding([.. trends.Select(t => t.P)], options.Level))
        {
            (int person, bool agreement, double rho, int items, _) = trends[at];
            if (Math.Abs(rho) < LeastCorrelation)
            {
                continue;
            }

            string name = data.NameOf(person), change = rho > 0 ? "rises" : "falls";
            yield return new LintFinding
            {
                Rule = LintRules.AnnotatorDrift,
                Severity = LintSeverity.Warning,
                What = FormattableString.Invariant($"'{name}' changes over time: {(agreement ? "agreement with the others on an item" : "the label, held against the others on an item,")} {change} with the order of {items} items (Spearman's rho {rho:0.000})"),
                Consequence = "early and late labels of this person are of two standards; a comparison of early with late items compares the person",
                Remedy = agreement
                    ? "look at the first and the last labels of this person: practice at the start, or fatigue at the end; leave out what is unusable with an exclusion log"
                    : "look whether the guidelines or the items changed meanwhile, or the person became stricter or milder; have early items labelled again",
                Location = data.FileOf(DatasetFiles.Annotations),
                Subjects = [name],
                Evidence = [new("items", items), new("rho", rho), new("pAdjusted", p)],
            };
        }

        // Spearman's correlation is Pearson's of the ranks; those of the times serve both measures.
        void Add(int person, bool agreement, double[] times, double[] values)
        {
            CorrelationResult result = Correlation.Pearson(times, MeanRanks.Of(values));
            if (result.Test.IsDefined)
            {
                trends.Add((person, agreement, result.Estimate.Value, times.Length, result.Test.PValue));
            }
        }
    }

    private static (double Time, int At)[] Timed(LintData data, int person, ref int unread, ref string? example)
    {
        List<(double, int)> timed = [];
        foreach (int at in data.AnnotationsOf(person))
        {
            if (data.TimeOf(at) is not { } text)
            {
                continue;
            }

            if (!LabelTime.TryRead(text, out double time))
            {
                unread++;
                example ??= text;
            }
            else if (!double.IsNaN(data.OthersSame[at]))
            {
                timed.Add((time, at));
            }
        }

        return [.. timed];
    }

    // Of each item, how many ordered pairs of its labels are equal.
    private static double[] EqualPairs(LintData data)
    {
        double[] pairs = new double[data.ItemCount];
        for (int i = 0; i < data.Count; i++)
        {
            int others = data.Offsets[data.ItemOf[i] + 1] - data.Offsets[data.ItemOf[i]] - 1;
            pairs[data.ItemOf[i]] += others == 0 ? 0 : Math.Round(data.OthersSame[i] * others);
        }

        return pairs;
    }

    // The mean agreement among the others on the item: how easy it is. A person's equal labels stand in two ordered pairs each.
    private static double OthersAmong(LintData data, double[] equalPairs, int annotation)
    {
        int item = data.ItemOf[annotation], others = data.Offsets[item + 1] - data.Offsets[item] - 1;
        return others < 2 ? 0 : (equalPairs[item] - (2 * Math.Round(data.OthersSame[annotation] * others))) / others / (others - 1);
    }
}
