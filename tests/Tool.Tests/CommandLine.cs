using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests;

/// <summary>What a command answered.</summary>
internal sealed record ToolResult(int Code, string Out, string Error)
{
    /// <summary>The one JSON object on standard output.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }
}

/// <summary>Runs the command line in this process, or as a process of its own.</summary>
internal static class CommandLine
{
    public static ToolResult Run(params string[] args) => RunAsync(CancellationToken.None, args).GetAwaiter().GetResult();

    public static async Task<ToolResult> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole { Out = output, Error = error };
        int code = await ToolHost.RunAsync(args, console, cancellationToken);
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (IgnoresInterrupt())
        {
            // What a shell starts in the background ignores Ctrl-C, and so do its children.
            start.FileName = "env";
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "judgeeval.dll"));
        Array.ForEach(args, start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    private static bool IgnoresInterrupt()
    {
        const string Field = "SigIgn:";
        const ulong Interrupt = 1UL << (2 - 1);
        return OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }

    /// <summary>Starts the tool such that a file that may not grow is an error of the call, as on a full disk, and not the end of the process. Unix alone.</summary>
    public static Process StartWithoutFileSizeSignal(params string[] args)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] all = ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh", Path.Combine(AppContext.BaseDirectory, "judgeeval.dll"), .. args];
        Array.ForEach(all, start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    public static ToolResult RunProcess(params string[] args)
    {
        using Process process = Start(args);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, error.Result);
    }
}
