using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace JudgeEval.PullRequest.Tests;

/// <summary>
/// A repository of a team with the sample suites of this one, made anew in a temporary folder, and the records of its base: what a pull request starts at. It is
/// built once; pull requests that change files alone which suites read at run time use what was built.
/// </summary>
public sealed partial class ScriptedRepository : IAsyncLifetime
{
    private static readonly string Configuration = typeof(ScriptedRepository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;
    private static readonly string Source = TestFolders.Repository;
    private static readonly string Tool = Path.Combine(Source, "src", "Tool", "bin", Configuration, "net10.0", "judgeeval.dll");
    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-pull-").FullName;
    private string _base = "";
    private string? _regressed;
    private bool _builtForOther;
    private int _jobs;

    /// <summary>The suites that are no bulk.</summary>
    internal const string Sample = "FullyQualifiedName~Support|FullyQualifiedName~Snapshots";

    /// <summary>The working tree.</summary>
    internal string Folder => Path.Combine(_root, "repository");

    /// <summary>The records of the base.</summary>
    internal string BaseRecords => Path.Combine(_root, "base");

    public async Task InitializeAsync()
    {
        CopySuites();
        BulkSuite.Write(this);
        Write("evals/Evals.csproj", Project());
        Write(".gitignore", "bin/\nobj/\n*.received.*\n");
        await GitAsync("init", "-q", "-b", "main");
        _base = await CommitAsync("base");
        ShellResult replayed = await ScriptAsync("base-records.sh", ("BASE", _base), ("PROJECT", "evals"), ("OUT", BaseRecords));
        Assert.True(replayed.Code == 0 && File.ReadAllText(Path.Combine(BaseRecords, "tests.exit")) == "0\n", replayed.Out + replayed.Error);
        ShellResult built = await Shell.RunAsync(Folder, "dotnet", ["build", "evals", "--nologo", "-v", "q"]);
        Assert.True(built.Code == 0, built.Out + built.Error);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Begins a pull request at the base.</summary>
    internal async Task BeginAsync() => await GitAsync("checkout", "-q", "-f", "-B", "change", _base);

    internal async Task<string> CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", message);
        return (await GitAsync("rev-parse", "HEAD")).Trim();
    }

    /// <summary>Runs suites of the head as a shard does. What was built for other code is built again.</summary>
    internal async Task SuitesAsync(string folder, string filter, bool build = false)
    {
        bool builds = build || _builtForOther;
        _builtForOther = build;
        ShellResult run = await ScriptAsync("run-suites.sh", ("PROJECT", "evals"), ("OUT", folder), ("FILTER", filter), ("ARGUMENTS", builds ? "" : "--no-build"));
        Assert.True(run.Code == 0 && File.Exists(Path.Combine(folder, "tests.exit")), run.Out + run.Error);
    }

    /// <summary>The records of the pull request with the regressing prompt, made once by two shards and merged; the working tree is at its head.</summary>
    internal async Task<string> RegressedAsync()
    {
        await BeginAsync();
        Write("evals/prompts/support/answer-quality.md", Read("evals/prompts/support-regressed/answer-quality.md"));
        await CommitAsync("prefer a friendly tone");
        if (_regressed is null)
        {
            string shards = Scratch("shards"), merged = Scratch("head");
            await SuitesAsync(Path.Combine(shards, "shard-support"), "FullyQualifiedName~Support");
            await SuitesAsync(Path.Combine(shards, "shard-others"), "FullyQualifiedName!~Support");
            ShellResult result = await ScriptAsync("merge-records.sh", ("IN", shards), ("OUT", merged));
            Assert.True(result.Code == 0 && File.ReadAllText(Path.Combine(merged, "tests.exit")) == "1\n", result.Out + result.Error);
            _regressed = merged;
        }

        return _regressed;
    }

    /// <summary>Runs the suites on what the working tree holds now, and tells a pull request of its own.</summary>
    internal async Task<Job> PushAsync(bool build = false)
    {
        await CommitAsync("change");
        string head = CopyOfBase("bulk.*"), run = Scratch("run");
        await SuitesAsync(run, Sample, build);
        foreach (string file in Directory.GetFiles(run))
        {
            File.Copy(file, Path.Combine(head, Path.GetFileName(file)), overwrite: true);
        }

        using var comments = new Comments();
        Job job = await CompareAsync(head, comments);
        Assert.Equal(job.Comment, Assert.Single(comments.OfTheJob));
        Assert.Equal(job.Comment, job.Summary);
        Assert.Contains("report.html", job.Uploaded);
        return job;
    }

    /// <summary>The records of the base, to be changed.</summary>
    internal string CopyOfBase(string pattern = "*")
    {
        string copy = Scratch("head");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(BaseRecords, pattern))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    internal async Task<string> OfTheBaseAsync(string path) => await GitAsync("show", $"{_base}:{path}");

    /// <summary>The last step of the job: compare and tell.</summary>
    internal async Task<Job> CompareAsync(string head, Comments? comments, string headRepository = "owner/repo", bool token = true, bool ownTool = false)
    {
        string files = Scratch("report"), job = Scratch("job");
        Directory.CreateDirectory(job);
        string revision = (await GitAsync("rev-parse", "HEAD")).Trim();
        string payload = Path.Combine(job, "event.json"), summary = Path.Combine(job, "summary.md"), output = Path.Combine(job, "output");
        await File.WriteAllTextAsync(
            payload,
            JsonSerializer.Serialize(new { action = "synchronize", pull_request = new { number = 17, head = Side(revision, headRepository), @base = Side(_base, "owner/repo") } }));
        ShellResult told = await ScriptAsync(
            "compare.sh",
            ("BASE", BaseRecords), ("HEAD", head), ("OUT", files), ("REVISION", revision), ownTool ? ("PROJECT", "evals") : ("JUDGEEVAL", $"dotnet {Tool}"), ("GITHUB_SERVER_URL", "https://github.com"),
            ("GITHUB_REPOSITORY", "owner/repo"), ("GITHUB_EVENT_PATH", payload), ("GITHUB_API_URL", comments?.Url ?? "http://127.0.0.1:1"), ("GITHUB_WORKSPACE", Folder),
            ("GITHUB_STEP_SUMMARY", summary), ("GITHUB_OUTPUT", output), ("GITHUB_TOKEN", comments is not null && token ? "token-of-the-job" : ""));
        Dictionary<string, string> outputs = File.Exists(output)
            ? OutputLines().Matches(await File.ReadAllTextAsync(output)).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal)
            : [];
        return new Job(told.Code, told.Out, File.Exists(summary) ? await File.ReadAllTextAsync(summary) : "", outputs, files);
    }

