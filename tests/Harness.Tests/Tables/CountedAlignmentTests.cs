using System.Globalization;
using System.Text;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Tables;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Tests.Tables;

/// <summary>Figures over counts are the figures over single items: the same table as a dataset of single items, aligned as any other, is the oracle.</summary>
public sealed class CountedAlignmentTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 3, 2, 1)]
    [InlineData(2, 3, 4, 1)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(4, 1, 2, 2)]
    [InlineData(5, 4, 5, 1)]
    public void Run_ManyLikeRows_GivesEveryFigureOfSingleItems(int seed, int people, int labels, int repeats)
    {
        int[][] rows = Draw((ulong)seed, 240, people + repeats, labels);
        string[] names = [.. Enumerable.Range(0, people).Select(p => $"p{p}")];
        string[] columns = [.. Enumerable.Range(0, repeats).Select(r => $"j{r}")];
        StringBuilder text = new($"item,{string.Join(',', names)},{string.Join(',', columns)}\n");
        DatasetBuilder builder = new(new DatasetInfo { Name = "t" }, TaskShape.Single, LabelScale.Ordinal(1, labels));
        List<Judgement> judgements = [];
        for (int i = 0; i < rows.Length; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"item-{(i * 7919) % rows.Length}");
            builder.AddItem(new JudgeItem { Id = id, Response = id });
            text.Append(id);
            for (int c = 0; c < rows[i].Length; c++)
            {
                string label = rows[i][c] == 0 ? "" : rows[i][c].ToString(CultureInfo.InvariantCulture);
                text.Append(',').Append(label);
                if (c < people)
                {
                    builder.AddAnnotation(id, names[c], label);
                }
                else if (label.Length > 0)
                {
                    judgements.Add(new Judgement(id, c - people, PresentationOrder.Original, new RecordedVerdict { Label = label }));
                }
            }

            text.Append('\n');
        }

        CheckRequest request = new() { Path = "", Columns = new TableColumns { People = [.. names], Judges = [new JudgeColumns("j", [.. columns], [])] } };
        AlignmentOptions options = new() { Resamples = 0 };

        AlignmentResult counted = _folder.Check(text.ToString(), request, options).Judges[0].Result;
        AlignmentResult single = JudgeAlignment.Compute(builder.Build(), new VerdictSet(new JudgeIdentity { Name = "j" }, null, null, judgements), options);

        Assert.Equal((single.ItemCount, single.VerdictCount, single.Excluded), (counted.ItemCount, counted.VerdictCount, counted.Excluded));
        Assert.Equal(single.Confusion.Counts.Select(r => string.Join(' ', r)), counted.Confusion.Counts.Select(r => string.Join(' ', r)));
        foreach (AlignmentMetric metric in AlignmentMetrics.All)
        {
            Same(single.Statistics[metric], counted.Statistics[metric]);
            Same(single.Human.Ceiling[metric], counted.Human.Ceiling[metric]);
        }

        Same(single.Human.PercentileAmongAnnotators, counted.Human.PercentileAmongAnnotators);
        Same(single.Human.WorthKAnnotators, counted.Human.WorthKAnnotators);
        Assert.Equal(single.Human.AltTest, counted.Human.AltTest);
        Assert.Equal(single.Stability is null, counted.Stability is null);
        Assert.Equal(single.Stability?.FlipRate ?? -1, counted.Stability?.FlipRate ?? -1, 12);
        Assert.Equal(single.Stability?.SelfAgreement ?? -1, counted.Stability?.SelfAgreement ?? -1, 12);
        foreach (string baseline in (string[])["majority", "random"])
        {
            Same(single.Baselines.Single(b => b.Name == baseline).Statistic, counted.Baselines.Single(b => b.Name == baseline).Statistic);
        }

        Assert.Equal(single.BestBaseline?.Name, counted.BestBaseline?.Name);
        Same(single.BestBaseline!.Difference, counted.BestBaseline!.Difference);
    }

    [Fact]
    public void Run_Intervals_CoverTheSameItems()
    {
        int[][] rows = Draw(9, 400, 3, 2);
        StringBuilder text = new("p,q,j\n");
        DatasetBuilder builder = new(new DatasetInfo { Name = "t" }, TaskShape.Single, LabelScale.Ordinal(1, 2));
        List<Judgement> judgements = [];
        for (int i = 0; i < rows.Length; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{i + 1}");
            text.Append(CultureInfo.InvariantCulture, $"{Text(rows[i][0])},{Text(rows[i][1])},{Text(rows[i][2])}\n");
            builder.AddItem(new JudgeItem { Id = id, Response = id }).AddAnnotation(id, "p", Text(rows[i][0])).AddAnnotation(id, "q", Text(rows[i][1]));
            if (rows[i][2] > 0)
            {
                judgements.Add(new Judgement(id, 0, PresentationOrder.Original, new RecordedVerdict { Label = Text(rows[i][2]) }));
            }
        }

        AlignmentResult counted = _folder.Check(text.ToString(), TableFolder.Request("p,q", "j"), new AlignmentOptions()).Judges[0].Result;
        AlignmentResult single = JudgeAlignment.Compute(builder.Build(), new VerdictSet(new JudgeIdentity { Name = "j" }, null, null, judgements), new AlignmentOptions());

        // The draws fall on rows in another order: the bounds agree up to the error of 2,000 resamples.
        foreach ((Estimate one, Estimate other) in single.Statistics.Values.Zip(counted.Statistics.Values).Concat(single.Human.Ceiling.Values.Zip(counted.Human.Ceiling.Values)))
        {
            Assert.Equal(one.Interval!.Lower, other.Interval!.Lower, 0.02);
            Assert.Equal(one.Interval.Upper, other.Interval.Upper, 0.02);
        }

        Assert.Equal(single.BestBaseline!.Difference.Interval!.Lower, counted.BestBaseline!.Difference.Interval!.Lower, 0.03);
    }

    private static string Text(int label) => label == 0 ? "" : label.ToString(CultureInfo.InvariantCulture);

    private static void Same(Estimate expected, Estimate actual)
    {
        Assert.Equal((expected.IsDefined, expected.N), (actual.IsDefined, actual.N));
        if (expected.IsDefined)
        {
            Assert.Equal(expected.Value, actual.Value, 9);
        }
    }

    /// <summary>Raters who follow a hidden label four times out of five and leave one cell in ten empty.</summary>
    private static int[][] Draw(ulong seed, int items, int raters, int labels)
    {
        RandomStream random = new(seed, 0);
        int[][] rows = new int[items][];
        for (int i = 0; i < items; i++)
        {
            int hidden = random.NextInt(labels) + 1;
            rows[i] = new int[raters];
            for (int r = 0; r < raters; r++)
            {
                rows[i][r] = random.NextInt(10) == 0 ? 0 : random.NextInt(5) > 0 ? hidden : random.NextInt(labels) + 1;
            }
        }

        return rows;
    }
}
