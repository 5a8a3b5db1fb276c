using System.Text.Json;

namespace JudgeEval.Statistics.Tests.Reference;

/// <summary>
/// Every file of golden vectors in the reference folder is compared value by value with ours. A group without a comparison
/// fails, as does a key that its comparison does not know.
/// </summary>
public sealed class ReferenceTests(ReferenceReport report) : IClassFixture<ReferenceReport>
{
    private const string Absent = "(no reference vectors)";

    private static readonly Dictionary<string, IReferenceGroup> Groups = typeof(ReferenceTests).Assembly.GetTypes()
        .Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(IReferenceGroup)))
        .Select(t => (IReferenceGroup)Activator.CreateInstance(t)!)
        .ToDictionary(g => g.Name, StringComparer.Ordinal);

    public static TheoryData<string> Files()
    {
        string[] files = Directory.Exists(TestFolders.Reference)
            ? [.. Directory.GetFiles(TestFolders.Reference, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
            : [];
        return [.. files.Length == 0 ? [Absent] : files];
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Group_EveryValue_EqualsTheLibrary(string file)
    {
        Skip.If(
            file == Absent && Environment.GetEnvironmentVariable("JUDGEEVAL_REFERENCE") is not { Length: > 0 },
            $"There are no reference vectors in {TestFolders.Reference}. Set JUDGEEVAL_REFERENCE to their folder.");
        Assert.True(file != Absent, $"JUDGEEVAL_REFERENCE names {TestFolders.Reference}, which has no reference vectors (*.json).");

        JsonElement root = Parse(file);
        Assert.Equal("judgeeval-reference/1", root.GetProperty("schema").GetString());
        string name = root.GetProperty("group").GetString()!;
        Assert.True(Groups.TryGetValue(name, out IReferenceGroup? group), $"No comparison is written for the group {name} of {file}.");

        double tolerance = root.GetProperty("tolerance").GetDouble();
        int cases = 0, asserted = 0, setAside = 0;
        List<string> problems = [];
        foreach (JsonElement testCase in root.GetProperty("cases").EnumerateArray())
        {
            ExpectedValues expected = new(testCase.GetProperty("id").GetString()!, testCase.GetProperty("expected"), tolerance);
            try
            {
                group.Check(testCase.GetProperty("input"), expected);
                expected.AssertNothingForgotten();
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or ArgumentException or InvalidOperationException or KeyNotFoundException)
            {
                problems.Add(e is Xunit.Sdk.XunitException ? e.Message : $"{testCase.GetProperty("id")}: {e}");
            }

            cases++;
            asserted += expected.Asserted;
            setAside += expected.SetAside;
        }

        report.Add(name, cases, asserted, setAside);
        Assert.True(problems.Count == 0, $"{problems.Count} of {cases} cases differ.\n{string.Join('\n', problems.Take(20))}");
        Assert.True(asserted > 0, $"{file} asserts nothing.");
    }

    private static JsonElement Parse(string file)
    {
        using FileStream stream = File.OpenRead(Path.Combine(TestFolders.Reference, file));
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
