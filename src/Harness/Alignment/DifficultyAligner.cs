using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Alignment;

/// <summary>Aligns a judge that predicts how hard items are: its answers are no labels, so they are held against people's disagreement.</summary>
internal static class DifficultyAligner
{
    /// <summary>Why nothing that is said of labels can be said of such a judge.</summary>
    public const string NoLabels = "the judge predicts difficulty, it gives no labels";

    // A disagreement of just the threshold reaches it, whatever the last digit of its sum is.
    private const double Rounding = 1e-9;

    private static readonly ImmutableArray<AlignmentMetric> Correlations = [AlignmentMetric.Pearson, AlignmentMetric.Spearman];

    public static AlignmentResult Align(
        AlignmentPlan plan, ReferenceLabel[] references, HumanBaselineCalculator people, VerdictSet verdicts, LabelScale scale)
    {
        AnnotatedDataset dataset = plan.Dataset;
        JudgeLabels judge = JudgeLabels.Read(dataset, verdicts, plan.Options.OutOfScale ?? scale.OutOfScale, scale);
        int usable = judge.OfItem.Count(label => label?.Label is not null);
        return new AlignmentResult
        {
            Judge = verdicts.Judge,
            ItemCount = dataset.Items.Length,
            VerdictCount = usable,
            Failures = judge.Failures,
            OutOfScale = judge.OutOfScale,
            Stability = judge.Stability,
            Excluded = new AlignmentExclusions(dataset.Items.Length - usable, references.Count(r => r.Count == 0), 0),
            ExcludedByLog = dataset.Excluded,
            Level = plan.Level,
            Reference = plan.Reference,
            Metric = plan.Metric,
            Statistics = AlignmentMetrics.All.ToImmutableSortedDictionary(m => m, _ => Estimate.Undefined(NoLabels, 0)),
            Human = people.WithoutJudge(NoLabels),
            Difficulty = Compute(plan, judge, scale),
            Confusion = new ConfusionTable([], []),
            Items = [.. judge.OfItem.Select((label, item) => ItemAlignments.Predicted(plan, item, references[item], label))],
            Disagreements = [],
        };
    }

    private static DifficultyAlignment Compute(AlignmentPlan plan, JudgeLabels judge, LabelScale scale)
    {
        PeopleDisagreement people = new(plan.Level);
        int sign = HardestIsLow(scale) ? -1 : 1;
        double? ambiguousFrom = plan.Options.AmbiguousFrom ?? people.Threshold(plan.Dataset.Scale);
        double? hardFrom = PeopleDisagreement.MostOfRange(scale) is { } most ? (sign < 0 ? -scale.Maximum : scale.Minimum) + most : null;
        List<MetricRow> rows = [];
        List<int> items = [];
        int withoutTwo = 0, ambiguous = 0, hard = 0, both = 0;
        for (int item = 0; item < judge.OfItem.Length; item++)
        {
            if (judge.OfItem[item]?.Label is not Label label)
            {
                continue;
            }

            double disagreement = people.Of(plan.Dataset.AnnotationsOf(item));
            if (double.IsNaN(disagreement))
            {
                withoutTwo++;
                continue;
            }

            double difficulty = sign * label.Value;
            rows.Add(new MetricRow(difficulty, double.NaN, double.NaN, disagreement, double.NaN));
            items.Add(item);
            bool isAmbiguous = disagreement >= ambiguousFrom - Rounding, isHard = difficulty >= hardFrom - Rounding;
            ambiguous += isAmbiguous ? 1 : 0;
            hard += isHard ? 1 : 0;
            both += isAmbiguous && isHard ? 1 : 0;
        }

        ImmutableArray<Estimate> correlations = Correlate(plan, rows, [.. items], scale);
        return new DifficultyAlignment
        {
            Hardest = Hardest(scale),
            Measure = people.Measure,
            Items = rows.Count,
            WithoutTwoLabels = withoutTwo,
            Pearson = correlations[0],
            Spearman = correlations[1],
            AmbiguousFrom = ambiguousFrom,
            Ambiguous = ambiguousFrom is null ? null : ambiguous,
            Hard = hardFrom is null ? null : hard,
            Both = ambiguousFrom is null || hardFrom is null ? null : both,
            Overlap = ambiguousFrom is null ? Estimate.Undefined("people's scale is open, so no disagreement is stated from which on an item is ambiguous", rows.Count)
                : hardFrom is null ? Estimate.Undefined("the judge's scale is open, so no answer means hard", rows.Count)
                : rows.Count == 0 ? Estimate.Undefined(NoItem, 0)
                : ambiguous == 0 ? Estimate.Undefined("no item is ambiguous", rows.Count)
                : hard == 0 ? Estimate.Undefined("the judge calls no item hard", rows.Count)
                : Estimate.Of(2.0 * both / (ambiguous + hard), rows.Count),
        };
    }

    private const string NoItem = "no item has a prediction and labels from two people";

    // The resampling is that of every other metric; people's disagreement stands where their mean does.
    private static ImmutableArray<Estimate> Correlate(AlignmentPlan plan, List<MetricRow> rows, int[] items, LabelScale scale)
    {
        string? undefined = rows.Count == 0 ? NoItem
            : scale.Level == ScaleLevel.Nominal && scale.Labels.Length > 2 ? "the judge's scale has no order"
            : rows.TrueForAll(r => r.Mean == rows[0].Mean) ? "people disagree on all items alike, so nothing can go along with it"
            : rows.TrueForAll(r => r.Value == rows[0].Value) ? "the judge calls all items equally hard"
            : null;
        if (undefined is not null)
        {
            return [.. Correlations.Select(_ => Estimate.Undefined(undefined, rows.Count))];
        }

        MetricTable table = new(rows, MeasurementLevel.Interval, LabelScale.Interval(), metrics: Correlations);
        double[] values = table.Values();
        ImmutableArray<ConfidenceInterval?> intervals = plan.Bootstrap.Resamples == 0
            ? [.. new ConfidenceInterval?[values.Length]]
            : ClusterBootstrap.Intervals(table, plan.Resampling.Design(table.PatternOfRow, table.PatternCount, items), plan.Bootstrap);
        return [.. values.Select((value, i) => Estimate.Of(value, rows.Count).WithInterval(intervals[i]))];
    }

    private static bool HardestIsLow(LabelScale scale) =>
        !scale.IsNumeric && (scale.Positive is { } named ? scale.Labels.IndexOf(named) < scale.Labels.Length / 2 : !scale.Labels.All(IsNumber));

    private static string? Hardest(LabelScale scale) => !scale.IsNumeric ? scale.Labels[HardestIsLow(scale) ? 0 : ^1]
        : double.IsFinite(scale.Maximum) ? scale.Maximum.ToString("R", CultureInfo.InvariantCulture)
        : null;

    private static bool IsNumber(string label) => FiniteNumber.TryRead(label, out _);
}
