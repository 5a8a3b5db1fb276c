using System.Reflection;
using JudgeEval.Judges;
using Microsoft.Extensions.AI;

namespace JudgeEval.Xunit.Tests.Documentation;

/// <summary>The code and the tables of docs/suites.md.</summary>
public sealed class SuitesPageTests
{
    private static readonly string Page = Read("docs/suites.md");

    [Fact]
    public void Page_EveryCodeSample_IsCompiledHereOrInTheEvals()
    {
        string[][] sources =
        [
            Lines(Read("tests/Harness.Xunit.Tests/Documentation/SuitesPageTests.cs")),
            .. Directory.GetFiles(Path.Combine(TestFolders.Repository, "evals"), "*.cs").Select(file => Lines(File.ReadAllText(file))),
        ];
        string[][] samples = [.. Blocks("csharp").Select(Lines)];

        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.Contains(sources, source => Holds(source, sample)));
    }

    [Fact]
    public void Page_Configuration_IsThatOfTheEvals() => Assert.Equal(
        Lines(Assert.Single(Blocks("yaml"))),
        Lines(Read("evals/judgeeval.yaml")).Where(line => !line.StartsWith('#')));

    [Fact]
    public void Page_Policy_IsReadAsItIsExplained()
    {
        string yaml = Page.Split("```\n").Single(block => block.StartsWith("policy:\n", StringComparison.Ordinal));

        PolicySettings policy = JudgeEvalConfiguration.Parse(yaml, "judgeeval.yaml").Policy;

        Assert.Equal((InconclusiveAction.Warn, FailureCorrection.Holm), (policy.Inconclusive, policy.Correction));
        Assert.Equal(["main", "release/*"], policy.Branches.Select(rule => rule.Name));
        Assert.Equal(["CI"], policy.Environments.Select(rule => rule.Name));
    }

    [Fact]
    public void Page_PropertiesOfASuite_AreAllNamedWithTheirDefaults()
    {
        var suite = new JudgeSuiteAttribute("any");
        PropertyInfo[] settable = [.. typeof(JudgeSuiteAttribute).GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.Name is not "DisplayName")];

        Assert.NotEmpty(settable);
        Assert.All(settable, property => Assert.Contains($"\n| `{property.Name}` | {Default(property.GetValue(suite), property.Name)} |", Page, StringComparison.Ordinal));
    }

    private static string Default(object? value, string property) => value switch
    {
        null => property == "Name" ? "the class in lower case with dashes" : "none",
        string[] => "none",
        bool flag => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        _ => FormattableString.Invariant($"{value}"),
    };

    private static string Read(string path) => File.ReadAllText(Path.Combine(TestFolders.Repository, path));

    private static IEnumerable<string> Blocks(string language) => Page.Split($"```{language}\n").Skip(1).Select(part => part.Split("```")[0]);

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static bool Holds(string[] source, string[] sample) =>
        Enumerable.Range(0, source.Length).Any(at => source.Skip(at).Take(sample.Length).SequenceEqual(sample, StringComparer.Ordinal));

    public sealed class OwnServer : IChatClientFactory
    {
        public IChatClient Create(string model) => new OpenAIChatClient(new Uri("http://127.0.0.1:8080/v1"), model, apiKey: null);
    }

    // Compiled, never run: its prompts and recordings are the reader's.
#pragma warning disable xUnit1000
    private sealed class Steady
#pragma warning restore xUnit1000
    {
        [Theory, JudgeSuite("support-pairs", Prompts = "prompts/pairs/*.md", Models = ["synthetic"], Repeats = 3, Swap = true)]
        public Task Judge_is_steady(JudgeCase judge) =>
            judge.ShouldAlign(gate => gate.Spearman.AtLeast(0.45));
    }
}
