using System.Diagnostics;
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is not ([] or [_]) || !int.TryParse(args.FirstOrDefault("7"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) || runs == 0)
{
    Console.Error.WriteLine("usage: Suites [runs], from the root of the repository, after dotnet build evals");
    return 4;
}

double[] seconds = new double[runs];
for (int run = 0; run < runs; run++)
{
    // The line of counts is printed too: suites over public data are skipped where the data are absent, and that is quicker.
    ProcessStartInfo start = new("dotnet", ["test", "evals", "--no-build", "--nologo"]) { RedirectStandardOutput = true, UseShellExecute = false };
    Stopwatch watch = Stopwatch.StartNew();
    using Process test = Process.Start(start)!;
    string output = test.StandardOutput.ReadToEnd();
    test.WaitForExit();
    seconds[run] = watch.Elapsed.TotalSeconds;
    if (test.ExitCode != 0)
    {
        Console.Error.Write(output);
        return test.ExitCode;
    }

    Console.WriteLine($"{seconds[run]:F2} s  {output.Split('\n').First(line => line.StartsWith("Passed!", StringComparison.Ordinal))}");
}

Array.Sort(seconds);
double median = (seconds[(runs - 1) / 2] + seconds[runs / 2]) / 2;
Console.WriteLine($"runs {runs}, minimum {seconds[0]:F2} s, median {median:F2} s, maximum {seconds[^1]:F2} s");
return 0;
