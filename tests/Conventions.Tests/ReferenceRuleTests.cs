using System.Runtime.InteropServices;
using JudgeEval.Conventions.Tests.Metadata;

namespace JudgeEval.Conventions.Tests;

/// <summary>One direction: which assembly may reference which. What is not listed is refused, the base class library apart.</summary>
public sealed class ReferenceRuleTests
{
    // The base class library's console stands below the entry points for ambient state, so it is refused by name.
    private const string ConsoleAssembly = "System.Console";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [Product.Statistics] = ["MathNet.Numerics"],
        [Product.Judges] = ["Anthropic", "Microsoft.Extensions.AI.Abstractions", "OpenAI", "Polly.Core", "System.ClientModel", "System.Memory.Data", "YamlDotNet"],
        [Product.Harness] = [Product.Statistics, Product.Judges, "DiffEngine", "EmptyFiles", "Microsoft.Extensions.AI.Abstractions", "YamlDotNet"],
        [Product.Xunit] =
        [
            Product.Statistics, Product.Judges, Product.Harness, "xunit.abstractions", "xunit.assert", "xunit.core", "Microsoft.Extensions.AI.Abstractions",
            ConsoleAssembly,
        ],
        [Product.TestLogger] =
        [
            Product.Statistics, Product.Judges, Product.Harness, ConsoleAssembly,
            "Microsoft.TestPlatform.CoreUtilities", "Microsoft.TestPlatform.PlatformAbstractions", "Microsoft.VisualStudio.TestPlatform.ObjectModel",
        ],
        [Product.Tool] =
        [
            Product.Statistics, Product.Judges, Product.Harness, "Microsoft.Extensions.AI.Abstractions", "OpenAI", "System.ClientModel", "Spectre.Console",
            "System.CommandLine", ConsoleAssembly,
            // The server of the review page.
            "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Abstractions", "Microsoft.AspNetCore.Http.Abstractions", "Microsoft.AspNetCore.Http.Features",
            "Microsoft.AspNetCore.Server.Kestrel.Core", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http",
            "Microsoft.Extensions.Features", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Primitives",
        ],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_References_AreAllowed(string assembly) =>
        Expect.None(Violations(Product.PathOf(assembly), Allowed[assembly]));

    [Fact]
    public void Violations_AssemblyThatReferencesXunit_AreFound() =>
        Assert.Contains("xunit.core", Violations(Product.Fixtures, Allowed[Product.Harness]));

    [Fact]
    public void Violations_AssemblyThatReferencesTheConsole_AreFound() =>
        Assert.Contains(ConsoleAssembly, Violations(Product.Fixtures, []));

    private static List<string> Violations(string path, string[] allowed) =>
        [.. ReferenceReader.Assemblies(path).Where(name => !allowed.Contains(name, StringComparer.Ordinal) && (name == ConsoleAssembly || !IsBaseClassLibrary(name)))];

    private static bool IsBaseClassLibrary(string name) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll"));
}
