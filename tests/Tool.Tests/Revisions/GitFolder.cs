using System.ComponentModel;
using System.Diagnostics;
using JudgeEval.Tool.Hosting;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary>A git repository in a folder of its own. The test is skipped, with the reason, where there is no git.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly TemporaryFolder _folder;

    public GitFolder()
    {
        _folder = new TemporaryFolder();
        Git("init", "-q", "-b", "main");
    }

    private GitFolder(TemporaryFolder folder) => _folder = folder;

    public string Root => _folder.Root;

    public string this[string name] => _folder[name];

    /// <summary>A clone that has the last commit alone.</summary>
    public GitFolder Shallow()
    {
        var clone = new GitFolder(new TemporaryFolder());
        Git("clone", "-q", "--depth", "1", new Uri(Root).AbsoluteUri, clone.Root);
        return clone;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Commits all there is.</summary>
    /// <returns>The commit's hash.</returns>
    public string Commit(string message = "change", string at = "2026-01-02T03:04:05Z")
    {
        Git("add", "-A");
        Run(["commit", "-q", "--allow-empty", "-m", message], at);
        return Git("rev-parse", "HEAD");
    }

    /// <summary>Runs git, which must succeed.</summary>
    public string Git(params string[] arguments) => Run(arguments, "2026-01-02T03:04:05Z");

    /// <summary>Runs the tool in the repository or a folder of it.</summary>
    public ToolResult Tool(string[] arguments, string folder = "")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole { Out = output, Error = error, Folder = this[folder] };
        int code = ToolHost.RunAsync(arguments, console).GetAwaiter().GetResult();
        return new ToolResult(code, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        // Git writes its objects read only.
        foreach (string file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        _folder.Dispose();
    }

    private string Run(string[] arguments, string at)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Neither this machine's settings nor a repository around the tests.
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = at;
        start.Environment.Remove("GIT_DIR");
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> output = git.StandardOutput.ReadToEndAsync(), error = git.StandardError.ReadToEndAsync();
            git.WaitForExit();
            Assert.True(git.ExitCode == 0, error.Result);
            return output.Result.Trim();
        }
        catch (Win32Exception)
        {
            Skip.If(condition: true, "There is no git on the path.");
            throw;
        }
    }
}
