using System.Reflection;

namespace JudgeEval.Conventions.Tests;

/// <summary>The assemblies under convention.</summary>
internal static class Product
{
    public const string Statistics = "JudgeEval.Statistics";
    public const string Judges = "JudgeEval.Judges";
    public const string Harness = "JudgeEval.Harness";
    public const string Xunit = "JudgeEval.Xunit";
    public const string TestLogger = "JudgeEval.TestLogger";
    public const string Tool = "judgeeval";

    /// <summary>What others build on; the tool has no public API.</summary>
    public static readonly string[] Libraries = [Statistics, Judges, Harness, Xunit, TestLogger];

    /// <summary>What must give the same bytes from the same input on any machine at any time.</summary>
    public static readonly string[] Deterministic = [Statistics, Judges, Harness];

    public static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    public static Assembly Load(string assembly) => Assembly.LoadFrom(PathOf(assembly));

    /// <summary>The test assembly itself, in which the fixtures that break the rules live.</summary>
    public static string Fixtures => typeof(Product).Assembly.Location;
}
