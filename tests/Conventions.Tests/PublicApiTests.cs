using System.Reflection;

namespace JudgeEval.Conventions.Tests;

/// <summary>The public API is approved in a text file, so that a change of it is seen in review.</summary>
public sealed class PublicApiTests
{
    private const string Folder = "tests/Conventions.Tests/PublicApi";

    private const string HowToApprove =
        "Approve from the repository's root with:\n"
        + "  for f in " + Folder + "/*.received.txt; do mv \"$f\" \"${f%.received.txt}.approved.txt\"; done";

    public static TheoryData<string> Assemblies => [.. Product.Libraries];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_PublicApi_IsApproved(string assembly)
    {
        string approvedPath = Repository.Absolute($"{Folder}/{assembly}.approved.txt");
        string receivedPath = Repository.Absolute($"{Folder}/{assembly}.received.txt");
        string received = PublicApi.Describe(Product.Load(assembly));
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"The public API of {assembly} is not the approved one.\n{Difference(approved, received)}\n{HowToApprove}");
    }

    [Fact]
    public void Approved_Files_BelongToAnAssembly() =>
        Expect.None(Repository.Files(Folder, ".approved.txt").Where(path => !Product.Libraries.Contains(Path.GetFileName(path)[..^".approved.txt".Length], StringComparer.Ordinal)));

    [Fact]
    public void Describe_Fixture_ReadsLikeCSharp() =>
        Assert.Equal(
            """
            namespace JudgeEval.Conventions.Tests.Fixtures.Listed

              enum Fruit
                Apple = 0
                Pear = 4

              interface IShape<T>
                T Find(string name, out int position, IReadOnlyDictionary<string, T>? hints = default)

              readonly record struct Point
                Point(double X, string? Name = default)
                double X { get; init; }
                string? Name { get; init; }

              abstract class Shape : IDisposable
                const string Kind = "shape"
                int Count { get; }
                protected Shape()
                protected abstract int? Area()
                protected virtual void Grow(params int[] steps)
                required string Id { get; init; }
                void Dispose()

              static class Shapes
                static bool IsRound(this Shape shape, bool strictly = true)

            """,
            PublicApi.Describe(Assembly.GetExecutingAssembly().GetExportedTypes().Where(t => t.Namespace == "JudgeEval.Conventions.Tests.Fixtures.Listed")));

    [Fact]
    public void Difference_LineAddedAndRemoved_NamesBoth() =>
        Assert.Equal("- b\n+ c", Difference("a\nb\n", "a\nc\n"));

    private static string Difference(string approved, string received)
    {
        string[] before = approved.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] after = received.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', Missing(before, after).Select(line => "- " + line).Concat(Missing(after, before).Select(line => "+ " + line)));
    }

    // The same line may stand in several types, so lines are counted, not only looked up.
    private static IEnumerable<string> Missing(string[] lines, string[] elsewhere)
    {
        var left = elsewhere.CountBy(line => line, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            if (left.GetValueOrDefault(line) > 0)
            {
                left[line]--;
            }
            else
            {
                yield return line;
            }
        }
    }
}
