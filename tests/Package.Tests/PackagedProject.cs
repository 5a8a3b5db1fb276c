using System.Reflection;

namespace JudgeEval.Package.Tests;

/// <summary>
/// The packages, made once from what was built, and a project that knows nothing of this repository and uses them: one suite
/// over six items and a file of recorded verdicts.
/// </summary>
public sealed class PackagedProject : IAsyncLifetime
{
    private static readonly string[] Packages = ["Statistics", "Judges", "Harness", "Harness.Xunit"];

    // A version of its own, so that no cache can stand in for what was packed.
    private readonly string _version = $"0.0.1-test.{Environment.ProcessId}";
    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-package-").FullName;

    /// <summary>The project's folder.</summary>
    public string Folder => Path.Combine(_root, "Sample");

    /// <summary>What the build of the project printed.</summary>
    internal CommandResult Build { get; private set; } = new(-1, "");

    public async Task InitializeAsync()
    {
        string feed = Path.Combine(_root, "feed");
        foreach (string package in Packages)
        {
            CommandResult packed = await DotNet.RunAsync(
                Metadata("RepositoryRoot"), "pack", $"src/{package}", "--no-build", "-c", Metadata("Configuration"), "-o", feed, $"-p:Version={_version}", "--nologo");
            Assert.True(packed.ExitCode == 0, packed.Output);
        }

        WriteProject(feed);
        WriteSuite();
        Build = await DotNet.RunAsync(Folder, "build", "--nologo");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    internal void Write(string path, string text)
    {
        string file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    internal void Delete(string path) => File.Delete(Path.Combine(Folder, path));

    internal string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    private static string Metadata(string key) =>
        typeof(PackagedProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private void WriteProject(string feed)
    {
        Write("Sample.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <IsTestProject>true</IsTestProject>
                <RestorePackagesPath>{Path.Combine(_root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{Metadata("NuGetPackageRoot")}</RestoreFallbackFolders>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="JudgeEval.Xunit" Version="{_version}" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageReference Include="xunit" Version="2.9.3" />
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
              </ItemGroup>
            </Project>
            """);
        Write("Answers.cs", """
            using JudgeEval.Xunit;
            using Xunit;

            public sealed class Answers
            {
                [Theory, JudgeSuite("answers", Verdicts = "verdicts/*.verdicts.jsonl")]
                public Task Judge_grades_as_people_do(JudgeCase judge) =>
                    judge.ShouldAlign(gate => gate.PercentAgreement.AtLeast(0.3));

                [Fact]
                public void No_orphan_snapshots() => SuiteSnapshots.ShouldHaveNoOrphans<Answers>();
            }
            """);
    }

    private void WriteSuite()
    {
        Write("datasets/answers/dataset.yaml", "name: answers\ntask: single\nscale: {level: ordinal, labels: [Bad, Fair, Good]}\nsubjectivity: manifest\n");
        Write("datasets/answers/items.jsonl", string.Concat(Enumerable.Range(1, 6).Select(i => $$"""{"id":"i{{i}}","context":"c{{i}}","response":"r{{i}}"}""" + "\n")));
        Write("datasets/answers/annotations.csv", "item,annotator,label\n" + string.Concat(
            Enumerable.Range(1, 6).SelectMany(i => Enumerable.Range(1, 3).Select(a => $"i{i},a{a},{(i <= 3 ? "Good" : "Bad")}\n"))));
        Write("verdicts/careful.verdicts.jsonl", """{"format":"judgeeval.verdicts/1","judge":{"name":"careful"}}""" + "\n" + string.Concat(
            Enumerable.Range(1, 6).Select(i => $$"""{"item":"i{{i}}","repeat":0,"order":"original","label":"{{(i <= 3 ? "Good" : "Bad")}}"}""" + "\n")));
        Write("Answers.Judge_grades_as_people_do_judge=answers.careful.verified.txt", "no disagreement\n");
    }
}
