using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit.Tests.Running;

public sealed class BuildServerTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("woodpecker")]
    public void LauncherOf_BuildServer_OpensNothing(string value) => Assert.Same(DiffLauncher.None, BuildServer.LauncherOf(value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    [InlineData("0")]
    public void LauncherOf_NoBuildServer_OpensTheDiffTool(string? value) => Assert.Same(DiffLauncher.DiffEngine, BuildServer.LauncherOf(value));
}
