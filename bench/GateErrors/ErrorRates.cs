using JudgeEval.Statistics;

namespace JudgeEval.Bench.GateErrors;

/// <summary>How often a kind of false decision was made in every cell, held against the level.</summary>
/// <param name="level">The stated level.</param>
internal sealed class ErrorRates(double level)
{
    private readonly List<(string Kind, int Items, string Where, int False, int Runs, Func<int, int> Again)> _cells = [];

    /// <summary>Adds a cell.</summary>
    /// <param name="kind">The kind of false decision.</param>
    /// <param name="items">How many items the datasets had.</param>
    /// <param name="where">The cell in words.</param>
    /// <param name="wrong">In how many runs the decision was false.</param>
    /// <param name="runs">How many runs there were.</param>
    /// <param name="again">Repeats the cell with fresh data: in how many of so many runs the decision was false.</param>
    public void Add(string kind, int items, string where, int wrong, int runs, Func<int, int> again) => _cells.Add((kind, items, where, wrong, runs, again));

    /// <summary>
    /// Prints the means, and the worst cells with the interval of Clopper and Pearson. Among so many cells some look worse than they are: the worst of
    /// each kind and size are repeated with fresh data, and only the repetition counts. Those that look worse than the level again are repeated once more.
    /// </summary>
    /// <param name="worst">How many cells of each kind and size are repeated at least.</param>
    /// <param name="freshRuns">With how many runs; ten times as many the second time.</param>
    public void Print(int worst, int freshRuns)
    {
        List<(string Name, Func<int, int> Again)> doubtful = [];
        Console.WriteLine("\n| false decision | n | cells | mean of all | cells that exclude the level | in how many would that be chance | worst, repeated with fresh data | repeated: share, interval | beyond the level |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---|---|---|");
        foreach (var group in _cells.GroupBy(c => (c.Kind, c.Items)))
        {
            int beyond = group.Count(c => Interval(c.False, c.Runs).Lower > level);
            string head = $"| {group.Key.Kind} | {group.Key.Items} | {group.Count()} | {(double)group.Sum(c => c.False) / group.Sum(c => c.Runs):P2} | {beyond} | {0.025 * group.Count():0.#} |";
            foreach (var cell in group.OrderByDescending(c => (double)c.False / c.Runs).Take(Math.Max(worst, beyond)))
            {
                int again = cell.Again(freshRuns);
                ConfidenceInterval interval = Interval(again, freshRuns);
                Console.WriteLine(
                    $"{head} {cell.Where} ({(double)cell.False / cell.Runs:P1}) | {Words(again, freshRuns, interval)} | {(interval.Lower > level ? "**yes**" : "no")} |");
                head = "| | | | | | |";
                if (again > level * freshRuns)
                {
                    doubtful.Add(($"{group.Key.Kind}, n = {group.Key.Items}, {cell.Where}", cell.Again));
                }
            }
        }

        PrintAgain(doubtful, 10 * freshRuns);
    }

    private void PrintAgain(List<(string Name, Func<int, int> Again)> doubtful, int runs)
    {
        Console.WriteLine($"\nRepeated shares above the level, once more with {runs:N0} fresh runs each:\n");
        Console.WriteLine("| cell | share, interval | beyond the level |");
        Console.WriteLine("|---|---|---|");
        foreach ((string name, Func<int, int> again) in doubtful)
        {
            int wrong = again(runs);
            ConfidenceInterval interval = Interval(wrong, runs);
            Console.WriteLine($"| {name} | {Words(wrong, runs, interval)} | {(interval.Lower > level ? "**yes**" : "no")} |");
        }
    }

    private static string Words(int wrong, int runs, ConfidenceInterval interval) =>
        $"{(double)wrong / runs:P2} [{100 * interval.Lower:0.00}, {100 * interval.Upper:0.00}]";

    private static ConfidenceInterval Interval(int wrong, int runs) => Proportion.Interval(wrong, runs, 0.95, ProportionInterval.ClopperPearson)!;
}
