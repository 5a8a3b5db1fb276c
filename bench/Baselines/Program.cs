using System.Diagnostics;
using System.Globalization;
using JudgeEval.Judges;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [string count, string words])
{
    Console.Error.WriteLine("usage: Baselines ITEMS WORDS");
    return 4;
}

// Invented words with the frequencies of a language: the r-th is drawn about 1 / r as often as the first.
int items = int.Parse(count, CultureInfo.InvariantCulture), length = int.Parse(words, CultureInfo.InvariantCulture);
LabelScale scale = LabelScale.Ordinal(1, 5);
ulong state = 7;
BaselineExample[] examples = [.. Enumerable.Range(0, items).Select(i =>
{
    int label = 1 + (int)(Next() * 5);
    JudgeItem item = new() { Id = $"item-{i:000000}", Context = Text(length / 4), Response = Text(length) + (label > 3 ? " indeed" : "") };
    return new BaselineExample(item, scale.At(label - 1), label);
})];
foreach (BaselineKind kind in Baselines.All)
{
    long before = GC.GetTotalAllocatedBytes();
    Stopwatch watch = Stopwatch.StartNew();
    double start = Processor();
    IJudge judge = Baselines.Create(kind, examples, scale, TaskShape.Single);
    double made = watch.Elapsed.TotalMilliseconds, busy = Processor() - start;
    int right = 0;
    foreach (BaselineExample example in examples)
    {
        Verdict verdict = await judge.JudgeAsync(new JudgeTask { Item = example.Item, Scale = scale, Shape = TaskShape.Single }).ConfigureAwait(false);
        right += verdict.Label == example.Reference ? 1 : 0;
    }

    Console.WriteLine(
        $"{kind.Name(),-8} made in {made,7:F1} ms ({busy,6:F1} ms of processor), with all labels {watch.Elapsed.TotalMilliseconds,7:F1} ms, "
        + $"{(GC.GetTotalAllocatedBytes() - before) / (1024.0 * 1024.0),7:F1} MiB allocated, agreement {(double)right / items:F3}");
}

using Process self = Process.GetCurrentProcess();
Console.WriteLine($"items {items}, words {length}, peak memory {self.PeakWorkingSet64 / (1024.0 * 1024.0):F0} MiB");
return 0;

static double Processor()
{
    using Process process = Process.GetCurrentProcess();
    return process.TotalProcessorTime.TotalMilliseconds;
}

string Text(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => $"word{(int)Math.Exp(Next() * Math.Log(50_000))}"));

double Next()
{
    state += 0x9E3779B97F4A7C15;
    ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
}
