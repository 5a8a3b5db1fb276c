using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Statistics;
using MathNet.Numerics.Distributions;

namespace JudgeEval.Bench.GateErrors;

/// <summary>Runs the simulations and prints them as tables of Markdown.</summary>
/// <param name="runs">Runs of a cell in which a decision can be false; a quarter of them elsewhere.</param>
/// <param name="resamples">How many resamples stand behind an interval.</param>
internal sealed class Report(int runs, int resamples)
{
    private const ulong Seed = 20_260_505;
    private const double Level = 0.025;
    private const double Margin = 0.1;
    private const int Fresh = 4;

    private static readonly ImmutableArray<double> Drops = [0, Margin / 2, Margin, 2 * Margin];

    private readonly ErrorRates _errors = new(Level);
    private ulong _simulations;

    /// <summary>Every cell of the gate: sizes, scales, people, clusters, flips and judges.</summary>
    public void Gates(ImmutableArray<int> sizes)
    {
        Console.WriteLine("\n## Shares passed / failed / inconclusive, in percent\n");
        Console.WriteLine("| metric | people | items | judge | flips | baseline | n |" + string.Concat(Drops.Select(d => $" drop {d:0.00} |")));
        Console.WriteLine("|---|---:|---|---|---:|---:|---:|---|---|---|---|");
        foreach (GateProcess process in Processes())
        {
            foreach (int n in sizes)
            {
                Gate(process, n);
            }
        }

        Console.WriteLine("\n## False decisions");
        _errors.Print(2, Fresh * runs);
    }

    /// <summary>The same gates on twice as many items, again and again.</summary>
    public void Doubling()
    {
        int[] sizes = [50, 100, 200, 400, 800];
        Console.WriteLine("\n## Decided by doubling n\n");
        Console.WriteLine("| metric | items | judge | drop | rightly decided |" + string.Concat(sizes.Select(n => $" n = {n} |")));
        Console.WriteLine("|---|---|---|---:|---|---:|---:|---:|---:|---:|");
        foreach ((LabelKind kind, AlignmentMetric metric) in Metrics())
        {
            foreach ((bool clustered, bool same) in from c in (bool[])[false, true] from s in (bool[])[true, false] select (c, s))
            {
                GateProcess process = new(kind, 1, clustered, 0.05, same);
                ImmutableArray<Question> questions = [.. ((double[])[0, 2 * Margin]).Select(d => new Question(metric, Margin, process.Candidate(metric, d), runs / 2))];
                Decisions[][] decided = [.. sizes.Select(n => Run(process, n, questions))];
                Console.WriteLine($"| {metric.Name()} | {Items(clustered)} | {Judge(same)} | 0.00 | passed |" + string.Concat(decided.Select(d => $" {Share(d[0].Passed, d[0])} |")));
                Console.WriteLine($"| | | | {2 * Margin:0.00} | failed |" + string.Concat(decided.Select(d => $" {Share(d[1].Failed, d[1])} |")));
            }
        }
    }

    /// <summary>Planted judges that are 92 % right: another one of equal quality, and one that is 20 points worse.</summary>
    public void Planted(ImmutableArray<int> sizes)
    {
        const double Narrow = 0.05, Worse = 0.72;
        int many = 4 * runs;
        AlignmentMetric[] metrics = [AlignmentMetric.PercentAgreement, AlignmentMetric.CohenKappa];
        Console.WriteLine("\n## Planted judges: another of equal quality\n");
        Console.WriteLine("| metric | flips on |" + string.Concat(sizes.Select(n => $" n = {n}: failed falsely, interval | passed | inconclusive |")));
        Console.WriteLine("|---|---:|" + string.Concat(sizes.Select(_ => "---|---:|---:|")));
        foreach ((AlignmentMetric metric, double flip) in from m in metrics from f in (double[])[0, 0.14] select (m, f))
        {
            UnstableProcess process = new(flip);
            Console.WriteLine($"| {metric.Name()} | {flip:P0} |" + string.Concat(sizes.Select(n =>
            {
                Decisions d = Run(process, n, [new Question(metric, Narrow, process.Kind.Judge, many)])[0];
                return $" {WithInterval(d.Failed, d.Runs)} | {Share(d.Passed, d)} | {Share(d.Inconclusive, d)} |";
            })));
        }

        Console.WriteLine("\n## Planted judges: 20 points worse, 200 items\n");
        Console.WriteLine("| metric | flips on | found, interval | inconclusive | passed |");
        Console.WriteLine("|---|---:|---|---:|---:|");
        foreach ((AlignmentMetric metric, double flip) in from m in metrics from f in (double[])[0, 0.05, 0.14, 0.3, 0.5] select (m, f))
        {
            Decisions d = Run(new UnstableProcess(flip), 200, [new Question(metric, Narrow, Worse, many)])[0];
            Console.WriteLine($"| {metric.Name()} | {flip:P0} | {WithInterval(d.Failed, d.Runs)} | {Share(d.Inconclusive, d)} | {Share(d.Passed, d)} |");
        }

        Console.WriteLine("\n## Planted judges: flips on top of 92 and 72 % right, 200 items, percentAgreement\n");
        Console.WriteLine("| flips on | asked | right: baseline | right: candidate | drop | found, interval | inconclusive | passed |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---|---:|---:|");
        foreach ((double flip, int repeats) in from f in (double[])[0.05, 0.14, 0.3] from k in (int[])[1, 5] select (f, k))
        {
            // Of an odd number of answers more than half are flipped this often, so the majority is a judge that flips this often.
            double left = Enumerable.Range(0, (repeats + 1) / 2).Sum(k => Binomial.PMF(1 - flip, repeats, k));
            GateProcess process = new(LabelKind.Planted, 1, false, flip, false) { Repeats = repeats }, majority = process with { Flip = left };
            double before = majority.Population(AlignmentMetric.PercentAgreement, process.Kind.Judge), after = majority.Population(AlignmentMetric.PercentAgreement, Worse);
            Decisions d = Run(process, 200, [new Question(AlignmentMetric.PercentAgreement, Narrow, Worse, many)])[0];
            Console.WriteLine($"| {flip:P0} | {repeats} | {before:0.000} | {after:0.000} | {before - after:0.000} | {WithInterval(d.Failed, d.Runs)} | {Share(d.Inconclusive, d)} | {Share(d.Passed, d)} |");
        }
    }

