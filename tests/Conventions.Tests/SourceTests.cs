using System.Text.RegularExpressions;

namespace JudgeEval.Conventions.Tests;

/// <summary>What holds for the source files themselves.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".yml", ".yaml", ".json", ".jsonl", ".csv", ".txt", ".editorconfig", ".gitattributes", ".sh",
    ];

    [Fact]
    public void Source_Files_AreShort() =>
        Expect.None(Repository.Files("src", ".cs").Where(path => CountLines(File.ReadAllText(Repository.Absolute(path))) > MostLines));

    [Fact]
    public void Snapshots_VerifiedAndApproved_HaveLineFeedsAlone() =>
        Expect.None(Repository.Files(".", ".verified.txt", ".approved.txt").Where(path => HasCarriageReturn(Repository.Absolute(path))));

    [Fact]
    public void Repository_TextFiles_NameNoMachinesPath() =>
        Expect.None(Repository.Files(".", TextEndings)
            .SelectMany(path => MachinePath().Matches(File.ReadAllText(Repository.Absolute(path))).Select(match => $"{path}: {match.Value}")));

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("one\n", 1)]
    [InlineData("one\ntwo", 2)]
    public void CountLines_Text_CountsTheLastLineOnce(string text, int lines) => Assert.Equal(lines, CountLines(text));

    [Theory]
    [InlineData("see /ho|me/ann/project", true)]
    [InlineData("\"/ro|ot/.nuget\"", true)]
    [InlineData("C:\\Us|ers\\ann", true)]
    [InlineData("file:///Us|ers/ann", true)]
    [InlineData("https://example.org/ho|me/page", false)]
    [InlineData("docs/wo|rk/notes", false)]
    public void MachinePath_Text_IsFoundWhereItIsOne(string text, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(text.Replace("|", "", StringComparison.Ordinal)));

    [Fact]
    public void HasCarriageReturn_FileWithOne_IsFound()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "carriage-return.fixture");
        File.WriteAllText(path, "a\r\n");
        Assert.True(HasCarriageReturn(path));
        File.WriteAllText(path, "a\n");
        Assert.False(HasCarriageReturn(path));
    }

    private static int CountLines(string text) => text.Count(c => c == '\n') + (text.Length == 0 || text.EndsWith('\n') ? 0 : 1);

    private static bool HasCarriageReturn(string path) => File.ReadAllBytes(path).Contains((byte)'\r');

    // A path that begins at the root of somebody's machine; the part of an address or of a relative path is none.
    [GeneratedRegex(@"(?<![\w.\-*)}])(file://)?/(home|root|work|Users)/[\w.]|[A-Za-z]:\\Users\\", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MachinePath();
}
