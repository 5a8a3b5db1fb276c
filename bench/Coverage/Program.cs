using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.Coverage;
using JudgeEval.Statistics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var opt = args.ToDictionary(a => a.Split('=')[0], a => a.Split('=')[1]);
string G(string k, string d) => opt.TryGetValue(k, out var v) ? v : d;
int R = int.Parse(G("R", "1000")), B = int.Parse(G("B", "1000"));
foreach (bool ord in G("kind", "bin,ord").Split(',').Select(k => k == "ord"))
foreach (bool skew in G("skew", "bal,skew").Split(',').Select(k => k == "skew"))
foreach (int A in G("A", "2,10").Split(',').Select(int.Parse))
foreach (double q in G("q", "0.8").Split(',').Select(double.Parse))
foreach (bool cl in G("cl", "0").Split(',').Select(c => c == "1"))
{
    LabelProcess process = new(ord, skew, A, q, cl);
    double[] truth = Simulation.Truth(process);
    foreach (int n in G("n", "30,100,300,1000").Split(',').Select(int.Parse))
    {
        Stopwatch w = Stopwatch.StartNew();
        ImmutableArray<BootstrapMethod> ms = [.. G("m", "Percentile,Bca,Bayesian").Split(',').Select(Enum.Parse<BootstrapMethod>)];
        Outcome[][] o = Simulation.Run(process, n, R, B, 20260101, ms);
        Console.WriteLine($"== {(ord ? "ord" : "bin")} {(skew ? "skew" : "bal")} A={A} q={q} cl={cl} n={n} R={R} B={B} ({w.Elapsed.TotalSeconds:F1}s)");
        Console.WriteLine("und% truth " + string.Join(' ', ms));
        for (int s = 0; s < truth.Length; s++)
        {
            if (o[0][s].Defined == 0) continue;
            Console.WriteLine(GateTable.Names[s].Replace(": ", ":").PadRight(24) + $" {truth[s]:F3} {100.0 * (R - o[0][s].Defined) / R,5:F1} " + string.Join("", ms.Select((m, i) =>
                $"{(o[i][s].Coverage < 0.94 ? "*" : " ")}{100 * o[i][s].Coverage:F1} ({100.0 * o[i][s].Below / o[i][s].Formed:F1}/{100.0 * o[i][s].Above / o[i][s].Formed:F1}) {o[i][s].Width:F3}{(o[i][s].Formed < o[i][s].Defined ? $" u{o[i][s].Defined - o[i][s].Formed}" : "")}".PadRight(30))));
        }
    }
}
