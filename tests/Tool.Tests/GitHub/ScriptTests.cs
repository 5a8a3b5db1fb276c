using System.Diagnostics;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Records;

namespace JudgeEval.Tool.Tests.GitHub;

/// <summary>The scripts of the action, run as a job does, with stubs of dotnet and of the tool.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RunSuites_RedTests_KeepsRecordsAndTheExitCode()
    {
        _folder.Write("evals/bin/Debug/net10.0/alignment-records/old.record.json", "old");
        Stub("dotnet", "printf '%s ' \"$@\" \"mode=$JUDGEEVAL_MODE\"; mkdir -p evals/bin/Debug/net10.0/alignment-records; echo new > 'evals/bin/Debug/net10.0/alignment-records/a b.record.json'; exit 1");

        ToolResult result = Run("run-suites.sh", ("PROJECT", "evals"), ("OUT", "out"), ("FILTER", "A|B; touch injected"), ("JUDGEEVAL_MODE", "live"));

        Assert.Equal(0, result.Code);
        Assert.Contains("test evals --nologo --filter A|B; touch injected mode=replay ", result.Out, StringComparison.Ordinal);
        Assert.Equal(["a b.record.json", "tests.exit"], Names("out"));
        Assert.Equal("1\n", File.ReadAllText(_folder["out/tests.exit"]));
        Assert.False(File.Exists(_folder["injected"]));
    }

    [Fact]
    public void RunSuites_ArgumentsAndArtifactsAtTheRoot_AreTaken()
    {
        _folder.Write("evals/evals.csproj", "");
        Stub("dotnet", "printf '[%s]' \"$@\"; mkdir -p artifacts/bin/evals/release/alignment-records; echo new > artifacts/bin/evals/release/alignment-records/a.record.json");

        ToolResult result = Run("run-suites.sh", ("PROJECT", "evals/evals.csproj"), ("OUT", "out"), ("ARGUMENTS", "-c Release  --no-build"));

        Assert.Contains("[test][evals/evals.csproj][--nologo][-c][Release][--no-build]", result.Out, StringComparison.Ordinal);
        Assert.Equal(["a.record.json", "tests.exit"], Names("out"));
    }

    // Two frameworks left equal records of a and other ones of b.
    [Fact]
    public void RunSuites_RecordsOfOneNameThatDiffer_AreAllKept()
    {
        _folder.Write("evals/evals.csproj", "");
        Stub("dotnet", "for f in net8.0 net9.0; do mkdir -p evals/bin/Debug/$f/alignment-records; echo same > evals/bin/Debug/$f/alignment-records/a.record.json; echo $f > evals/bin/Debug/$f/alignment-records/b.record.json; done");

        Run("run-suites.sh", ("PROJECT", "evals"), ("OUT", "out"));

        Assert.Equal(["a.record.json", "b.record.json", "tests.exit"], Names("out"));
        Assert.Equal(("net8.0\n", "net9.0\n"), (File.ReadAllText(_folder["out/b.record.json"]), File.ReadAllText(_folder["out/other-1/b.record.json"])));
    }

    [Fact]
    public void RunSuites_ItemsInTheLog_AreNoCommands()
    {
        Stub("dotnet", "echo '::error::injected'");

        string[] lines = Run("run-suites.sh", ("PROJECT", "."), ("OUT", "out")).Out.TrimEnd('\n').Split('\n');

        Assert.StartsWith("::stop-commands::", lines[0], StringComparison.Ordinal);
        string word = lines[0]["::stop-commands::".Length..];
        Assert.Equal(32, word.Length);
        Assert.Equal($"::{word}::", lines[^1]);
        Assert.InRange(Array.IndexOf(lines, "::error::injected"), 1, lines.Length - 2);
    }

    [Theory]
    [InlineData("on", "record", 0)]
    [InlineData("off", "replay", 0)]
    [InlineData("$(touch injected)", "", 4)]
    public void RunSuites_RecordMode_IsOneOfTwo(string given, string mode, int code)
    {
        Stub("dotnet", "echo \"mode=$JUDGEEVAL_MODE\"");

        ToolResult result = Run("run-suites.sh", ("PROJECT", "."), ("OUT", "out"), ("RECORD_MODE", given));

        Assert.Equal(code, result.Code);
        Assert.Equal(code == 0, result.Out.Contains($"mode={mode}\n", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder["injected"]));
    }

    [Fact]
    public void MergeRecords_TwoShards_HoldsAllAndTheWorstExit()
    {
        _folder.Write("in/shard-a/a.record.json", "1");
        _folder.Write("in/shard-a/tests.exit", "1\n");
        _folder.Write("in/shard-b/b.record.json", "2");
        _folder.Write("in/shard-b/tests.exit", "0\n");

        Assert.Equal(0, Run("merge-records.sh", ("IN", "in"), ("OUT", "out")).Code);
        Assert.Equal(["shard-a", "shard-b", "tests.exit"], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["a.record.json"], Names("out/shard-a"));
        Assert.Equal("1\n", File.ReadAllText(_folder["out/tests.exit"]));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    public void MergeRecords_ShardThatDied_IsRefused(bool ended, int code)
    {
        _folder.Write("in/a/a.record.json", "one");
        _folder.Write("in/a/tests.exit", "0\n");
        _folder.Write("in/b/a.record.json", "one");
        if (ended)
        {
            _folder.Write("in/b/tests.exit", "0\n");
        }

        Assert.Equal(code, Run("merge-records.sh", ("IN", "in"), ("OUT", "out")).Code);
    }

    [Fact]
    public void MergeRecords_NoShard_IsRefused()
    {
        Directory.CreateDirectory(_folder["in"]);

        Assert.Equal(3, Run("merge-records.sh", ("IN", "in"), ("OUT", "out")).Code);
    }

    // In one folder the note would be of the latest run and its record of an earlier one; of two shards the case ran in one.
    [Fact]
    public void MergeRecords_CaseThatRanInOneShardAlone_Ran()
    {
        _folder.Write("in/a/tests.exit", "0\n");
        _folder.Write("in/b/tests.exit", "1\n");
        string dataset = Datasets.Write(_folder);
        CommandLine.Run("align", dataset, "--verdicts", Path.Combine(dataset, "verdicts", "high.verdicts.jsonl"), "--record", _folder["in/a/case.record.json"]);
        AlignmentRecord record = RecordFile.Read(_folder["in/a/case.record.json"]);
        new CaseProblem("T.N", record.Suite, record.Case, "j", "", "d", "no reply").Write(_folder["in/b/case.problem.txt"]);

        Run("merge-records.sh", ("IN", "in"), ("OUT", "out"));

        CaseSet merged = CaseSetReader.Read(_folder["out"]);
        Assert.Equal((1, 0, 0), (merged.Records.Length, merged.Problems.Length, merged.Broken.Length));
    }

    // The comparison's code, publish's code, the tests' code, and what the job must answer.
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 2, 0, 2)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(0, 3, 0, 3)]
    public void Compare_Codes_TheWorstIsTheAnswer(int compared, int published, int tests, int expected)
    {
        _folder.Write("head/tests.exit", $"{tests}\n");
        Stub("tool", $"if [ \"$1\" = diff ]; then echo x > out/comment.md; echo '::error::injected {{}}'; exit {compared}; fi; if [ \"$1\" = report ]; then exit 0; fi; echo \"$@\"; exit {published}");

        ToolResult result = Run("compare.sh", ("BASE", "base; touch injected"), ("HEAD", "head"), ("OUT", "out"), ("JUDGEEVAL", "tool"));

        Assert.Equal(expected, result.Code);
        Assert.Equal("github publish --comment out/comment.md --diff out/diff.json\n", result.Out);
        Assert.False(File.Exists(_folder["injected"]));
    }

    [Fact]
    public void Compare_NoReport_IsAWarningAndNoOtherDecision()
    {
        _folder.Write("head/a.record.json", "{}");
        Stub("tool", "if [ \"$1\" = diff ]; then echo x > out/comment.md; echo '{}'; fi; if [ \"$1\" = report ]; then echo '::error::injected' >&2; exit 70; fi");

        ToolResult result = Run("compare.sh", ("BASE", "base"), ("HEAD", "head"), ("OUT", "out"), ("JUDGEEVAL", "tool"));

        Assert.Equal(0, result.Code);
        Assert.Equal("::warning title=JudgeEval::The HTML report could not be written; report.log in the artifact says why.\n", result.Out);
    }

    [Fact]
    public void Compare_ARevision_IsWhatLinksLeadTo()
    {
        _folder.Write("head/a.record.json", "{}");
        Stub("tool", "if [ \"$1\" = diff ]; then echo \"$@\" > out/comment.md; echo '{}'; fi");

        Run("compare.sh", ("BASE", "base"), ("HEAD", "head"), ("OUT", "out"), ("JUDGEEVAL", "tool"), ("REVISION", "abc"), ("GITHUB_SERVER_URL", "https://git.example"), ("GITHUB_REPOSITORY", "o/r"));

        Assert.Equal("diff base head --out out/comment.md --json --repository https://git.example/o/r --revision abc\n", File.ReadAllText(_folder["out/comment.md"]));
    }

    // The stub is both the SDK, which says where the package has its tool, and the host that runs it.
    [Theory]
    [InlineData("", "package/judgeeval.dll")]
    [InlineData("""{"tools":{"judgeeval.tool":{}}}""", "judgeeval")]
    [InlineData("""{"tools":{"other":{}}}""", "package/judgeeval.dll")]
    public void Compare_NoCommand_IsTheManifestsElseThePackages(string manifest, string expected)
    {
        _folder.Write("head/a.record.json", "{}");
        if (manifest.Length > 0)
        {
            _folder.Write(".config/dotnet-tools.json", manifest);
        }

        Stub("dotnet", "if [ \"$1\" = msbuild ]; then [ \"$2 $4\" = 'evals -getProperty:JudgeEvalToolPath' ] && echo package/judgeeval.dll; exit; fi; if [ \"$2\" = diff ]; then echo \"$1\" > out/comment.md; echo '{}'; fi");

        Assert.Equal(0, Run("compare.sh", ("BASE", "base"), ("HEAD", "head"), ("OUT", "out"), ("PROJECT", "evals")).Code);
        Assert.Equal(expected + "\n", File.ReadAllText(_folder["out/comment.md"]));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 70)]
    public void Compare_NoComment_IsNeverPassed(int compared, int expected)
    {
        Stub("tool", $"echo '::error::injected' >&2; exit {compared}");

        ToolResult result = Run("compare.sh", ("BASE", "base"), ("HEAD", "head"), ("OUT", "out"), ("JUDGEEVAL", "tool"));

        Assert.Equal(expected, result.Code);
        Assert.StartsWith("::stop-commands::", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("::error title=JudgeEval::The records could not be compared; the log of this step says why.\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare.sh")]
    [InlineData("base-records.sh")]
    public void Script_BaseThatIsAnOption_IsRefused(string script) =>
        Assert.Equal(4, Run(script, ("BASE", "--upload-pack=touch"), ("HEAD", "head"), ("OUT", "out"), ("PROJECT", "evals")).Code);

    [Fact]
    public void BaseRecords_Revision_RunsItsOwnSuitesInReplayAndLeavesNoWorktree()
    {
        _folder.Write("evals/prompt.md", "of the base");
        string revision = Commit();
        _folder.Write("evals/prompt.md", "of the head");
        Stub("dotnet", "mkdir -p evals/bin/x/alignment-records; cp evals/prompt.md evals/bin/x/alignment-records/a.record.json; echo \"mode=$JUDGEEVAL_MODE\"");

        ToolResult result = Run("base-records.sh", ("BASE", revision), ("PROJECT", "evals"), ("OUT", "out"), ("RECORD_MODE", "on"));

        Assert.Equal("", result.Error);
        Assert.Contains("mode=replay\n", result.Out, StringComparison.Ordinal);
        Assert.Equal("of the base", File.ReadAllText(_folder["out/a.record.json"]));
        Assert.Single(Git("worktree list").TrimEnd('\n').Split('\n'));
    }

    // A push of a new branch names zeros as what was before.
    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000")]
    public void BaseRecords_NoBase_HasNoneAndIsNoError(string revision)
    {
        Assert.Equal(0, Run("base-records.sh", ("BASE", revision), ("PROJECT", "evals"), ("OUT", "out")).Code);
        Assert.Empty(Names("out"));
    }

    [Fact]
    public void BaseRecords_ArgumentsOfTheHead_AreThoseOfTheBaseWhichIsNotBuiltYet()
    {
        _folder.Write("evals/prompt.md", "x");
        string revision = Commit();
        Stub("dotnet", "printf '[%s]' \"$@\"");

        ToolResult result = Run("base-records.sh", ("BASE", revision), ("PROJECT", "evals"), ("OUT", "out"), ("ARGUMENTS", "--no-restore -c Release --no-build"));

        Assert.Contains("[test][evals][--nologo][-c][Release]\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void BaseRecords_BaseWithoutTheProject_HasNone()
    {
        _folder.Write("readme", "x");
        string revision = Commit();

        Assert.Equal(0, Run("base-records.sh", ("BASE", revision), ("PROJECT", "evals"), ("OUT", "out")).Code);
        Assert.Empty(Names("out"));
    }

    private string Commit()
    {
        Git("init -q");
        Git("add -A");
        Git("-c user.name=a -c user.email=a@example.org commit -q -m base");
        return Git("rev-parse HEAD").Trim();
    }

    private string Git(string arguments) => Start("git", arguments.Split(' ')).Out;

    private string[] Names(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private void Stub(string name, string script)
    {
        string path = _folder.Write("stubs/" + name, "#!/usr/bin/env bash\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private ToolResult Run(string script, params (string Name, string Value)[] variables) =>
        Start("bash", [Path.Combine(TestFolders.Repository, ".github", "scripts", script)], variables);

    private ToolResult Start(string file, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, arguments) { UseShellExecute = false, WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _folder["stubs"] + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, output, error.Result);
    }
}
