using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.Runs;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["inprocess", string items]:
        return await MeasureAsync(new InstantJudge(), Number(items), concurrency: 8);

    case ["delayed", string items, string milliseconds, string concurrency]:
        return await MeasureAsync(new DelayedJudge(Number(milliseconds)), Number(items), Number(concurrency), Number(milliseconds));

    case ["http", string items, string milliseconds, string concurrency]:
        // The server is a process of its own, as a model's is.
        using (Process server = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["serve", milliseconds]) { RedirectStandardOutput = true, UseShellExecute = false })!)
        {
            var endpoint = new Uri($"http://127.0.0.1:{server.StandardOutput.ReadLine()}/v1");
            using var client = new OpenAIChatClient(endpoint, "m", apiKey: null);
            int code = await MeasureAsync(new PromptJudge(SyntheticItems.Prompt, client, "m"), Number(items), Number(concurrency), Number(milliseconds));
            server.Kill();
            return code;
        }

    case ["open", string folder]:
        return Open(folder);

    case ["serve", string milliseconds]:
        await DelayingServer.ServeAsync(TimeSpan.FromMilliseconds(Number(milliseconds)), port => Console.WriteLine(port));
        return 0;

    default:
        Console.Error.WriteLine("usage: Runs inprocess ITEMS | delayed ITEMS MILLISECONDS CONCURRENCY | http ITEMS MILLISECONDS CONCURRENCY | open FOLDER");
        return 4;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

static async Task<int> MeasureAsync(IJudge judge, int items, int concurrency, int milliseconds = 0)
{
    string folder = Directory.CreateTempSubdirectory("judgeeval-runs-").FullName;
    try
    {
        // A few judgements first, so that the start of the process is not measured.
        var options = new JudgeRunOptions { Concurrency = concurrency };
        string output = Path.Combine(folder, "out.verdicts.jsonl");
        await JudgeRunner.RunToFileAsync(new SyntheticItems(concurrency), judge, output, options);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        using var self = Process.GetCurrentProcess();
        TimeSpan processor = self.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        RunSummary summary = await JudgeRunner.RunToFileAsync(new SyntheticItems(items), judge, output, options, new LastProgress());
        double seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        double allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        double peak = self.PeakWorkingSet64 / (1024.0 * 1024.0);
        Console.Write(
            $"items {items}, concurrency {concurrency}: {seconds:F2} s, {seconds * 1e6 / items:F2} µs and {allocated / items:F0} bytes an item, "
            + $"processor {(self.TotalProcessorTime - processor).TotalSeconds:F2} s, peak memory {peak:F0} MiB, failed {summary.Failed}");
        double slots = seconds * concurrency * 1000 / items;
        Console.Write(milliseconds == 0 ? "" : $", {slots / milliseconds:F3} of N·L/C");
        Console.WriteLine(judge is DelayedJudge delayed ? $", {slots / delayed.MeanMilliseconds:F3} with L as measured, {delayed.MeanMilliseconds:F1} ms" : "");
        return summary.Judgements == items && summary.Failed == 0 ? 0 : 1;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

static int Open(string folder)
{
    Stopwatch watch = Stopwatch.StartNew();
    DatasetItems items = DatasetItems.Open(folder);
    double opening = watch.Elapsed.TotalSeconds;
    watch.Restart();
    int count = items.Items.Count();
    using var self = Process.GetCurrentProcess();
    Console.WriteLine(
        $"items {count}, hash {items.Hash}, opening {opening:F2} s, one walk over the items {watch.Elapsed.TotalSeconds:F2} s, "
        + $"peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB");
    return 0;
}
