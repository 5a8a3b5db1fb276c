using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Comparing;

/// <summary>Two judges against the same people, item by item. All of it takes one walk over the items.</summary>
internal sealed class PairedSides
{
    private readonly AlignmentPlan _plan;
    private readonly ReferenceLabel[] _references;
    private readonly Func<int, JudgeLabel?> _baseline;
    private readonly Func<int, JudgeLabel?> _candidate;

    /// <summary>Puts the two beside each other.</summary>
    /// <param name="plan">The people, and how to compute.</param>
    /// <param name="references">What people's labels come to.</param>
    /// <param name="baseline">The baseline's label of an item, by its position in the plan's dataset; nothing on items that are not compared.</param>
    /// <param name="candidate">The candidate's.</param>
    public PairedSides(AlignmentPlan plan, ReferenceLabel[] references, Func<int, JudgeLabel?> baseline, Func<int, JudgeLabel?> candidate)
    {
        _plan = plan;
        _references = references;
        _baseline = baseline;
        _candidate = candidate;
        Walk();
    }

    /// <summary>How many items both labelled.</summary>
    public int Common { get; private set; }

    /// <summary>Whether both said the same on every item, by the majority of their repeats, or both failed on it.</summary>
    public bool SameLabels { get; private set; } = true;

    /// <summary>The table of hits.</summary>
    public HitTable Hits { get; private set; } = new(0, 0, 0, 0);

    /// <summary>The items on which one side alone disagrees, sorted by id, as the dataset is.</summary>
    public ImmutableArray<MovedItem> Moved { get; private set; } = [];

    /// <summary>The distances from people; <see langword="null"/> where the scale has no order.</summary>
    public ErrorShift? Errors { get; private set; }

    private void Walk()
    {
        AnnotatedDataset dataset = _plan.Dataset;
        List<MovedItem> moved = [];
        List<double> ofBaseline = [], ofCandidate = [];
        int both = 0, lost = 0, won = 0, neither = 0;
        for (int item = 0; item < _references.Length; item++)
        {
            JudgeLabel? before = _baseline(item), after = _candidate(item);
            SameLabels &= before?.Label == after?.Label;
            if (before is not { Label: Label then } || after is not { Label: Label now })
            {
                continue;
            }

            Common++;
            ReferenceLabel reference = _references[item];
            if (reference.Count == 0 || double.IsNaN(reference.Low))
            {
                continue;
            }

            ofBaseline.Add(Math.Abs(then.Value - reference.Middle));
            ofCandidate.Add(Math.Abs(now.Value - reference.Middle));
            ReadOnlySpan<Annotation> people = dataset.AnnotationsOf(item);
            bool disagreed = ItemAlignments.Disagrees(_plan, people, reference, then.Value), disagrees = ItemAlignments.Disagrees(_plan, people, reference, now.Value);
            both += !disagreed && !disagrees ? 1 : 0;
            lost += !disagreed && disagrees ? 1 : 0;
            won += disagreed && !disagrees ? 1 : 0;
            neither += disagreed && disagrees ? 1 : 0;
            if (disagreed != disagrees)
            {
                moved.Add(new MovedItem(dataset.Items[item].Id, Side(before, then), Side(after, now), disagrees)
                {
                    People = PeopleDistribution.Counts(dataset, people),
                    Unstable = before.Unstable || after.Unstable,
                });
            }
        }

        Hits = new HitTable(both, lost, won, neither);
        Moved = [.. moved];
        Errors = _plan.Level == MeasurementLevel.Nominal ? null : Shift([.. ofCandidate], [.. ofBaseline]);
    }

    private static SideVerdict Side(JudgeLabel verdict, Label label) => new(label.Text, verdict.Stable, verdict.Judgements);

    private static ErrorShift Shift(double[] candidate, double[] baseline)
    {
        int farther = 0, nearer = 0;
        for (int i = 0; i < candidate.Length; i++)
        {
            farther += candidate[i] > baseline[i] ? 1 : 0;
            nearer += candidate[i] < baseline[i] ? 1 : 0;
        }

        return new ErrorShift(farther, nearer, candidate.Length - farther - nearer, ComparisonTest.Of(WilcoxonSignedRank.Run(candidate, baseline)));
    }
}
