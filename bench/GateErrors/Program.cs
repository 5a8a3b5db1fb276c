using System.Globalization;
using JudgeEval.Bench.GateErrors;
using JudgeEval.Harness.Alignment;
using System.Diagnostics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int runs = int.Parse(args[0]); int resamples = int.Parse(args[1]);
int[] ns = [.. args[2].Split(',').Select(int.Parse)];
double margin = 0.1;
foreach (var (kind, metric) in new[] { (LabelKind.Binary, AlignmentMetric.CohenKappa), (LabelKind.Binary, AlignmentMetric.PercentAgreement), (LabelKind.FivePoints, AlignmentMetric.CohenKappaQuadratic) })
foreach (int annotators in (int[])[1, 5])
foreach (bool clustered in (bool[])[false, true])
foreach (bool same in (bool[])[true, false])
foreach (double flip in (double[])[0, 0.05, 0.15])
foreach (int n in ns)
{
    GateProcess p = new(kind, annotators, clustered, flip, same);
    string line = $"{kind.Name,-11} {metric,-20} a={annotators} cl={(clustered ? 1 : 0)} same={(same ? 1 : 0)} f={flip:0.00} n={n,-5} base={p.Population(metric, kind.Judge):0.000}";
    Stopwatch w = Stopwatch.StartNew();
    foreach (double drop in (double[])[0, margin])
    {
        Decisions d = Simulation.Run(p, metric, p.Candidate(metric, drop), margin, n, runs, resamples, 1);
        line += $"  d={drop:0.00} P{100.0 * d.Passed / runs:0.0} F{100.0 * d.Failed / runs:0.0}";
    }
    Console.WriteLine(line + $"  {w.ElapsedMilliseconds / 2.0 / runs:0.00} ms");
}
