using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.DatasetReading;
using JudgeEval.Harness.Datasets;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["generate", string folder, .. string[] numbers]:
        bool shuffled = numbers is [.., "shuffled"];
        int[] given = [.. numbers.SkipLast(shuffled ? 1 : 0).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        DatasetGenerator.Generate(
            folder, given.ElementAtOrDefault(0) is > 0 and var items ? items : 200_000, given.ElementAtOrDefault(1) is > 0 and var labels ? labels : 5,
            given.ElementAtOrDefault(2) is > 0 and var seed ? seed : 7, shuffled);
        return 0;

    case ["read", string folder]:
        using (Process self = Process.GetCurrentProcess())
        {
            double starting = (DateTime.Now - self.StartTime).TotalSeconds;
            Stopwatch watch = Stopwatch.StartNew();
            AnnotatedDataset dataset = DatasetReader.Read(folder);
            double reading = watch.Elapsed.TotalSeconds;
            self.Refresh();
            Console.WriteLine($"items {dataset.Items.Length}, annotators {dataset.Annotators.Length}, annotations {dataset.AnnotationCount}");
            Console.WriteLine($"hash {dataset.Identity.Hash}");
            Console.WriteLine($"start {starting:F2} s, reading {reading:F2} s, peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB");
        }

        return 0;

    default:
        Console.Error.WriteLine("usage: DatasetReading generate FOLDER [items] [labels per item] [seed] [shuffled] | read FOLDER");
        return 4;
}
