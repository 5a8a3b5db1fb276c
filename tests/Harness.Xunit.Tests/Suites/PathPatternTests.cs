using JudgeEval.Xunit.Tests.Support;

namespace JudgeEval.Xunit.Tests.Suites;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("prompts/*.md", "prompts/a.md prompts/b.md")]
    [InlineData("./prompts/?.md", "prompts/a.md prompts/b.md")]
    [InlineData("prompts\\a.md", "prompts/a.md")]
    [InlineData("prompts/**/*.md", "prompts/a.md prompts/b.md prompts/deep/er/c.md")]
    [InlineData("prompts/*/er/*.md", "prompts/deep/er/c.md")]
    [InlineData("prompts/a+.md", "")]
    [InlineData("absent/*.md", "")]
    public void Find_Pattern_GivesSortedRelativePaths(string pattern, string expected)
    {
        using TemporaryProject files = new TemporaryProject()
            .With("prompts/b.md", "").With("prompts/a.md", "").With("prompts/a.txt", "").With("prompts/deep/er/c.md", "");

        Assert.Equal(expected, string.Join(' ', PathPattern.Find(files.Output, pattern)));
    }
}
