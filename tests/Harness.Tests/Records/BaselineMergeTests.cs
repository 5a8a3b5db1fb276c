using System.ComponentModel;
using System.Diagnostics;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Tests.Support;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Tests.Records;

/// <summary>Baselines and records under a merge by git itself.</summary>
public sealed class BaselineMergeTests : IDisposable
{
    private static readonly string[] Before = ["1", "1", "1", "1", "1", "1"];

    private readonly string _folder = Directory.CreateTempSubdirectory("judgeeval-merges-").FullName;

    private string Baseline => Path.Combine(_folder, "case.baseline.jsonl");

    [SkippableFact]
    public void Merge_OfOtherItems_IsCleanAndHoldsBoth()
    {
        bool clean = Merge(["3", "1", "1", "1", "1", "1"], ["1", "1", "1", "1", "1", "2"]);

        Assert.True(clean);
        Assert.True(BaselineFile.SameContent(Of(["3", "1", "1", "1", "1", "2"]), BaselineFile.Read(Baseline)));
    }

    [SkippableFact]
    public void Merge_OfTheSameItem_IsAConflictWithItsLine()
    {
        bool clean = Merge(["1", "1", "3", "1", "1", "1"], ["1", "1", "2", "1", "1", "1"]);

        Assert.False(clean);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => BaselineFile.Read(Baseline)).Diagnostics);
        string[] lines = File.ReadAllLines(Baseline);
        Assert.Equal("JE4504", error.Code);
        Assert.StartsWith("<<<<<<<", lines[error.Location.Line - 1], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Merge_OfRecords_WithAConflictIsItsOwnError()
    {
        string path = Path.Combine(_folder, "case.record.json");
        bool clean = Merge(
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned()), path),
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned(), name: "one"), path),
            () => RecordFile.Write(TestAlignments.RecordOf(TestAlignments.Aligned(), name: "other"), path));

        Assert.False(clean);
        Diagnostic error = Assert.Single(Assert.Throws<JudgeEvalException>(() => RecordFile.Read(path)).Diagnostics);
        Assert.Equal("JE1804", error.Code);
        Assert.StartsWith("<<<<<<<", File.ReadAllLines(path)[error.Location.Line - 1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        // Git marks its objects as read-only.
        foreach (string file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static BaselineRecord Of(string[] labels)
    {
        AnnotatedDataset dataset = Sample.Dataset(LabelScale.Ordinal(1, 3), [.. Before.Select(l => new[] { l, "2" })]);
        return BaselineRecord.Of(
            new AlignmentBasis(dataset, new AlignmentOptions { Resamples = 0, Baselines = false }).Examine(Sample.Verdicts(labels)), "s", "c", null, null);
    }

    private bool Merge(string[] ours, string[] theirs) => Merge(
        () => BaselineFile.Write(Of(Before), Baseline), () => BaselineFile.Write(Of(ours), Baseline), () => BaselineFile.Write(Of(theirs), Baseline));

    private bool Merge(Action before, Action ours, Action theirs)
    {
        Run("init", "-q", "-b", "main");
        before();
        Commit();
        Run("checkout", "-q", "-b", "theirs");
        theirs();
        Commit();
        Run("checkout", "-q", "main");
        ours();
        Commit();
        return Git("merge", "-q", "--no-edit", "theirs") == 0;
    }

    private void Commit()
    {
        Run("add", "-A");
        Run("commit", "-q", "-m", "change");
    }

    private void Run(params string[] arguments) => Assert.Equal(0, Git(arguments));

    private int Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", .. arguments])
        {
            WorkingDirectory = _folder,
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
            Skip.If(true, "There is no git on the path.");
            throw;
        }
    }
}
