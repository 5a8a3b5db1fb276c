using System.Collections.Immutable;
using JudgeEval.Harness.Records;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Reports.Html;

/// <summary>Whether people vote as often for a label as the judge's probability of it says.</summary>
/// <param name="Items">How many items have probabilities and votes.</param>
/// <param name="Table">The table of reliability.</param>
/// <param name="Brier">Brier's score against the shares of votes.</param>
/// <param name="EachItem">The human calibration error: item by item, so that faults do not cancel.</param>
internal sealed record CalibrationFigures(int Items, CalibrationTable Table, Estimate Brier, Estimate EachItem)
{
    /// <summary>Computes the figures.</summary>
    /// <param name="record">The record.</param>
    /// <param name="reason">Why there are none; empty where there are.</param>
    public static CalibrationFigures? Of(AlignmentRecord record, out string reason)
    {
        reason = record.Card is null ? "the record is of an earlier version, which kept no dataset card"
            : record.Card.Scale.Labels.IsEmpty ? "labels are numbers without names"
            : record.Items.All(i => Probabilities(i) is null) ? "no probabilities are recorded"
            : "";
        if (reason.Length > 0)
        {
            return null;
        }

        try
        {
            return Of(record);
        }
        catch (Exception exception) when (exception is JudgeEvalException or ArgumentException or InvalidOperationException)
        {
            // As after an edit by hand. The rest of the page shows what the record says.
            reason = $"the record does not fit itself: {exception.Message}";
            return null;
        }
    }

    private static CalibrationFigures Of(AlignmentRecord record)
    {
        LabelScale scale = record.Card!.Scale.ToScale();
        List<double> probabilities = [];
        List<Rating> votes = [];
        Dictionary<string, int> people = record.Items.SelectMany(i => i.Labels.Keys).Distinct(StringComparer.Ordinal).Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        int items = 0;
        foreach (RecordedItem item in record.Items.Where(i => !i.Labels.IsEmpty))
        {
            if (Probabilities(item) is not { } mean)
            {
                continue;
            }

            double whole = mean.Values.Sum();
            probabilities.AddRange(scale.Labels.Select(l => mean.GetValueOrDefault(l) / whole));
            votes.AddRange(item.Labels.Select(l => new Rating(items, people[l.Key], scale.TryParse(l.Value, out Label label) ? label.Value : throw new InvalidOperationException($"'{l.Value}' is no label of the scale"))));
            items++;
        }

        RatingTable table = RatingTable.Create(items, Math.Max(people.Count, 1), votes, scale.Values);
        ProbabilityTable judge = ProbabilityTable.Create([.. probabilities], scale.Values);
        return new CalibrationFigures(items, VoteAlignment.Calibration(judge, table), VoteAlignment.BrierScore(judge, table), VoteAlignment.HumanCalibrationError(judge, table));
    }

    // Over the repeats that state them: the mean is a distribution again.
    private static ImmutableDictionary<string, double>? Probabilities(RecordedItem item)
    {
        ImmutableSortedDictionary<string, double>[] stated = [.. item.Judgements.Select(j => j.Verdict.Probabilities).OfType<ImmutableSortedDictionary<string, double>>().Where(p => p.Values.Sum() > 0)];
        return stated.Length == 0
            ? null
            : stated.SelectMany(p => p).GroupBy(p => p.Key, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Sum(p => p.Value) / stated.Length, StringComparer.Ordinal);
    }
}
