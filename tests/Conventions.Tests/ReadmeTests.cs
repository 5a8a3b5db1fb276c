using System.Text.RegularExpressions;

namespace JudgeEval.Conventions.Tests;

public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(TestFolders.Repository, "README.md"));

    [Fact]
    public void Readme_Suite_IsTheOneThatIsCompiled()
    {
        string compiled = File.ReadAllText(Path.Combine(TestFolders.Repository, "evals", "SupportAnswers.cs"));
        Match block = CSharpBlock().Match(Readme);
        Assert.True(block.Success, "README.md has no block of C#.");
        Assert.EndsWith("\n\n" + block.Groups["code"].Value, compiled, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_Links_LeadToFilesOfTheRepository()
    {
        string[] links = [.. Link().Matches(Readme).Select(m => m.Groups["target"].Value).Where(t => !t.Contains("://", StringComparison.Ordinal))];
        Assert.NotEmpty(links);
        Expect.None(links.Where(l => !File.Exists(Path.Combine(TestFolders.Repository, l))));
    }

    [Fact]
    public void Readme_Folders_Exist() => Expect.None(
        FolderName().Matches(Readme).Select(m => m.Value).Distinct(StringComparer.Ordinal)
            .Where(folder => !Directory.Exists(Path.Combine(TestFolders.Repository, folder))));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\bsrc/[A-Z][A-Za-z.]+[A-Za-z]")]
    private static partial Regex FolderName();
}