    internal Task<ShellResult> ScriptAsync(string script, params (string Name, string Value)[] variables) =>
        Shell.RunAsync(Folder, "bash", [Path.Combine(Source, ".github", "scripts", script)], variables);

    internal Task<ShellResult> ToolAsync(params string[] arguments) => Shell.RunAsync(Folder, "dotnet", [Tool, .. arguments]);

    /// <summary>A folder of its own for each use.</summary>
    internal string Scratch(string name) => Path.Combine(_root, $"{++_jobs}-{name}");

    internal string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    internal void Write(string path, string text)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    internal void Replace(string path, string old, string now)
    {
        string text = Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, now, StringComparison.Ordinal));
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        ShellResult result = await Shell.RunAsync(Folder, "git", arguments);
        Assert.True(result.Code == 0, result.Error);
        return result.Out;
    }

    private static object Side(string revision, string name) => new { sha = revision, repo = new { full_name = name } };

    // The suites over public data are left out: they need files that are no part of the repository.
    private void CopySuites()
    {
        string evals = Path.Combine(Source, "evals");
        IEnumerable<string> files = Directory.EnumerateFiles(evals).Where(f => Path.GetFileName(f).StartsWith("Support", StringComparison.Ordinal) || Path.GetFileName(f) is "Snapshots.cs" or "judgeeval.yaml")
            .Concat(new[] { "datasets", "prompts", "recordings" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(evals, f), "*", SearchOption.AllDirectories)));
        foreach (string file in files)
        {
            string target = Path.Combine(Folder, "evals", Path.GetRelativePath(evals, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <IsTestProject>true</IsTestProject>
            <TieredPGO>false</TieredPGO>
            <JudgeEvalToolPath>{Tool}</JudgeEvalToolPath>
            <JudgeEvalTestLoggerPath>{Path.Combine(Source, "src", "TestLogger", "bin", Configuration, "net10.0", "JudgeEval.TestLogger.dll")}</JudgeEvalTestLoggerPath>
          </PropertyGroup>
          <Import Project="{Source}/src/Harness.Xunit/buildTransitive/JudgeEval.Xunit.props" />
          <ItemGroup>
            <Reference Include="JudgeEval.Xunit;JudgeEval.Harness;JudgeEval.Judges;JudgeEval.Statistics" HintPath="{AppContext.BaseDirectory}%(Identity).dll" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{Version("Microsoft.NET.Test.Sdk")}" />
            <PackageReference Include="xunit" Version="{Version("xunit")}" />
            <PackageReference Include="xunit.runner.visualstudio" Version="{Version("xunit.runner.visualstudio")}" />
            <Using Include="JudgeEval.Xunit" />
            <Using Include="Xunit" />
          </ItemGroup>
          <Import Project="{Source}/src/Harness.Xunit/buildTransitive/JudgeEval.Xunit.targets" />
        </Project>
        """;

    private static string Version(string package) =>
        Regex.Match(File.ReadAllText(Path.Combine(Source, "Directory.Packages.props")), $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]+)\"").Groups[1].Value;

    [GeneratedRegex("^(?<name>.+)<<(?<end>.+)\n(?<value>(.|\n)*?)\n\\k<end>$", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OutputLines();
}
