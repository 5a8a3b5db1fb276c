using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.Comparisons;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Imports;

// Every pair of judges compared as a gate does, how long that takes, and whether a decision contradicts an exact test.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is not [string folder, .. string[] rest] || rest.Length > 1)
{
    Console.Error.WriteLine("usage: Comparisons FOLDER [resamples], FOLDER is llmjudge-trecdl23");
    return 4;
}

using Process self = Process.GetCurrentProcess();
Stopwatch watch = Stopwatch.StartNew();
ImportedDataset data = DatasetImporters.All.First(i => i.Format == "llmjudge").Import(new ImportRequest { Sources = [folder] })[0];
double importing = watch.Elapsed.TotalSeconds;
watch.Restart();
AlignmentOptions options = new() { Resamples = rest.Length == 0 ? 2000 : int.Parse(rest[0], CultureInfo.InvariantCulture) };
AlignmentBasis basis = new(data.Dataset, options);
ImmutableArray<AlignedJudge> judges = [.. data.Judges.Select(basis.Examine)];
double examining = watch.Elapsed.TotalSeconds;
watch.Restart();
int comparisons = 0;
for (int candidate = 1; candidate < judges.Length; candidate++)
{
    for (int baseline = 0; baseline < candidate; baseline++)
    {
        JudgeComparison comparison = JudgeComparer.Compare(judges[candidate], new JudgeBaseline { Verdicts = data.Judges[baseline] });
        comparisons += comparison.Delta.Interval is null ? 0 : 1;
    }
}

double comparing = watch.Elapsed.TotalSeconds;
self.Refresh();
Console.WriteLine($"judges {judges.Length}, items {data.Dataset.Items.Length}, resamples {options.Resamples}, comparisons {comparisons}");
Console.WriteLine($"import {importing:F2} s, labels {examining:F2} s, comparisons {comparing:F2} s ({self.TotalProcessorTime.TotalSeconds:F2} s of processor in all), peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB");
return ExactTests.Print(data, judges);
