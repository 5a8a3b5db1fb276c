using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace JudgeEval.Tool.Revisions;

/// <summary>What git answered.</summary>
/// <param name="Code">The exit code; 0 where all is well.</param>
/// <param name="Out">Standard output, as bytes: paths and contents need not be text.</param>
/// <param name="Error">Standard error, in one line.</param>
internal sealed record GitAnswer(int Code, byte[] Out, string Error)
{
    /// <summary>Standard output as a text without the last line end.</summary>
    public string Text => Encoding.UTF8.GetString(Out).TrimEnd('\n', '\r');
}

/// <summary>Starts git without a shell: arguments are a list, so nothing in them is taken for a command. It only reads, and never asks for a password.</summary>
/// <param name="folder">The folder in which it runs.</param>
/// <param name="program">What is started.</param>
internal sealed class GitProcess(string folder, string program = "git")
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>Runs git to its end; <see langword="null"/> where there is no git.</summary>
    /// <param name="arguments">The arguments.</param>
    public GitAnswer? TryRun(params string[] arguments)
    {
        using Process? git = TryStart(arguments);
        if (git is null)
        {
            return null;
        }

        git.StandardInput.Close();
        Task<string> error = git.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        return new GitAnswer(git.ExitCode, output.ToArray(), OneLine(error.GetAwaiter().GetResult()));
    }

    /// <summary>Starts git and leaves it running; <see langword="null"/> where there is no git.</summary>
    /// <param name="arguments">The arguments.</param>
    public Process? TryStart(params string[] arguments)
    {
        ProcessStartInfo start = new(program, ["--no-pager", .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>A message of git in one line, without what it calls itself.</summary>
    public static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
    }
}
