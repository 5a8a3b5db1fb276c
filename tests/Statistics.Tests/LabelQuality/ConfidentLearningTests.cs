using System.Collections.Immutable;

namespace JudgeEval.Statistics.Tests.LabelQuality;

public class ConfidentLearningTests
{
    // Labels 0 0 0 1 1 1. Thresholds: (0.9 + 0.8 + 0.1) / 3 = 0.6 and (0.7 + 0.9 + 0.2) / 3 = 0.6. Confident: items 0 and 1 as 0,
    // 3 and 4 as 1, item 2 (labelled 0) as 1 and item 5 (labelled 1) as 0.
    private static readonly int[] Labels = [0, 0, 0, 1, 1, 1];
    private static readonly ProbabilityTable Probabilities =
        ProbabilityTable.Create([0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.1, 0.9, 0.8, 0.2], 2);

    [Fact]
    public void Run_ByHand_CountsConfidentLabels()
    {
        ConfidentLearningResult result = Run(Labels, Probabilities);
        Assert.Equal(0.6, result.Thresholds[0].Value, 1e-15);
        Assert.Equal(0.6, result.Thresholds[1].Value, 1e-15);
        Assert.Equal([2, 1, 1, 2], result.ConfidentJoint.ToArray());
        Assert.Equal([2, 1, 1, 2], result.CalibratedJoint.ToArray());
        Assert.Equal(1 / 6.0, result.EstimatedJoint[1], 1e-15);
        Assert.Equal(2, result.IssueCount.Value);
        Assert.Equal(2, result.CalibratedIssueCount.Value);
        Assert.Equal(1 / 3.0, result.NoiseRate(0, 1).Value, 1e-15);
        Assert.Equal(2 / 3.0, result.InverseNoiseRate(0, 0).Value, 1e-15);
    }

    [Theory]
    [InlineData(LabelIssueFilter.PruneByNoiseRate)]
    [InlineData(LabelIssueFilter.PruneByClass)]
    [InlineData(LabelIssueFilter.Both)]
    [InlineData(LabelIssueFilter.ConfidentLearning)]
    [InlineData(LabelIssueFilter.PredictedNotGiven)]
    [InlineData(LabelIssueFilter.LowNormalizedMargin)]
    [InlineData(LabelIssueFilter.LowSelfConfidence)]
    public void Issues_TwoPlainErrors_AreFoundByEveryRule(LabelIssueFilter filter)
    {
        Assert.Equal([2, 5], Run(Labels, Probabilities).Issues(filter, out string? undefined)!.Value.ToArray());
        Assert.Null(undefined);
    }

    [Fact]
    public void RankedIssues_WorstFirst_ByTheScore()
    {
        // Item 2 has 0.1 for its label, item 5 0.2.
        ImmutableArray<int>? ranked = Run(Labels, Probabilities).RankedIssues(
            LabelIssueFilter.ConfidentLearning, LabelQualityScore.SelfConfidence, out _);
        Assert.Equal([2, 5], ranked!.Value.ToArray());
    }

    [Theory]
    [InlineData(LabelIssueFilter.ConfidentLearning, 0.9, 0.69)]
    [InlineData(LabelIssueFilter.PruneByNoiseRate, 0.85, 0.85)]
    [InlineData(LabelIssueFilter.PruneByClass, 0.85, 0.85)]
    [InlineData(LabelIssueFilter.Both, 0.9, 0.85)]
    [InlineData(LabelIssueFilter.LowNormalizedMargin, 0.9, 0.69)]
    [InlineData(LabelIssueFilter.LowSelfConfidence, 0.9, 0.69)]
    public void Issues_TenPercentFlipped_AreFound(LabelIssueFilter filter, double precision, double recall)
    {
        // A judge whose probability of the truth is uniform on 0.7..1; every tenth label is another category. The thresholds are
        // about 0.9 · 0.85 + 0.1 · 0.075 = 0.77, which (1 - 0.77) / 0.3 = 77 % of the flipped items reach (standard error 2.4 %):
        // rules that want confidence find so many, those that calibrate nearly all.
        const int Items = 3_000, Categories = 3;
        RandomStream random = new(61, 0);
        int[] labels = new int[Items];
        double[] values = new double[Items * Categories];
        for (int item = 0; item < Items; item++)
        {
            int truth = random.NextInt(Categories);
            labels[item] = item % 10 == 0 ? (truth + 1 + random.NextInt(Categories - 1)) % Categories : truth;
            double certainty = 0.7 + (0.3 * random.NextDouble()), split = random.NextDouble();
            values[(item * Categories) + truth] = certainty;
            values[(item * Categories) + ((truth + 1) % Categories)] = (1 - certainty) * split;
            values[(item * Categories) + ((truth + 2) % Categories)] = (1 - certainty) * (1 - split);
        }

        ConfidentLearningResult result = Run(labels, ProbabilityTable.Create(values, Categories));
        int[] found = [.. result.Issues(filter, out _)!.Value];
        double hits = found.Count(item => item % 10 == 0);
        Assert.InRange(hits / found.Length, precision, 1);
        Assert.InRange(hits / (Items / 10), recall, 1);

        // The calibrated joint estimates the 300 flips without looking at which they are.
        Assert.InRange(result.CalibratedIssueCount.Value, 270, 330);
    }

    [Fact]
    public void Run_CategoriesRenamed_RenamesTheResult()
    {
        (int[] labels, double[] values) = Random(200, 3, 62);
        int[] to = [2, 0, 1];
        double[] renamed = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            renamed[(i / 3 * 3) + to[i % 3]] = values[i];
        }

