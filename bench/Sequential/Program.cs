using System.Globalization;
using JudgeEval.Bench.Sequential;
using JudgeEval.Statistics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const ulong seed = 20_260_201;
int runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
ScoreProcess[] processes =
[
    new Hits(0.8) { Name = "hits at least 0.8", Margin = 0.05 },
    new Hits(0.95) { Name = "hits at least 0.95", Margin = 0.02 },
    new PairedHits(0.1) { Name = "paired hits, margin 0.05, 10 % discordant", Margin = 0.05 },
    new PairedHits(0.3) { Name = "paired hits, margin 0.05, 30 % discordant", Margin = 0.05 },
    new PairedHits(0.3) { Name = "paired hits, margin 0.1, 30 % discordant", Margin = 0.1 },
    new ClusteredHits(0.15, 5) { Name = "paired hits in clusters of 5, margin 0.05, 15 % discordant", Margin = 0.05 },
    new Errors(0.4) { Name = "absolute errors of a five-point scale at most 0.4", Margin = 0.1 },
];

Console.WriteLine("### At the threshold: every decision is an error\n");
Console.WriteLine($"Shares of {runs} runs, looked at after every item, with Clopper and Pearson's 95 % interval; each must be at most {Trial.Level}.\n");
Console.WriteLine("| scores | false passes, n = 1,000 | false failures, n = 1,000 | false passes, n = 5,000 | false failures, n = 5,000 | a fixed interval peeked at, n = 1,000 |");
Console.WriteLine("|---|---|---|---|---|---|");
bool beyond = false;
foreach (ScoreProcess process in processes)
{
    Outcome small = Trial.Test(process, 0, 1000, runs, seed), large = Trial.Test(process, 0, 5000, runs, seed + 1), peeking = Trial.Peeking(process, 0, 1000, runs, seed);
    beyond |= new[] { small.Passed, small.Failed, large.Passed, large.Failed }.Any(count => Interval(count, runs).Lower > Trial.Level);
    Console.WriteLine(
        $"| {process.Name} | {Share(small.Passed)} | {Share(small.Failed)} | {Share(large.Passed)} | {Share(large.Failed)} | {(double)(peeking.Passed + peeking.Failed) / runs:F3} |");
    Console.Error.WriteLine(process.Name);
}

Console.WriteLine(beyond ? "\n**A rate is above the level.**" : "\nNo rate is above the level.");
Console.WriteLine("\n### What is saved\n");
Console.WriteLine("A drop of 0 is what the gate should pass, of one margin lies on the threshold, of two margins should fail. Items are those judged on average; a run that");
Console.WriteLine("is not decided takes all. The last column is the general confidence sequence (`BoundedMeanConfidenceSequence`) in its place.\n");
Console.WriteLine("| scores | n | drop in margins | passed | failed | undecided | items | saved | saved by the general sequence |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
int some = Math.Max(1, runs / 5);
foreach ((ScoreProcess process, int n) in from p in processes from n in (int[])[1000, 5000] select (p, n))
{
    foreach (double drop in (double[])[0, 0.5, 1, 2])
    {
        Outcome test = Trial.Test(process, 1 - drop, n, some, seed + 2), sequence = Trial.Sequence(process, 1 - drop, n, some, seed + 2);
        Console.WriteLine(
            $"| {process.Name} | {n} | {drop} | {(double)test.Passed / some:F3} | {(double)test.Failed / some:F3} | {1 - ((double)(test.Passed + test.Failed) / some):F3} "
            + $"| {test.Items:F0} | {100 * (1 - (test.Items / n)):F0} % | {100 * (1 - (sequence.Items / n)):F0} % |");
    }

    Console.Error.WriteLine($"{process.Name}, n = {n}");
}

return beyond ? 1 : 0;

string Share(int count) => $"{(double)count / runs:F4} [{Interval(count, runs).Lower:F4}, {Interval(count, runs).Upper:F4}]";

static ConfidenceInterval Interval(int count, int of) => Proportion.Interval(count, of, 0.95, ProportionInterval.ClopperPearson)!;
