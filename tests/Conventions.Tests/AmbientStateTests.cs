using System.Text.RegularExpressions;
using JudgeEval.Conventions.Tests.Metadata;

namespace JudgeEval.Conventions.Tests;

/// <summary>Below the entry points the same input gives the same bytes: no clock, no hidden randomness, no environment, no current culture, no console.</summary>
public sealed partial class AmbientStateTests
{
    /// <summary>Type, member, and why that type may use it.</summary>
    private static readonly Dictionary<(string Type, string Use), string> Exceptions = [];

    public static TheoryData<string> Assemblies => [.. Product.Deterministic];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_Members_ReadNoAmbientState(string assembly) => Expect.None(Violations(Product.PathOf(assembly), "JudgeEval."));

    [Fact]
    public void Exceptions_EachIsStillNeeded()
    {
        HashSet<(string, string)> used = [.. Product.Deterministic.SelectMany(a => Uses(Product.PathOf(a), "JudgeEval."))];
        Expect.None(Exceptions.Keys.Where(exception => !used.Contains(exception)).Select(exception => $"{exception.Type} {exception.Use}"));
        Assert.All(Exceptions.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason)));
    }

    [Fact]
    public void Violations_FixtureThatReadsAmbientState_EachUseIsFound()
    {
        string[] expected =
        [
            "System.Console.WriteLine", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now", "System.Diagnostics.Stopwatch.GetTimestamp",
            "System.Environment.GetEnvironmentVariable", "System.Environment.get_NewLine", "System.Environment.get_ProcessorCount",
            "System.Globalization.CultureInfo.get_CurrentCulture", "System.Guid.NewGuid", "System.Random..ctor()", "System.Random.get_Shared",
            "System.Text.StringBuilder.AppendLine", "System.Threading.Thread.Sleep", "System.TimeProvider.get_System",
        ];

        IEnumerable<string> found = Violations(Product.Fixtures, "JudgeEval.Conventions.Tests.Fixtures.Ambient").Select(v => v.Split(" uses ")[1]);

        Assert.Equal(expected, found.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static List<string> Violations(string path, string prefix) =>
        [.. Uses(path, prefix).Where(use => !Exceptions.ContainsKey(use)).Select(use => $"{use.Type} uses {use.Use}")];

    private static IEnumerable<(string Type, string Use)> Uses(string path, string prefix) => ReferenceReader.Read(path)
        .Where(r => r.FromNamespace.StartsWith(prefix, StringComparison.Ordinal) && r.Member is not null)
        .Select(r => (r.From, Use: $"{r.ToType}.{r.Member}{(r is { Member: ".ctor", Parameters: 0 } ? "()" : "")}"))
        .Where(use => Banned().IsMatch(use.Use))
        .Distinct();

    [GeneratedRegex(
        """
        ^System\.(
            DateTime\.get_(Now|UtcNow|Today)
          | DateTimeOffset\.get_(Now|UtcNow)
          | TimeProvider\.get_System
          | Diagnostics\.Stopwatch\..+
          | Random\.(get_Shared|\.ctor\(\))
          | Security\.Cryptography\.RandomNumberGenerator\..+
          | Guid\.(NewGuid|CreateVersion7)
          | Environment\.(GetEnvironmentVariables?|ExpandEnvironmentVariables|GetFolderPath
              |get_(MachineName|UserName|UserDomainName|CurrentDirectory|ProcessorCount|NewLine|TickCount|TickCount64|OSVersion|ProcessId))
          | IO\.Directory\.(GetCurrentDirectory|SetCurrentDirectory)
          | IO\.Path\.(GetTempPath|GetTempFileName)
          | Globalization\.CultureInfo\.(get|set)_(CurrentCulture|CurrentUICulture)
          | Globalization\.(NumberFormatInfo|DateTimeFormatInfo)\.get_CurrentInfo
          | StringComparer\.get_CurrentCulture(IgnoreCase)?
          | Text\.StringBuilder\.AppendLine
          | Console\..+
          | Threading\.Thread\.Sleep
        )$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Banned();
}
