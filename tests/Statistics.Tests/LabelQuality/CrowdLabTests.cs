namespace JudgeEval.Statistics.Tests.LabelQuality;

public class CrowdLabTests
{
    [Fact]
    public void Run_AnnotatorsPermuted_PermutesTheirQuality()
    {
        (double?[][] rows, ProbabilityTable probabilities) = Crowd(80, 4, 71);
        int[] order = [2, 0, 3, 1];
        CrowdLabResult plain = Run(rows, probabilities);
        CrowdLabResult permuted = Run([.. rows.Select(row => order.Select(a => row[a]).ToArray())], probabilities);
        Assert.Equal(plain.Labels.ToArray(), permuted.Labels.ToArray());
        for (int a = 0; a < order.Length; a++)
        {
            Assert.Equal(plain.AnnotatorQuality[order[a]].Value, permuted.AnnotatorQuality[a].Value, 1e-12);
            Assert.Equal(plain.AnnotatorWeights[order[a]], permuted.AnnotatorWeights[a], 1e-12);
        }
    }

    [Fact]
    public void Run_OneCarelessAnnotator_IsWeightedDown()
    {
        // Annotators 0 to 3 are right in 85 of 100 items, annotator 4 guesses.
        (double?[][] rows, ProbabilityTable probabilities) = Crowd(400, 5, 72);
        CrowdLabResult result = Run(rows, probabilities);
        Assert.All(result.AnnotatorWeights.Take(4), weight => Assert.True(weight > 3 * result.AnnotatorWeights[4]));
        Assert.All(result.AnnotatorQuality.Take(4), quality => Assert.True(quality.Value > result.AnnotatorQuality[4].Value + 0.2));

        // Item i is truly of category i mod 3: the consensus of five and a judge is better than each of them.
        double right = (double)result.Labels.Where((label, item) => label == item % 3).Count() / 400;
        Assert.True(right > 0.93, $"{right}");
        Assert.All(result.Quality, quality => Assert.InRange(quality, 0, 1));
    }

    [Fact]
    public void Run_EverybodyAgrees_IsCertain()
    {
        double?[][] rows = [[0, 0], [1, 1], [0, 0], [1, 1]];
        CrowdLabResult result = Run(rows, ProbabilityTable.Create([1, 0, 0, 1, 1, 0, 0, 1], 2));
        Assert.Equal([0, 1, 0, 1], result.Labels.ToArray());
        Assert.All(result.Quality, quality => Assert.Equal(1, quality, 1e-12));
        Assert.All(result.Agreement, agreement => Assert.Equal(1, agreement));
        Assert.All(result.AnnotatorQuality, quality => Assert.Equal(1, quality.Value, 1e-12));
    }

    [Fact]
    public void Run_AnnotatorWhoSharesNoItem_HasNoQuality()
    {
        double?[][] rows = [[0, 0, null], [1, 1, null], [0, 1, null], [null, null, 1]];
        CrowdLabResult result = Run(rows, ProbabilityTable.Create([0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6], 2));
        Assert.Equal("the annotator shares no item with another", result.AnnotatorQuality[2].UndefinedReason);
        Assert.Equal(1, result.AgreementWithConsensus[2].Value);
    }

    [Theory]
    [InlineData("there are fewer than two annotators", "0", "1")]
    [InlineData("no item has two labels", "0-", "-1")]
    [InlineData("item 1 has no label; leave it out", "00", "--")]
    [InlineData("annotator 2 labelled nothing; leave the annotator out", "00-", "11-")]
    public void Run_TooFewLabels_IsUndefined(string reason, string first, string second)
    {
        double?[][] rows = [.. new[] { first, second }.Select(row => row.Select(c => c == '-' ? (double?)null : c - '0').ToArray())];
        Assert.Null(CrowdLab.Run(RatingTable.FromRows(rows, [0, 1]), ProbabilityTable.Create([0.6, 0.4, 0.4, 0.6], 2), out string? undefined));
        Assert.Equal(reason, undefined);
    }

    private static CrowdLabResult Run(double?[][] rows, ProbabilityTable probabilities) =>
        Assert.IsType<CrowdLabResult>(CrowdLab.Run(RatingTable.FromRows(rows, probabilities.Categories), probabilities, out _));

    private static (double?[][] Rows, ProbabilityTable Probabilities) Crowd(int items, int annotators, ulong seed)
    {
        RandomStream random = new(seed, 0);
        double?[][] rows = new double?[items][];
        double[] values = new double[items * 3];
        for (int item = 0; item < items; item++)
        {
            int truth = item % 3;
            rows[item] = new double?[annotators];
            for (int a = 0; a < annotators; a++)
            {
                double luck = random.NextDouble();
                int guess = random.NextInt(3), wrong = (truth + 1 + random.NextInt(2)) % 3;
                rows[item][a] = a == 4 ? guess : luck < 0.85 ? truth : wrong;
            }

            double certainty = 0.2 + (0.7 * random.NextDouble());
            values[(item * 3) + truth] = certainty;
            values[(item * 3) + ((truth + 1) % 3)] = (1 - certainty) * 0.6;
            values[(item * 3) + ((truth + 2) % 3)] = (1 - certainty) * 0.4;
        }

        return (rows, ProbabilityTable.Create(values, 3));
    }
}
