using System.Globalization;
using JudgeEval.Bench.TypeOneError;
using JudgeEval.Statistics;

// How often each test rejects at 5 % although its null hypothesis holds. Seeded: the table is the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is not ([] or [_]) || !int.TryParse(args.FirstOrDefault("20000"), NumberStyles.None, CultureInfo.InvariantCulture, out int simulations) || simulations < 100)
{
    Console.Error.WriteLine("usage: TypeOneError [simulations, at least 100]");
    return 4;
}

const double Alpha = 0.05;
Console.WriteLine("| test | data under the null hypothesis | n | rejected | |");
Console.WriteLine("|---|---|---:|---:|---|");
ulong row = 0;
foreach (Scenario scenario in Scenarios.All())
{
    int undefined = 0, rejected = 0;
    ulong stream = row++ * 1_000_000_007;
    Parallel.For(0, simulations, i =>
    {
        RandomStream random = new(1, stream + (ulong)i);
        double? p = scenario.Simulate(ref random);
        Interlocked.Add(ref undefined, p is null ? 1 : 0);
        Interlocked.Add(ref rejected, p <= Alpha ? 1 : 0);
    });

    // An undefined test rejects nothing and stays in the denominator.
    double share = (double)rejected / simulations;
    double limit = Alpha + (3 * Math.Sqrt(Alpha * (1 - Alpha) / simulations));
    string note = share > limit ? "exceeds 5 %" : share < Alpha / 2 ? "conservative" : "holds";
    note += undefined > 0 ? string.Create(CultureInfo.InvariantCulture, $"; undefined in {(double)undefined / simulations:P1}") : string.Empty;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {scenario.Test} | {scenario.Data} | {scenario.N} | {share:P2} | {note} |"));
}

return 0;
