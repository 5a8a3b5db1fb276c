using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Imports;
using JudgeEval.Statistics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is not [string folder, .. string[] rest] || rest.Length > 2)
{
    Console.Error.WriteLine("usage: Alignment FOLDER [resamples [no-baselines]], FOLDER is llmjudge-trecdl23");
    return 4;
}

using Process self = Process.GetCurrentProcess();
int resamples = rest.Length == 0 ? 2000 : int.Parse(rest[0], CultureInfo.InvariantCulture);
Stopwatch watch = Stopwatch.StartNew();
ImportedDataset data = DatasetImporters.All.First(i => i.Format == "llmjudge").Import(new ImportRequest { Sources = [folder] })[0];
double importing = watch.Elapsed.TotalSeconds;
watch.Restart();
ImmutableArray<AlignmentResult> results = JudgeAlignment.Compute(data.Dataset, data.Judges, new AlignmentOptions { Resamples = resamples, Baselines = rest.Length < 2 });
double aligning = watch.Elapsed.TotalSeconds;
self.Refresh();
double processor = self.TotalProcessorTime.TotalSeconds;
double whole = (DateTime.Now - self.StartTime).TotalSeconds;
self.Refresh();
AlignmentResult best = results.MaxBy(r => r.Statistics[AlignmentMetric.KrippendorffAlpha].Value)!;
Estimate alpha = best.Statistics[AlignmentMetric.KrippendorffAlpha];
Console.WriteLine($"judges {results.Length}, items {data.Dataset.Items.Length}, resamples {resamples}");
Console.WriteLine($"best {best.Judge.Name}, alpha {alpha.Value:F3} [{alpha.Interval?.Lower:F3}, {alpha.Interval?.Upper:F3}]");
Console.WriteLine($"import {importing:F2} s, alignment {aligning:F2} s, whole process {whole:F2} s ({processor:F2} s of processor), peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB");
return 0;