    private static IEnumerable<GateProcess> Processes() =>
        from kind in (LabelKind[])[LabelKind.Binary, LabelKind.FivePoints]
        from people in (int[])[1, 5]
        from clustered in (bool[])[false, true]
        from same in (bool[])[true, false]
        from flip in (double[])[0, 0.05, 0.15]
        select new GateProcess(kind, people, clustered, flip, same);

    private static IEnumerable<(LabelKind Kind, AlignmentMetric Metric)> Metrics() =>
        from kind in (LabelKind[])[LabelKind.Binary, LabelKind.FivePoints] from metric in MetricsOf(kind) select (kind, metric);

    private static AlignmentMetric[] MetricsOf(LabelKind kind) =>
        kind == LabelKind.Binary ? [kind.DefaultMetric, AlignmentMetric.PercentAgreement] : [kind.DefaultMetric];

    private void Gate(GateProcess process, int n)
    {
        AlignmentMetric[] metrics = MetricsOf(process.Kind);
        ImmutableArray<Question> questions =
            [.. from m in metrics from d in Drops select new Question(m, Margin, process.Candidate(m, d), d == 0 || d == Margin ? runs : runs / 4)];
        Decisions[] decisions = Run(process, n, questions);
        for (int m = 0; m < metrics.Length; m++)
        {
            AlignmentMetric metric = metrics[m];
            int first = m * Drops.Length, margin = first + Drops.IndexOf(Margin);
            string where = $"{metric.Name()}, {process.Annotators} {(process.Annotators == 1 ? "person" : "people")}, {Items(process.Clustered)}, {Judge(process.SameJudge)}, flips {process.Flip:P0}";
            double baseline = process.Population(metric, process.Kind.Judge);
            Console.WriteLine(
                $"| {metric.Name()} | {process.Annotators} | {Items(process.Clustered)} | {Judge(process.SameJudge)} | {process.Flip:P0} | {baseline:0.000} | {n} |"
                + string.Concat(Enumerable.Range(first, Drops.Length).Select(q => $" {All(decisions[q])} |")));
            _errors.Add("failed at no drop", n, where, decisions[first].Failed, decisions[first].Runs, Again(process, n, questions[first], d => d.Failed));
            _errors.Add("passed at the margin", n, where, decisions[margin].Passed, decisions[margin].Runs, Again(process, n, questions[margin], d => d.Passed));
            _errors.Add("failed at the margin", n, where, decisions[margin].Failed, decisions[margin].Runs, Again(process, n, questions[margin], d => d.Failed));
        }
    }

    private Func<int, int> Again(GateProcess process, int n, Question question, Func<Decisions, int> wrong) =>
        fresh => wrong(Run(process, n, [question with { Runs = fresh }])[0]);

    // Every simulation has a seed of its own.
    private Decisions[] Run(IGateProcess process, int items, ImmutableArray<Question> questions) =>
        Simulation.Run(process, items, questions, resamples, Seed + (1_000_003 * ++_simulations));

    private static string Items(bool clustered) => clustered ? "fives" : "single";

    private static string Judge(bool same) => same ? "same" : "another";

    private static string All(Decisions d) => $"{Share(d.Passed, d)} / {Share(d.Failed, d)} / {Share(d.Inconclusive, d)}";

    private static string Share(int count, Decisions d) => $"{100.0 * count / d.Runs:0.0}";

    private static string WithInterval(int count, int n)
    {
        ConfidenceInterval interval = Proportion.Interval(count, n, 0.95, ProportionInterval.ClopperPearson)!;
        return $"{100.0 * count / n:0.00} % [{100 * interval.Lower:0.00}, {100 * interval.Upper:0.00}]";
    }
}
