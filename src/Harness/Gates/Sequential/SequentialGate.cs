using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Harness.Gates.Sequential;

/// <summary>
/// Judges items in a seeded random order and stops as soon as a demand is decided. The evidence may be looked at after every item
/// (<see cref="SequentialMeanTest"/>), so a false failure, and a false pass, have each a probability of at most (1 - confidence) / 2, whenever it stops.
/// </summary>
/// <remarks>
/// What is decided is the mean over the population that the items are a random sample of, as with every interval here; where a dataset declares clusters, whole
/// clusters are judged and each counts once, by the mean over its items: the mean over clusters, which differs from the mean over items where large
/// clusters do better or worse. Items on which the judge fails have no score and are counted.
/// </remarks>
public static class SequentialGate
{
    /// <summary>Judges until it is decided or no item is left.</summary>
    /// <param name="dataset">People's labels.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="demand">What it is held to.</param>
    /// <param name="alignment">How labels are read; <see langword="null"/> for the defaults.</param>
    /// <param name="options">How it is stopped; <see langword="null"/> for the defaults.</param>
    /// <param name="run">How the judge is run; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told as judgements are made; the total is that of a run over all items.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="JudgeEvalException">
    /// The demand cannot be decided on this dataset (<c>JE4061</c> to <c>JE4064</c>), or the judge cannot judge for reasons that only the user can mend.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<SequentialResult> RunAsync(
        AnnotatedDataset dataset,
        IJudge judge,
        SequentialDemand demand,
        AlignmentOptions? alignment = null,
        SequentialOptions? options = null,
        JudgeRunOptions? run = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(demand);
        options ??= new SequentialOptions();
        run ??= new JudgeRunOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1, nameof(options));
        var scores = new ItemScores(AlignmentPlan.Create(dataset, (alignment ?? new AlignmentOptions()) with { Resamples = 0, Baselines = false }), demand);
        var test = new SequentialMeanTest(scores.Smallest, scores.Largest, scores.Threshold, (1 - options.Confidence) / 2);
        int[][] units = Units(dataset, scores, options.Seed);
        if (units.Length == 0)
        {
            throw SequentialErrors.Nothing(dataset, demand);
        }

        List<Judgement> judgements = [];
        JudgeIdentity identity = judge.Identity;
        int judged = 0, decidedAfter = 0, next = 0;
        while (next < units.Length && !test.IsDecided)
        {
            int end = next, items = 0;
            for (; end < units.Length && items < options.Batch; end++)
            {
                items += units[end].Length;
            }

            var batch = new ItemSubset(dataset, [.. units[next..end].SelectMany(u => u).Order()]);
            var told = progress is null ? null : new Onward(progress, judgements, dataset.Items.Length * run.PerItem);
            VerdictSet verdicts = await JudgeRunner.RunAsync(batch, judge, run, told, cancellationToken).ConfigureAwait(false);
            double?[] scored = scores.Of(verdicts);
            identity = verdicts.Judge;
            judgements.AddRange(verdicts.Judgements);
            judged += items;
            for (; next < end && !test.IsDecided; next++)
            {
                decidedAfter += units[next].Length;
                if (Mean(scored, units[next]) is double score)
                {
                    test.Add(score);
                }
            }
        }

        // Nothing is left: what stands at the end is not a part of more to come.
        progress?.Report(new RunProgress
        {
            Done = judgements.Count,
            Failed = judgements.Count(j => j.Verdict.Failure is not null),
            Total = judgements.Count,
            Calls = run.Ledger?.Totals ?? default,
        });
        bool turned = !demand.Metric.HigherIsBetter();
        AnytimeInterval own = test.Interval();
        AnytimeInterval interval = turned ? new(-own.Upper, -own.Lower, own.Observations) : own;
        (GateDecision decision, string? code, string reason) = Decide(test, interval, turned ? -scores.Threshold : scores.Threshold, turned);
        return new SequentialResult
        {
            Demand = demand,
            Code = code,
            Decision = decision,
            Reason = reason,
            Estimate = test.Observations == 0 ? Estimate.Undefined("no item has a score", 0) : Estimate.Of(turned ? -test.Mean : test.Mean, test.Observations),
            Interval = interval,
            IsClustered = ClusterList.IsClustered(dataset),
            Items = dataset.Items.Length,
            Scorable = units.Sum(u => u.Length),
            Judged = judged,
            DecidedAfter = decidedAfter,
            AllJudgements = (long)dataset.Items.Length * run.PerItem,
            Options = options,
            Verdicts = new VerdictSet(identity, dataset.Info.Name, dataset.Identity.Hash, judgements)
            {
                Partial = judged < dataset.Items.Length ? new PartialRun(judged, dataset.Items.Length) : null,
            },
        };
    }

    /// <summary>The clusters with the items that can be scored, in the order in which they are judged: shuffled (Fisher and Yates).</summary>
    private static int[][] Units(AnnotatedDataset dataset, ItemScores scores, ulong seed)
    {
        int[][] units = [.. ClusterList.Of(dataset).Select(c => c.Where(scores.CanScore).ToArray()).Where(c => c.Length > 0)];
        RandomStream random = new(seed, 0);
        for (int i = units.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (units[i], units[other]) = (units[other], units[i]);
        }

        return units;
    }

    private static double? Mean(double?[] scores, int[] unit)
    {
        double sum = 0;
        int count = 0;
        foreach (int item in unit)
        {
            sum += scores[item] ?? 0;
            count += scores[item] is null ? 0 : 1;
        }

        return count == 0 ? null : sum / count;
    }

    private static (GateDecision Decision, string? Code, string Reason) Decide(SequentialMeanTest test, AnytimeInterval interval, double threshold, bool turned)
    {
        string bounds = string.Create(CultureInfo.InvariantCulture, $"the anytime interval [{interval.Lower:0.000;-0.000;0.000}, {interval.Upper:0.000;-0.000;0.000}]");
        string demanded = string.Create(CultureInfo.InvariantCulture, $"{threshold:0.######}");
        string good = turned ? "below" : "above", bad = turned ? "above" : "below";
        return test switch
        {
            { IsAbove: true } => (GateDecision.Passed, null, $"{bounds} is {good} {demanded}"),
            { IsBelow: true } => (GateDecision.Failed, "JE4065", $"{bounds} is {bad} {demanded}"),
            _ => (GateDecision.Inconclusive, "JE4066", $"every item that can be scored is judged, and {bounds} still holds {demanded}"),
        };
    }

    /// <summary>Tells of a batch as a part of the whole.</summary>
    private sealed class Onward(IProgress<RunProgress> progress, List<Judgement> before, int total) : IProgress<RunProgress>
    {
        private readonly int _done = before.Count;
        private readonly int _failed = before.Count(j => j.Verdict.Failure is not null);

        public void Report(RunProgress value) => progress.Report(value with { Done = value.Done + _done, Failed = value.Failed + _failed, Total = total });
    }
}
