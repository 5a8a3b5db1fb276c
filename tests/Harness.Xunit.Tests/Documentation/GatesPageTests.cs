using System.Text.RegularExpressions;

namespace JudgeEval.Xunit.Tests.Documentation;

/// <summary>The code of docs/gates.md.</summary>
public sealed class GatesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolders.Repository, "docs/gates.md"));

    // What the table of the page says in C#, compiled.
    private static readonly (string Words, Func<GateBuilder, GateBuilder> State)[] Words =
    [
        ("Kappa.AtLeast(0.6)", g => g.Kappa.AtLeast(0.6)),
        ("JensenShannon.AtMost(0.2)", g => g.JensenShannon.AtMost(0.2)),
        ("Metric.Within(0.3)", g => g.Metric.Within(0.3)),
        ("Kappa.AtLeastOfCeiling(0.9)", g => g.Kappa.AtLeastOfCeiling(0.9)),
        ("JensenShannon.AtLeastOfCeiling(0.9)", g => g.JensenShannon.AtLeastOfCeiling(0.9)),
        ("Kappa.NotWorseThanAnnotator(3)", g => g.Kappa.NotWorseThanAnnotator(3)),
        ("PassesAltTest(0.1)", g => g.PassesAltTest(0.1)),
        ("ReplacementKeepsAlpha()", g => g.ReplacementKeepsAlpha()),
        ("Kappa.NotWorseThanBaseline(0.05)", g => g.Kappa.NotWorseThanBaseline(0.05)),
        ("BeatsSimpleBaselines()", g => g.BeatsSimpleBaselines()),
        ("Coverage.AtLeast(0.98)", g => g.Coverage.AtLeast(0.98)),
        ("Kappa.PerSlice(\"channel\").AtLeastOfCeiling(0.8)", g => g.Kappa.PerSlice("channel").AtLeastOfCeiling(0.8)),
    ];

    [Fact]
    public void Page_EveryRow_SaysTheSameInTextAndInCode()
    {
        (string, string)[] rows =
            [.. Regex.Matches(Page, @"^\| `(?<text>[^`]+)` \| `(?<words>[A-Z][^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => (m.Groups["text"].Value, m.Groups["words"].Value))];

        Assert.Equal(
            Words.Select(w => (w.State(new GateBuilder()).Build(new SuiteMethod("A", "Ns.Suite", "Aligns")).Gates[0].Name, w.Words)), rows);
    }

    [Fact]
    public void Page_Sample_IsCompiledHere()
    {
        string[] sample = Lines(Page.Split("```csharp\n")[1].Split("```")[0]);
        string[] source = Lines(File.ReadAllText(Path.Combine(TestFolders.Repository, "tests/Harness.Xunit.Tests/Documentation/GatesPageTests.cs")));

        Assert.Contains(Enumerable.Range(0, source.Length), at => source.Skip(at).Take(sample.Length).SequenceEqual(sample, StringComparer.Ordinal));
    }

    [Fact]
    public void Page_Codes_AreThoseOfTheSource()
    {
        string folder = Path.Combine(TestFolders.Repository, "src/Harness/Gates");
        IEnumerable<string> used = Directory.GetFiles(folder, "*.cs").SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(?<code>JE4(02|03|04|20)[0-9])\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal);

        Assert.NotEmpty(used);
        Assert.All(used, code => Assert.Contains($"`{code}`", Page, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    // Compiled, never run: its prompts and recordings are those of the evals.
#pragma warning disable xUnit1000
    private sealed class AsGood
#pragma warning restore xUnit1000
    {
        [Theory, JudgeSuite("support-answers", Prompts = "prompts/support/*.md", Models = ["synthetic-judge-1"])]
        public Task Judge_is_as_good_as_people(JudgeCase judge) => judge.ShouldAlign(gate => gate
            .CohenKappaQuadratic.AtLeast(0.6)                                // absolute
            .CohenKappaQuadratic.AtLeastOfCeiling(0.9)                       // relative to people
            .CohenKappaQuadratic.NotWorseThanAnnotator(3)
            .PassesAltTest(0.1)
            .ReplacementKeepsAlpha()
            .CohenKappaQuadratic.NotWorseThanBaseline(0.05)                  // relative to the committed baseline
            .BeatsSimpleBaselines()
            .CohenKappaQuadratic.PerSlice("channel").AtLeastOfCeiling(0.8)); // each channel against its own people
    }
}
