using System.Text.RegularExpressions;

namespace JudgeEval.Package.Tests;

/// <summary>The packages as a user meets them. The tests share one project and run one after another.</summary>
[Trait("Category", "Package")]
public sealed class PackageTests(PackagedProject project) : IClassFixture<PackagedProject>
{
    [Fact]
    public void Build_FreshProject_HasNoWarning()
    {
        Assert.True(project.Build.ExitCode == 0, project.Build.Output);
        Assert.Contains("0 Warning(s)", project.Build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_FreshProject_PassesAndPrintsTheTable()
    {
        CommandResult run = await DotNet.RunAsync(project.Folder, "test", "--no-build", "--nologo");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Passed:     2", run.Output, StringComparison.Ordinal);
        Assert.Contains("percentAgreement", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 suite: 1 passed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_LoggerNamedOnTheCommandLine_StillPrintsTheTable()
    {
        CommandResult run = await DotNet.RunAsync(project.Folder, "test", "--no-build", "--nologo", "--logger", "trx;LogFileName=run.trx");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("run.trx", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 suite: 1 passed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test", "--no-build")]
    public async Task Test_DatasetWithAMistake_IsABuildErrorAndNoTestRuns(params string[] command)
    {
        const string Annotations = "datasets/answers/annotations.csv";
        string good = project.Read(Annotations);
        project.Write(Annotations, good.Replace("i2,a1,Good", "i2,a1,Great", StringComparison.Ordinal));
        try
        {
            CommandResult run = await DotNet.RunAsync(project.Folder, [.. command, "--nologo"]);

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("datasets/answers/annotations.csv(5,7): error JE1", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Total:", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            project.Write(Annotations, good);
        }
    }

    [Fact]
    public async Task Build_PromptThatIsWarnedOf_IsABuildWarningUntilItIsMended()
    {
        const string Prompt = "prompts/quality.md";
        project.Write(Prompt, "---\nname: quality\ntask: single\noutput: choice\n---\n## user\nGrade this: {{response}}\n");
        try
        {
            CommandResult first = await DotNet.RunAsync(project.Folder, "build", "--nologo");
            CommandResult second = await DotNet.RunAsync(project.Folder, "build", "--nologo");

            Assert.All([first, second], run =>
            {
                Assert.True(run.ExitCode == 0, run.Output);
                Assert.Contains("prompts/quality.md(7,13): warning JE2016: ", run.Output, StringComparison.Ordinal);
                Assert.Contains("1 Warning(s)", run.Output, StringComparison.Ordinal);
            });
        }
        finally
        {
            project.Delete(Prompt);
        }
    }

    // Six items see no margin of 0.05: two equally good judges would have to differ on less than one of them.
    [Theory]
    [InlineData("", true)]
    [InlineData("-p:TreatWarningsAsErrors=true", true)]
    [InlineData("-p:JudgeEvalPowerCheck=false", false)]
    public async Task Build_MarginThatCannotBeSeen_IsAWarningAtItsLineThatStopsNoBuild(string property, bool warned)
    {
        const string Suite = "Answers.cs";
        string good = project.Read(Suite);
        project.Write(Suite, good.Replace("AtLeast(0.3)", "AtLeast(0.3).NotWorseThanBaseline(0.05)", StringComparison.Ordinal));
        try
        {
            CommandResult first = await DotNet.RunAsync(project.Folder, ["build", "--nologo", .. property.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            CommandResult second = await DotNet.RunAsync(project.Folder, ["build", "--nologo", .. property.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

            Assert.All([first, second], run =>
            {
                Assert.True(run.ExitCode == 0, run.Output);
                Assert.Equal(warned, run.Output.Contains("Answers.cs(8): warning JE4301: with 6 items a margin of 0.05 cannot be seen; ", StringComparison.Ordinal));
                Assert.Contains(warned ? "1 Warning(s)" : "0 Warning(s)", run.Output, StringComparison.Ordinal);
            });
        }
        finally
        {
            // Other tests run what was built last.
            project.Write(Suite, good);
            await DotNet.RunAsync(project.Folder, "build", "--nologo");
        }
    }

    [Fact]
    public async Task Build_ConfigurationAboveTheProject_IsCheckedAndCopied()
    {
        project.Write("../judgeeval.yaml", "judges:\n  - {name: longest, baseline: longer}\n");
        try
        {
            CommandResult good = await DotNet.RunAsync(project.Folder, "build", "--nologo");
            Assert.True(good.ExitCode == 0, good.Output);
            Assert.Contains("longest", project.Read("bin/Debug/net10.0/judgeeval.yaml"), StringComparison.Ordinal);

            project.Write("../judgeeval.yaml", "judges:\n  - {name: longest, baseline: tallest}\n");
            CommandResult bad = await DotNet.RunAsync(project.Folder, "build", "--nologo");

            Assert.NotEqual(0, bad.ExitCode);
            Assert.Contains("/judgeeval.yaml(2,31): error JE22", bad.Output, StringComparison.Ordinal);
        }
        finally
        {
            project.Delete("../judgeeval.yaml");
        }
    }

    [Fact]
    public async Task Test_EditedDataWithoutABuild_IsWhatTheTestsSee()
    {
        const string Verdicts = "verdicts/careful.verdicts.jsonl";
        string good = project.Read(Verdicts);
        project.Write(Verdicts, good.Replace("\"label\":\"Good\"", "\"label\":\"Fair\"", StringComparison.Ordinal));
        try
        {
            CommandResult run = await DotNet.RunAsync(project.Folder, "test", "--no-build", "--nologo");

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("3 new disagreements", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            project.Write(Verdicts, good);
        }
    }

    [Fact]
    public async Task Test_ChangedSnapshot_PrintsACommandThatAcceptsItAsItStands()
    {
        const string Snapshot = "Answers.Judge_grades_as_people_do_judge=answers.careful.verified.txt";
        const string Baseline = "Answers.Judge_grades_as_people_do_judge=answers.careful.baseline.jsonl";
        string good = project.Read(Snapshot);
        project.Write(Snapshot, "i1 | Good×3 | Bad | -2 | unanimous | 1/1\n");
        try
        {
            CommandResult run = await DotNet.RunAsync(project.Folder, "test", "--no-build", "--nologo");
            Match command = Regex.Match(run.Output, "^To accept +dotnet \"(?<tool>[^\"]+)\" accept Answers$", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
            Assert.True(command.Success, run.Output);
            CommandResult accepted = await DotNet.RunAsync(project.Folder, command.Groups["tool"].Value, "accept", "Answers");

            Assert.Equal((0, good), (accepted.ExitCode, project.Read(Snapshot)));
            Assert.Contains("careful", project.Read(Baseline), StringComparison.Ordinal);
        }
        finally
        {
            project.Write(Snapshot, good);
            project.Delete(Baseline);
        }
    }
}
