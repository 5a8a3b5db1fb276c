using System.Diagnostics;
using System.Globalization;
using JudgeEval.Judges;

namespace JudgeEval.Bench.Recordings;

/// <summary>Kills a recording process (SIGKILL) again and again at random moments, also while it writes files, and looks for replies that were lost.</summary>
internal static class KillTrial
{
    public static async Task<int> RunAsync(string folder, int items, int kills)
    {
        Random random = new(7);
        int committed = 0;
        int inFlush = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            ProcessStartInfo start = new(Environment.ProcessPath!, ["record", folder, items.ToString(CultureInfo.InvariantCulture), "20"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using Process child = Process.Start(start)!;
            Task<string> output = child.StandardOutput.ReadToEndAsync();
            await Task.Delay(random.Next(150, 900));
            child.Kill();
            await child.WaitForExitAsync();

            // Each line was printed after its reply was committed; the last may be half a line.
            committed = Math.Max(committed, (await output).Count(c => c == '\n'));
            inFlush += Directory.Exists(folder) && Directory.GetFiles(folder, "*.tmp").Length > 0 ? 1 : 0;
            using RecordingStore store = RecordingStore.Open(folder);
            if (store.Count < committed)
            {
                Console.Error.WriteLine($"kill {kill}: {committed} committed, {store.Count} there");
                return 1;
            }
        }

        Console.WriteLine($"{kills} kills, {inFlush} of them while a file was written, {committed} of {items} committed at the last, none lost");
        return 0;
    }
}
