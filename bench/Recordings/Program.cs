using System.Diagnostics;
using System.Globalization;
using JudgeEval.Bench.Recordings;
using JudgeEval.Judges;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using Process self = Process.GetCurrentProcess();
TimeSpan startingProcessor = TimeSpan.Zero;
double starting = (DateTime.Now - self.StartTime).TotalSeconds;

switch (args)
{
    case ["record", string folder, string number, .. string[] flush]:
        {
            int items = int.Parse(number, CultureInfo.InvariantCulture);
            Stopwatch watch = Stopwatch.StartNew();
            using (RecordingStore store = RecordingStore.Open(folder))
            {
                var model = new InstantClient();
                var judge = new PromptJudge(Workload.Prompt(), new RecordingChatClient(model, store), Workload.Model);
                for (int item = 0; item < items; item++)
                {
                    // From the last item to the first, so that the lines have to be sorted.
                    model.Reply = Workload.Reply(items - 1 - item);
                    await judge.JudgeAsync(Workload.Task(items - 1 - item));
                    if (flush is [string every])
                    {
                        Console.WriteLine($"{item}");
                        if (item % int.Parse(every, CultureInfo.InvariantCulture) == 0)
                        {
                            store.Flush();
                        }
                    }
                }

                Console.WriteLine($"recorded {items} in {watch.Elapsed.TotalSeconds:F3} s");
                watch.Restart();
            }

            Console.WriteLine($"written in {watch.Elapsed.TotalSeconds:F3} s; peak memory {Peak():F0} MiB");
            return 0;
        }

    case ["kill", string folder, string number, string kills]:
        return await KillTrial.RunAsync(folder, int.Parse(number, CultureInfo.InvariantCulture), int.Parse(kills, CultureInfo.InvariantCulture));

    case ["open", string folder]:
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            startingProcessor = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            using RecordingStore store = RecordingStore.Open(folder);
            double opening = watch.Elapsed.TotalSeconds;
            double held = GC.GetTotalMemory(forceFullCollection: true) - before;
            Console.WriteLine(
                $"lines {store.Count}, start {starting:F3} s, open {opening:F3} s ({opening * 1e6 / store.Count:F2} µs a line), "
                + $"processor {Processor():F3} s, held {held / store.Count:F0} bytes a line, peak memory {Peak():F0} MiB");
            return 0;
        }

    case ["replay", string folder, string number]:
        {
            JudgeTask[] tasks = [.. Enumerable.Range(0, int.Parse(number, CultureInfo.InvariantCulture)).Select(Workload.Task)];
            startingProcessor = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            using RecordingStore store = RecordingStore.Open(folder);
            double opening = watch.Elapsed.TotalSeconds;
            var judge = new PromptJudge(Workload.Prompt(), new ReplayingChatClient(store), Workload.Model);
            int labels = 0;
            foreach (JudgeTask task in tasks)
            {
                labels += (await judge.JudgeAsync(task)).HasLabel ? 1 : 0;
            }

            double whole = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"labels {labels}, start {starting:F3} s, open {opening:F3} s, replay {whole - opening:F3} s ({(whole - opening) * 1e6 / tasks.Length:F2} µs a request), "
                + $"both {whole:F3} s, processor {Processor():F3} s, peak memory {Peak():F0} MiB");
            return labels == tasks.Length ? 0 : 1;
        }

    default:
        Console.Error.WriteLine("usage: Recordings record FOLDER ITEMS [FLUSH EVERY] | open FOLDER | replay FOLDER ITEMS | kill FOLDER ITEMS KILLS");
        return 4;
}

double Processor() => (Environment.CpuUsage.TotalTime - startingProcessor).TotalSeconds;

double Peak()
{
    self.Refresh();
    return self.PeakWorkingSet64 / (1024.0 * 1024.0);
}
