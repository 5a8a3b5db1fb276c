using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.GateErrors;

/// <summary>What a gate decided in how many runs.</summary>
internal readonly record struct Decisions(int Passed, int Failed, int Inconclusive)
{
    public int Runs => Passed + Failed + Inconclusive;
}

/// <summary>Draws datasets and judges of a process and lets the gate decide as a suite would.</summary>
internal static class Simulation
{
    /// <summary>Runs a cell.</summary>
    /// <param name="process">What is drawn.</param>
    /// <param name="metric">The metric of the gate.</param>
    /// <param name="candidate">How often the candidate is right, but for its flips.</param>
    /// <param name="margin">The margin of the gate.</param>
    /// <param name="items">How many items each dataset has.</param>
    /// <param name="runs">How many datasets.</param>
    /// <param name="resamples">How many resamples stand behind an interval.</param>
    /// <param name="seed">The seed; run r draws from its stream r.</param>
    public static Decisions Run(GateProcess process, AlignmentMetric metric, double candidate, double margin, int items, int runs, int resamples, ulong seed)
    {
        int passed = 0, failed = 0;
        IGate gate = Gate.NotWorseThanBaseline(margin, metric);
        Parallel.For(0, runs, r =>
        {
            RandomStream random = new(seed, (ulong)r);
            PlantedItem[] drawn = process.Draw(ref random, items, candidate);
            AlignmentOptions options = new() { Resamples = resamples, Seed = random.NextUInt64(), Baselines = false };
            AlignedJudge judge = new AlignmentBasis(Dataset(process, drawn), options).Examine(Verdicts("candidate", [.. drawn.Select(i => i.Candidate)]));
            JudgeBaseline baseline = new() { Verdicts = Verdicts("baseline", [.. drawn.Select(i => i.Baseline)]) };
            GateDecision decision = Gate.Evaluate(new GateContext(judge) { Baseline = baseline }, [gate]).Decision;
            Interlocked.Add(ref passed, decision == GateDecision.Passed ? 1 : 0);
            Interlocked.Add(ref failed, decision == GateDecision.Failed ? 1 : 0);
        });
        return new Decisions(passed, failed, runs - passed - failed);
    }

    private static AnnotatedDataset Dataset(GateProcess process, PlantedItem[] items)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "planted" }, TaskShape.Single, process.Kind.Scale);
        for (int i = 0; i < items.Length; i++)
        {
            builder.AddItem(new JudgeItem { Id = Id(i), Response = "", Cluster = process.Clustered ? Id(i / GateProcess.ClusterSize) : null });
            for (int a = 0; a < items[i].People.Length; a++)
            {
                builder.AddAnnotation(Id(i), Names[a], Label(items[i].People[a]));
            }
        }

        return builder.Build();
    }

    private static readonly ImmutableArray<string> Names = ["ada", "ben", "cem", "dot", "eva"];

    private static VerdictSet Verdicts(string judge, int[] labels) => new(
        new JudgeIdentity { Name = judge },
        null,
        null,
        labels.Select((label, i) => new Judgement(Id(i), 0, PresentationOrder.Original, new RecordedVerdict { Label = Label(label) })));

    private static string Id(int i) => i.ToString("00000", CultureInfo.InvariantCulture);

    private static string Label(int label) => (label + 1).ToString(CultureInfo.InvariantCulture);
}
