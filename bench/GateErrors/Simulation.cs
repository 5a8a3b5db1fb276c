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

/// <summary>A gate on a candidate.</summary>
/// <param name="Metric">The metric of the gate.</param>
/// <param name="Margin">Its margin.</param>
/// <param name="Candidate">How good the candidate is, as the process has it.</param>
/// <param name="Runs">In how many runs it is asked, from the first.</param>
internal readonly record struct Question(AlignmentMetric Metric, double Margin, double Candidate, int Runs);

/// <summary>What a gate decided in how many runs.</summary>
internal readonly record struct Decisions(int Passed, int Failed, int Inconclusive)
{
    public int Runs => Passed + Failed + Inconclusive;
}

/// <summary>Draws datasets and judges of a process and lets gates decide as a suite would.</summary>
internal static class Simulation
{
    private static readonly ImmutableArray<string> Names = ["ada", "ben", "cem", "dot", "eva"];

    /// <summary>Asks questions of a process; every run draws a dataset, a baseline and a candidate for each question.</summary>
    /// <param name="process">What is drawn.</param>
    /// <param name="items">How many items each dataset has.</param>
    /// <param name="questions">The gates.</param>
    /// <param name="resamples">How many resamples stand behind an interval.</param>
    /// <param name="seed">The seed; run r draws from its stream r, on whatever core.</param>
    public static Decisions[] Run(IGateProcess process, int items, ImmutableArray<Question> questions, int resamples, ulong seed)
    {
        int[] passed = new int[questions.Length], failed = new int[questions.Length];
        double[] candidates = [.. questions.Select(q => q.Candidate)];
        Parallel.For(0, questions.Max(q => q.Runs), r =>
        {
            RandomStream random = new(seed, (ulong)r);
            PlantedItem[] drawn = process.Draw(ref random, items, candidates);
            AlignmentBasis basis = new(Dataset(process, drawn), new AlignmentOptions { Resamples = resamples, Seed = random.NextUInt64(), Baselines = false });
            JudgeBaseline baseline = new() { Verdicts = Verdicts("baseline", drawn, i => i.Baseline) };
            for (int q = 0; q < questions.Length; q++)
            {
                if (r < questions[q].Runs)
                {
                    int at = q;
                    GateContext context = new(basis.Examine(Verdicts("candidate", drawn, i => i.Candidates[at]))) { Baseline = baseline };
                    GateDecision decision = Gate.Evaluate(context, [Gate.NotWorseThanBaseline(questions[q].Margin, questions[q].Metric)]).Decision;
                    Interlocked.Add(ref passed[q], decision == GateDecision.Passed ? 1 : 0);
                    Interlocked.Add(ref failed[q], decision == GateDecision.Failed ? 1 : 0);
                }
            }
        });
        return [.. questions.Select((q, i) => new Decisions(passed[i], failed[i], q.Runs - passed[i] - failed[i]))];
    }

    private static AnnotatedDataset Dataset(IGateProcess process, PlantedItem[] items)
    {
        DatasetBuilder builder = new(new DatasetInfo { Name = "planted" }, TaskShape.Single, process.Kind.Scale);
        for (int i = 0; i < items.Length; i++)
        {
            builder.AddItem(new JudgeItem { Id = Id(i), Response = "", Cluster = process.ClusterSize == 1 ? null : Id(i / process.ClusterSize) });
            for (int a = 0; a < items[i].People.Length; a++)
            {
                builder.AddAnnotation(Id(i), Names[a], Label(items[i].People[a]));
            }
        }

        return builder.Build();
    }

    private static VerdictSet Verdicts(string judge, PlantedItem[] items, Func<PlantedItem, int[]> labelsOf) => new(
        new JudgeIdentity { Name = judge },
        null,
        null,
        items.SelectMany((item, i) => labelsOf(item).Select((label, repeat) => new Judgement(Id(i), repeat, PresentationOrder.Original, new RecordedVerdict { Label = Label(label) }))));

    private static string Id(int i) => i.ToString("00000", CultureInfo.InvariantCulture);

    private static string Label(int label) => (label + 1).ToString(CultureInfo.InvariantCulture);
}
