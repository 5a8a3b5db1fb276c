using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class SuiteProjectTests
{
    [Theory]
    [InlineData("/_/evals/Suites/Any.cs", "Suites")]
    [InlineData("/elsewhere/evals/Any.cs", "")]
    [InlineData("C:\\work\\evals\\Suites\\Any.cs", "Suites")]
    public void SourceFolder_MappedOrMovedPath_IsTheLongestEndThatExists(string sourceFile, string expected)
    {
        using var files = new TemporaryProject();
        files.With("Any.cs", "").With("Suites/Any.cs", "");

        Assert.Equal(Path.TrimEndingDirectorySeparator(Path.Combine(files.Source, expected)), files.Project.SourceFolder(sourceFile));
    }

    [Fact]
    public void SourceFolder_SourceTreeNotThere_IsRefused()
    {
        var project = new SuiteProject(Path.GetTempPath(), null);

        var refused = Assert.Throws<JudgeEvalException>(() => project.SourceFolder("/_/evals/Any.cs"));

        Assert.Equal(
            "judgeeval: error JE5901: the source tree of the suite is not there: /_/evals/Any.cs; "
            + "snapshots stand beside the suite's source file, and the assembly's project folder is not known or not on this machine; "
            + "run the tests where the source tree is, reference the package JudgeEval.Xunit directly so that its targets name the folder, or call WithoutSnapshot()",
            refused.Message);
    }

    [Fact]
    public void InSourceTree_ErrorInACopiedFile_NamesTheOriginal()
    {
        using TemporaryProject files = new TemporaryProject().With("datasets/d/items.jsonl", "");
        var error = new JudgeEvalException(new Diagnostic("JE1", "a", "b", "c", new SourceLocation(Path.Combine(files.Output, "datasets/d/items.jsonl"), 3, 5)));

        JudgeEvalException mapped = files.Project.InSourceTree(error);

        Assert.Equal($"{Path.Combine(files.Source, "datasets/d/items.jsonl")}(3,5): error JE1: a; b; c", mapped.Message);
    }

    [Fact]
    public void InCommand_ProjectOfARepository_IsNamedFromItsRoot()
    {
        using var files = new TemporaryProject();
        Directory.CreateDirectory(Path.Combine(files.Source, "../.git"));

        Assert.Equal("source/prompts/q.md", files.Project.InCommand("prompts/q.md"));
        Assert.Equal("the root of the repository", files.Project.CommandPlace);
    }

    [Fact]
    public void InCommand_ProjectOfNoRepository_IsNamedFromItsOwnFolder()
    {
        using var files = new TemporaryProject();

        Assert.Equal("prompts/q.md", files.Project.InCommand("prompts/q.md"));
        Assert.Equal("the project's folder", files.Project.CommandPlace);
    }

    [Fact]
    public void Rooted_PathsOfTheProject_LeadToTheFilesFromAnywhere()
    {
        using var files = new TemporaryProject();

        Diagnostic rooted = files.Project.Rooted([new Diagnostic("JE1", "a", "b", "c", new SourceLocation("A.verified.txt", 3, 5))]).Single();

        Assert.Equal(new SourceLocation(Path.Combine(files.Source, "A.verified.txt"), 3, 5), rooted.Location);
    }
}
