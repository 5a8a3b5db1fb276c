using System.Diagnostics;
using System.Globalization;
using System.Text;

// Each method reads ambient state in its own way; the tests must find every one.
namespace JudgeEval.Conventions.Tests.Fixtures.Ambient;

public static class ReadsAmbientState
{
    public static DateTime Clock() => DateTime.UtcNow;

    public static DateTimeOffset OffsetClock() => DateTimeOffset.Now;

    public static long Watch() => Stopwatch.GetTimestamp();

    public static TimeProvider Time() => TimeProvider.System;

    public static int SharedRandom() => Random.Shared.Next();

    public static Random UnseededRandom() => new();

    public static Guid Identifier() => Guid.NewGuid();

    public static string? Variable() => Environment.GetEnvironmentVariable("X");

    public static int Cores() => Environment.ProcessorCount;

    public static CultureInfo Culture() => CultureInfo.CurrentCulture;

    public static void Print() => Console.WriteLine();

    public static void Sleep() => Thread.Sleep(0);

    public static IEnumerable<string> Line()
    {
        yield return Environment.NewLine;
        yield return new StringBuilder().AppendLine().ToString();
    }

    /// <summary>Lawful: the seed is stated.</summary>
    public static Random SeededRandom() => new(1);
}
