using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using JudgeEval.Bench.Statistics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is ["whole", .. string[] filter])
{
    WholeProcess.Run(string.Join(' ', filter));
    return;
}

// In this very process: what is measured is the library as built here, without a second restore and build.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithOptions(ConfigOptions.DisableOptimizationsValidator);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
