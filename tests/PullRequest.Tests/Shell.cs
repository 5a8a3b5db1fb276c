using System.Diagnostics;
using System.Text;

namespace JudgeEval.PullRequest.Tests;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record ShellResult(int Code, string Out, string Error);

/// <summary>Runs commands as a job does: with the variables of the job, and without those of this test run.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // A server that outlives its command would keep the pipes of the command open.
    private static readonly (string, string)[] Always =
        [("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1")];

    public static async Task<ShellResult> RunAsync(string folder, string file, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfThisRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in Always.Concat(variables))
        {
            start.Environment[name] = value;
        }

        if (Path.GetDirectoryName(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")) is { Length: > 0 } host)
        {
            start.Environment["PATH"] = host + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        }

        StringBuilder output = new(), error = new();
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => output.Append(e.Data is null ? "" : e.Data + "\n");
        process.ErrorDataReceived += (_, e) => error.Append(e.Data is null ? "" : e.Data + "\n");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ShellResult(process.ExitCode, output.ToString(), error.ToString());
    }

    // These tests may run in a job of GitHub Actions themselves, and from a hook of git.
    private static bool IsOfThisRun(string name) => name is "CI" || new[] { "MSBuild", "VSTEST", "GITHUB_", "JUDGEEVAL_", "GIT_", "RECORD_MODE", "FILTER" }
        .Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