        ConfidentLearningResult plain = Run(labels, ProbabilityTable.Create(values, 3));
        ConfidentLearningResult other = Run([.. labels.Select(label => to[label])], ProbabilityTable.Create(renamed, 3));
        for (int given = 0; given < 3; given++)
        {
            Assert.Equal(plain.Thresholds[given].Value, other.Thresholds[to[given]].Value);
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(plain.ConfidentJoint[(given * 3) + c], other.ConfidentJoint[(to[given] * 3) + to[c]]);
            }
        }

        Assert.Equal(
            plain.Issues(LabelIssueFilter.ConfidentLearning, out _)!.Value.ToArray(), other.Issues(LabelIssueFilter.ConfidentLearning, out _)!.Value.ToArray());
    }

    [Fact]
    public void Run_ItemsTwice_DoublesTheCounts()
    {
        (int[] labels, double[] values) = Random(150, 3, 63);
        ConfidentLearningResult once = Run(labels, ProbabilityTable.Create(values, 3));
        ConfidentLearningResult twice = Run([.. labels, .. labels], ProbabilityTable.Create([.. values, .. values], 3));
        Assert.Equal(once.ConfidentJoint.Select(count => 2 * count).ToArray(), twice.ConfidentJoint.ToArray());
        Assert.Equal(2 * once.IssueCount.Value, twice.IssueCount.Value);
    }

    [Fact]
    public void Run_JointCounts_KeepTheGivenLabels()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            (int[] labels, double[] values) = Random(30 + (int)seed, 4, 100 + seed);
            ConfidentLearningResult result = Run(labels, ProbabilityTable.Create(values, 4));
            for (int given = 0; given < 4; given++)
            {
                Assert.Equal(labels.Count(label => label == given), result.CalibratedJoint.AsSpan().Slice(given * 4, 4).ToArray().Sum());
            }

            Assert.Equal(1, result.EstimatedJoint.Sum(), 1e-12);
        }
    }

    [Fact]
    public void Run_CategoryWithoutLabels_HasNoThreshold()
    {
        ProbabilityTable probabilities = ProbabilityTable.Create([0.5, 0.2, 0.3, 0.1, 0.2, 0.7], 3);
        ConfidentLearningResult result = Run([0, 1], probabilities);
        Assert.Equal("no item has this label", result.Thresholds[2].UndefinedReason);
        Assert.Equal(1, result.ConfidentJoint[8]);
        Assert.Equal(0, result.CalibratedJoint[8]);
        Assert.False(result.InverseNoiseRate(0, 2).IsDefined);
        Assert.False(result.NoiseRate(0, 2).IsDefined);
    }

    [Fact]
    public void Run_AllLabelsOfOneCategory_HasNoCount()
    {
        ConfidentLearningResult result = Run([0, 0], ProbabilityTable.Create([0.5, 0.5, 0.1, 0.9], 2));
        Assert.Equal("all labels are of one category", result.IssueCount.UndefinedReason);
        Assert.Null(result.Issues(LabelIssueFilter.LowSelfConfidence, out string? undefined));
        Assert.Equal("all labels are of one category", undefined);
        Assert.Equal([1], result.Issues(LabelIssueFilter.PredictedNotGiven, out _)!.Value.ToArray());
    }

    [Fact]
    public void Run_NothingToLearnFrom_IsUndefined()
    {
        Assert.Null(ConfidentLearning.Run([], ProbabilityTable.Create([], 2), out string? undefined));
        Assert.Equal("there are no labelled items", undefined);
        Assert.Null(ConfidentLearning.Run([0], ProbabilityTable.Create([1], 1), out undefined));
        Assert.Equal("there is one category, so no label can be wrong", undefined);
    }

    [Fact]
    public void Run_LabelsOfAnotherShape_Throws()
    {
        Assert.Throws<ArgumentException>(() => ConfidentLearning.Run([0], Probabilities, out _));
        Assert.Throws<ArgumentException>(() => ConfidentLearning.Run([0, 0, 0, 1, 1, 2], Probabilities, out _));
    }

    [Fact]
    public void RoundKeepingSum_HalvesAndRemainders_GoToTheFurthestRounded()
    {
        // 2.4 + 2.4 + 1.2 = 6 rounds to 2 + 2 + 1; the one that is missing goes to the last of the two 0.4.
        int[] rounded = new int[3];
        JointCalibration.RoundKeepingSum([2.4, 2.4, 1.2], rounded);
        Assert.Equal([2, 3, 1], rounded);

        // 0.6 + 1.6 + 0.8 = 3 rounds to 1 + 2 + 1; the one too many is taken from the first of the two -0.4.
        JointCalibration.RoundKeepingSum([0.6, 1.6, 0.8], rounded);
        Assert.Equal([0, 2, 1], rounded);
    }

    private static ConfidentLearningResult Run(int[] labels, ProbabilityTable probabilities) =>
        Assert.IsType<ConfidentLearningResult>(ConfidentLearning.Run(labels, probabilities, out _));

    private static (int[] Labels, double[] Values) Random(int items, int categories, ulong seed)
    {
        RandomStream random = new(seed, 0);
        int[] labels = new int[items];
        double[] values = new double[items * categories];
        for (int item = 0; item < items; item++)
        {
            labels[item] = item < categories ? item : random.NextInt(categories);
            double sum = 0;
            for (int c = 0; c < categories; c++)
            {
                values[(item * categories) + c] = random.NextDouble() + (c == labels[item] ? 0.5 : 0);
                sum += values[(item * categories) + c];
            }

            for (int c = 0; c < categories; c++)
            {
                values[(item * categories) + c] /= sum;
            }
        }

        return (labels, values);
    }
}
