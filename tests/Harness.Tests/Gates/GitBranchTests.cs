using JudgeEval.Harness.Gates;

namespace JudgeEval.Harness.Tests.Gates;

public sealed class GitBranchTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-branch-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("GITHUB_HEAD_REF=topic GITHUB_REF_NAME=12/merge", "topic")]
    [InlineData("GITHUB_HEAD_REF= GITHUB_REF_NAME=main", "main")]
    [InlineData("CI_COMMIT_REF_NAME=release/2", "release/2")]
    [InlineData("BUILD_SOURCEBRANCHNAME=main", "main")]
    [InlineData("OTHER=main", null)]
    public void Of_BuildServer_IsWhatItsEnvironmentNames(string variables, string? expected)
    {
        var environment = variables.Split(' ').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal);

        Assert.Equal(expected, GitBranch.Of(_root, environment.GetValueOrDefault));
    }

    [Fact]
    public void Of_FolderOfARepository_IsItsBranch()
    {
        Write(".git/HEAD", "ref: refs/heads/team/topic\n");

        Assert.Equal("team/topic", GitBranch.Of(Directory.CreateDirectory(Path.Combine(_root, "a/b")).FullName, _ => null));
    }

    [Theory]
    [InlineData("../repository/.git/worktrees/w")]
    [InlineData("ROOT/repository/.git/worktrees/w")]
    public void Of_LinkedWorktree_IsItsOwnBranch(string link)
    {
        Write("repository/.git/HEAD", "ref: refs/heads/main\n");
        Write("repository/.git/worktrees/w/HEAD", "ref: refs/heads/topic\n");
        Write("w/.git", $"gitdir: {link.Replace("ROOT", _root, StringComparison.Ordinal)}\n");

        Assert.Equal("topic", GitBranch.Of(Path.Combine(_root, "w"), _ => null));
    }

    [Theory]
    [InlineData("3cc7bd11de8a75dd27d09553fb5c14aa4131d253\n")]
    [InlineData("ref: refs/heads/\n")]
    [InlineData("")]
    public void Of_NoBranchCheckedOut_IsNotKnown(string head)
    {
        Write(".git/HEAD", head);

        Assert.Null(GitBranch.Of(_root, _ => null));
    }

    [Fact]
    public void Of_RepositoryThatIsBroken_IsNotKnown()
    {
        Write("one/.git", "no link");
        Write("two/.git", "gitdir: ../gone");
        Directory.CreateDirectory(Path.Combine(_root, "three/.git/HEAD"));

        Assert.All(new[] { "one", "two", "three" }, folder => Assert.Null(GitBranch.Of(Path.Combine(_root, folder), _ => null)));
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
