using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>Two judges' verdicts beside people's references, seen or made up: what studies of other sizes are drawn from.</summary>
/// <param name="Rows">The items with a reference and both verdicts; a made-up pilot has each item several times.</param>
/// <param name="HasClusters">Whether the rows hang together as the dataset's clusters do; made-up rows do not.</param>
internal sealed record PlanPilot(SharedRows Rows, bool HasClusters)
{
    /// <summary>A made-up pilot has at least this many rows, so that its own luck plays no part.</summary>
    private const int EnoughRows = 4000;

    /// <summary>Two judges.</summary>
    public static PlanPilot OfTwo(AlignmentPlan plan, ReferenceLabel[] references, AlignmentMetric metric, VerdictSet first, VerdictSet second) => new(
        RowDifference.Share(plan, metric, RowsOf(plan, references, first), RowsOf(plan, references, second)), true);

    /// <summary>One judge against itself: the majority of so many of its repeats against that of others.</summary>
    public static PlanPilot OfRepeats(AlignmentPlan plan, ReferenceLabel[] references, AlignmentMetric metric, RepeatedVerdicts repeats, PlanOptions options)
    {
        Label?[][] ofRepeat = [.. Enumerable.Range(0, repeats.Most).Select(r => repeats.Labels(plan, r, null))];
        var first = new Label[references.Length][];
        var second = new Label[references.Length][];
        RandomStream random = new(options.Seed, 1);
        for (int item = 0; item < references.Length; item++)
        {
            Label[] said = [.. ofRepeat.Select(r => r[item]).OfType<Label>()];
            first[item] = second[item] = [];
            if (said.Length < 2)
            {
                continue;
            }

            if (options.Repeats == 1)
            {
                // Two repeats of the same item, never one and the same.
                int one = random.NextInt(said.Length), other = random.NextInt(said.Length - 1);
                (first[item], second[item]) = ([said[one]], [said[other >= one ? other + 1 : other]]);
            }
            else
            {
                (first[item], second[item]) = (Draw(said, options.Repeats, ref random), Draw(said, options.Repeats, ref random));
            }
        }

        return new(RowDifference.Share(plan, metric, Votes(plan, references, first), Votes(plan, references, second)), true);
    }

    /// <summary>
    /// One judge against another that is as good: on a share of the items the other's verdict is that of another item with the same reference, so that both
    /// agree with people equally often and in the same way. On numeric scales it errs there as on another item.
    /// </summary>
    public static PlanPilot OfChanged(AlignmentPlan plan, ReferenceLabel[] references, AlignmentMetric metric, AlignedRows judge, double discordant, ulong seed)
    {
        bool numeric = plan.Dataset.Scale.IsNumeric;
        int[][] groups = [.. Enumerable.Range(0, judge.Rows.Length).GroupBy(r => numeric ? 0 : judge.Rows[r].Hard).Select(g => g.ToArray())];
        int[] groupOf = new int[judge.Rows.Length];
        double possible = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            int hits = groups[g].Count(r => judge.Rows[r].Value == judge.Rows[r].Hard);
            possible += 2.0 * hits * (groups[g].Length - hits) / groups[g].Length;
            Array.ForEach(groups[g], r => groupOf[r] = g);
        }

        double changed = numeric ? discordant : possible == 0 ? 0 : Math.Min(1, discordant * judge.Rows.Length / possible);
        RandomStream random = new(seed, 2);
        int copies = Math.Max(1, (EnoughRows + judge.Rows.Length - 1) / Math.Max(1, judge.Rows.Length));
        List<MetricRow> first = [], second = [];
        for (int i = 0; i < copies * judge.Rows.Length; i++)
        {
            int row = i % judge.Rows.Length;
            int[] group = groups[groupOf[row]];
            MetricRow own = judge.Rows[row], donor = judge.Rows[random.NextDouble() < changed ? group[random.NextInt(group.Length)] : row];
            first.Add(own);
            second.Add(own with
            {
                Value = numeric ? Math.Clamp(own.Middle + donor.Value - donor.Middle, plan.Dataset.Scale.Minimum, plan.Dataset.Scale.Maximum) : donor.Value,
                Divergence = donor.Divergence,
            });
        }

        int[] items = [.. Enumerable.Range(0, first.Count)];
        return new(RowDifference.Share(plan, metric, new AlignedRows(first, [.. items]), new AlignedRows(second, [.. items])), false);
    }

    /// <summary>A judge that agrees with the reference so often, and else says what people say of other items.</summary>
    public static AlignedRows MadeUp(AlignmentPlan plan, ReferenceLabel[] references, double accuracy, ulong seed)
    {
        double[] labels = [.. references.Where(r => !double.IsNaN(r.Hard)).Select(r => r.Hard)];
        RandomStream random = new(seed, 3);
        List<MetricRow> rows = [];
        List<int> items = [];
        int copies = Math.Max(1, EnoughRows / Math.Max(1, labels.Length));
        for (int copy = 0; copy < copies; copy++)
        {
            foreach (ReferenceLabel reference in references.Where(r => !double.IsNaN(r.Hard)))
            {
                double[] others = [.. labels.Where(l => l != reference.Hard)];
                double value = random.NextDouble() < accuracy || others.Length == 0 ? reference.Hard : others[random.NextInt(others.Length)];
                items.Add(rows.Count);
                rows.Add(new MetricRow(value, reference.Hard, reference.Middle, reference.Mean, double.NaN));
            }
        }

        return new AlignedRows(rows, items);
    }

    /// <summary>The rows of a judge's verdicts.</summary>
    public static AlignedRows RowsOf(AlignmentPlan plan, ReferenceLabel[] references, VerdictSet verdicts) =>
        AlignedRows.Create(plan, references, JudgeLabels.Read(plan.Dataset, verdicts, plan.OutOfScale));

    private static Label[] Draw(Label[] said, int repeats, ref RandomStream random)
    {
        var drawn = new Label[repeats];
        for (int i = 0; i < repeats; i++)
        {
            drawn[i] = said[random.NextInt(said.Length)];
        }

        return drawn;
    }

    private static AlignedRows Votes(AlignmentPlan plan, ReferenceLabel[] references, Label[][] votes) => AlignedRows.Create(
        plan,
        references,
        item => votes[item].Length == 0 ? null : votes[item].GroupBy(v => v.Text, StringComparer.Ordinal).OrderByDescending(g => g.Count()).First().First(),
        item => votes[item].Length == 0 || plan.Dataset.Scale.IsNumeric ? null : [.. plan.Dataset.Scale.Labels.Select(l => (double)votes[item].Count(v => v.Text == l))]);
}
