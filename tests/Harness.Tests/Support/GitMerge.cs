using System.ComponentModel;
using System.Diagnostics;

namespace JudgeEval.Harness.Tests.Support;

/// <summary>A temporary repository in which git itself merges two branches. Tests are skipped where there is no git.</summary>
internal sealed class GitMerge : IDisposable
{
    /// <summary>The working tree.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("judgeeval-merges-").FullName;

    /// <summary>Writes a common state and two branches of it, and merges them.</summary>
    /// <returns>Whether the merge was clean; else the files hold git's markers.</returns>
    public bool Try(Action before, Action ours, Action theirs)
    {
        Run("init", "-q", "-b", "main");
        Commit(before);
        Run("checkout", "-q", "-b", "theirs");
        Commit(theirs);
        Run("checkout", "-q", "main");
        Commit(ours);
        return Git("merge", "-q", "--no-edit", "theirs") == 0;
    }

    public void Dispose()
    {
        // Git marks its objects as read-only.
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private void Commit(Action write)
    {
        write();
        Run("add", "-A");
        Run("commit", "-q", "-m", "change");
    }

    private void Run(params string[] arguments) => Assert.Equal(0, Git(arguments));

    private int Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", .. arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Neither this machine's settings nor a repository around the tests.
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment.Remove("GIT_DIR");
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> output = git.StandardOutput.ReadToEndAsync(), error = git.StandardError.ReadToEndAsync();
            git.WaitForExit();
            Task.WaitAll(output, error);
            return git.ExitCode;
        }
        catch (Win32Exception)
        {
            Skip.If(condition: true, "There is no git on the path.");
            throw;
        }
    }
}
