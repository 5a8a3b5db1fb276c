using System.Text.RegularExpressions;

namespace JudgeEval.Judges.Tests.Configuration;

/// <summary>What the page about providers says is so.</summary>
public partial class ProvidersPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs", "providers.md"));

    public static TheoryData<string> Files => [.. Blocks().Matches(Page).Select(match => match.Groups["code"].Value)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Page_EachFile_IsRead(string yaml)
    {
        JudgeEvalConfiguration configuration = JudgeEvalConfiguration.Parse(yaml, "judgeeval.yaml");

        Assert.NotEmpty(configuration.Providers);
    }

    [Fact]
    public void Page_Tables_NameEachFieldOfAProviderAndEachKindOfJudge()
    {
        IEnumerable<string> named = Rows().Matches(Page).SelectMany(row => Words().Matches(row.Groups["cell"].Value)).Select(word => word.Groups["word"].Value);

        Assert.Empty(ProviderReader.Known.Concat(JudgeReader.Known).Except(named, StringComparer.Ordinal).Except(["name"]));
    }

    [GeneratedRegex("```yaml\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\| (?<cell>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<word>[a-zA-Z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
