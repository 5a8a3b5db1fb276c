using System.Globalization;
using JudgeEval.Bench.GateErrors;

// How often the gate on the baseline passes, fails and cannot tell, where the true drop is known. Seeded: the tables are the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

string[] parts = ["gates", "doubling", "planted"];
string[] asked = [.. args.TakeWhile(a => parts.Contains(a, StringComparer.Ordinal))];
if (args.Length - asked.Length > 2 || args.Skip(asked.Length).Any(a => !int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out int n) || n < 4))
{
    Console.Error.WriteLine("usage: GateErrors [gates] [doubling] [planted] [runs] [resamples], all parts, 1000 runs and 2000 resamples by default");
    return 4;
}

int[] numbers = [.. args.Skip(asked.Length).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
int runs = numbers.ElementAtOrDefault(0) is > 0 and var first ? first : 1000, resamples = numbers.ElementAtOrDefault(1) is > 0 and var second ? second : 2000;
foreach (string part in asked.Length == 0 ? parts : asked)
{
    // A report for each part, so that its seeds do not depend on which others are asked for.
    Report report = new(runs, resamples);
    Action print = part switch
    {
        "gates" => () => report.Gates([50, 200, 1000]),
        "doubling" => report.Doubling,
        _ => () => report.Planted([50, 200, 1000]),
    };
    print();
}

return 0;
