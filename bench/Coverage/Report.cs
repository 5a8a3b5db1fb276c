using System.Collections.Immutable;
using JudgeEval.Statistics;

namespace JudgeEval.Bench.Coverage;

/// <summary>Runs simulations and prints them as tables of Markdown.</summary>
internal sealed class Report(int dataSets, int resamples)
{
    private const ulong Seed = 20_260_101;

    private int _simulations;

    private readonly List<(string Part, int Items, string Where, Outcome[] Methods)> _all = [];

    /// <summary>Coverage that three standard errors of the simulation separate from 95 %.</summary>
    private double Short => 0.95 - (3 * Math.Sqrt(0.95 * 0.05 / dataSets));

    /// <summary>Simulates one process and prints a row for each statistic.</summary>
    public void Table(string part, LabelProcess process, int[] sizes)
    {
        double[] truth = Simulation.Truth(process);
        Outcome[][][] outcomes = [.. sizes.Select(n => Run(part, process, n))];
        Console.WriteLine($"\n### {Name(process)}\n");
        Console.WriteLine("| statistic | true |" + string.Concat(sizes.SelectMany(n => Simulation.Methods(n), (n, m) => $" n = {n}, {Label(m)} |")));
        Console.WriteLine("|---|---|" + string.Concat(sizes.SelectMany(n => Simulation.Methods(n), (_, _) => "---|")));
        for (int s = 0; s < truth.Length; s++)
        {
            if (IsShown(process, s))
            {
                Console.WriteLine($"| {GateTable.Names[s]} | {truth[s]:F3} |" + string.Concat(outcomes.Select(o => Cells([.. o.Select(m => m[s])]))));
            }
        }
    }

    /// <summary>Simulates one process for the summary alone.</summary>
    public void Count(string part, LabelProcess process, int[] sizes)
    {
        foreach (int n in sizes)
        {
            Run(part, process, n);
        }
    }

    /// <summary>Prints how each method did over all statistics and processes.</summary>
    public void Summary()
    {
        Console.WriteLine("\n### Summary\n");
        Console.WriteLine($"| part | n | method | cells | below {100 * Short:F1} % | lowest | where | mean coverage | mean width | no interval |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var group in _all.GroupBy(c => (c.Part, c.Items)))
        {
            ImmutableArray<BootstrapMethod> methods = Simulation.Methods(group.Key.Items);
            for (int m = 0; m < methods.Length; m++)
            {
                var lowest = group.MinBy(c => c.Methods[m].Coverage);
                Outcome[] own = [.. group.Select(c => c.Methods[m])];
                Console.WriteLine(
                    $"| {group.Key.Part} | {group.Key.Items} | {Label(methods[m])} | {own.Length} | {own.Count(o => o.Coverage < Short)} | {100 * lowest.Methods[m].Coverage:F1} "
                    + $"| {lowest.Where} | {100 * own.Average(o => o.Coverage):F1} | {own.Average(o => o.Width):F3} "
                    + $"| {100 * (1 - ((double)own.Sum(o => o.Formed) / own.Sum(o => o.Defined))):F1} % |");
            }
        }
    }

    private Outcome[][] Run(string part, LabelProcess process, int items)
    {
        // Every simulation has data sets of its own, so that their errors are independent.
        Outcome[][] outcomes = Simulation.Run(process, items, dataSets, resamples, Seed + (ulong)_simulations++);
        for (int s = 0; s < outcomes[0].Length; s++)
        {
            if (IsShown(process, s))
            {
                _all.Add((part, items, $"{GateTable.Names[s]}, {Name(process)}", [.. outcomes.Select(o => o[s])]));
            }
        }

        Console.Error.WriteLine($"{Name(process)}, n = {items}");
        return outcomes;
    }

    /// <summary>With two labels the weighted kappas and AC2 are the plain ones.</summary>
    private static bool IsShown(LabelProcess process, int statistic) =>
        process.Ordinal || GateTable.Names[statistic] is not ("cohenKappaLinear" or "cohenKappaQuadratic" or "people: gwetAc2");

    private static string Name(LabelProcess process) =>
        $"{(process.Ordinal ? "five ordered labels" : "two labels")}, {(process.Skewed ? "90:10" : "balanced")}, {process.Annotators} annotators, judge {process.Judge}";

    private static string Label(BootstrapMethod method) => method switch
    {
        BootstrapMethod.Percentile => "percentile",
        BootstrapMethod.Bca => "BCa",
        _ => "default",
    };

    private string Cells(Outcome[] methods)
    {
        Outcome chosen = methods[^1];
        string undefined = chosen.Defined < dataSets ? $", {100.0 * (dataSets - chosen.Defined) / dataSets:F1} % undefined" : "";
        return string.Concat(methods[..^1].Select(o => $" {Coverage(o)}, {o.Width:F3}{(o.Formed < o.Defined ? $", {100.0 * (o.Defined - o.Formed) / o.Defined:F1} % none" : "")} |"))
            + $" {Coverage(chosen)} ({100.0 * chosen.Below / chosen.Formed:F1} + {100.0 * chosen.Above / chosen.Formed:F1}), {chosen.Width:F3}{undefined} |";
    }

    private string Coverage(Outcome outcome) => outcome.Coverage < Short ? $"**{100 * outcome.Coverage:F1}**" : $"{100 * outcome.Coverage:F1}";
}
