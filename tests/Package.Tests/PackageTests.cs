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
}
