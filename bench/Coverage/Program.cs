using System.Globalization;
using JudgeEval.Bench.Coverage;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args.Length > 2 || args.Any(a => !int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out int n) || n < 2))
{
    Console.Error.WriteLine("usage: Coverage [data sets] [resamples], 2000 and 1000 by default");
    return 4;
}

int[] numbers = [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
Report report = new(numbers.ElementAtOrDefault(0) is > 0 and var sets ? sets : 2000, numbers.ElementAtOrDefault(1) is > 0 and var draws ? draws : 1000);
bool[] both = [false, true];
foreach ((bool ordinal, bool skewed, int annotators) in from o in both from s in both from a in (int[])[2, 10] select (o, s, a))
{
    report.Table("independent items", new LabelProcess(ordinal, skewed, annotators, 0.8), [30, 100, 300, 1000]);
}

// The other judges stand in the summary alone: their tables look alike.
foreach ((bool ordinal, bool skewed, int annotators, double judge) in
    from o in both from s in both from a in (int[])[2, 10] from j in (double[])[0.6, 0.95] select (o, s, a, j))
{
    report.Count("independent items, worse and better judge", new LabelProcess(ordinal, skewed, annotators, judge), [30, 100]);
}

foreach ((bool ordinal, bool skewed) in from o in both from s in both select (o, s))
{
    report.Count("clusters of ten items", new LabelProcess(ordinal, skewed, 2, 0.95, Clustered: true), [100, 300, 1000]);
}

report.Summary();
return 0;
