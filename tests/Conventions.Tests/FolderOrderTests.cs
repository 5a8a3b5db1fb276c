using JudgeEval.Conventions.Tests.Metadata;

namespace JudgeEval.Conventions.Tests;

/// <summary>The folders inside Harness stand in an order, and each uses only those before it.</summary>
public sealed class FolderOrderTests
{
    private static readonly string[] Order =
    [
        "Datasets", "Runs", "Imports", "Alignment", "Lint", "Cards", "Judging", "Comparing", "Gates", "Tables", "Records", "Snapshots", "Reviews",
        "Leaderboards", "Cases", "Diffs", "Reports",
    ];

    [Fact]
    public void Harness_Folders_UseOnlyThoseBefore() =>
        Expect.None(Violations(Product.PathOf(Product.Harness), "JudgeEval.Harness.", Order));

    [Fact]
    public void Harness_Types_StandInAKnownFolder()
    {
        IEnumerable<string> strangers = Product.Load(Product.Harness).GetTypes()
            .Where(type => type.Namespace?.StartsWith("JudgeEval.", StringComparison.Ordinal) == true)
            .Where(type => Room(type.Namespace!, "JudgeEval.Harness.") is not { } room || !Order.Contains(room, StringComparer.Ordinal))
            .Select(type => type.FullName!);
        Expect.None(strangers);
    }

    [Fact]
    public void Violations_UseOfALaterFolder_AreFoundInFieldsSignaturesAndBodies()
    {
        string[] expected = ["AttributeOfLater", "BaseOfLater", "BodyOfLater", "FieldOfLater", "LambdaOfLater", "SignatureOfLater"];

        List<string> found = Violations(Product.Fixtures, "JudgeEval.Conventions.Tests.Fixtures.", ["Earlier", "Later"]);

        Assert.Equal(expected, found.Select(v => v.Split(' ')[0].Split('.')[^1].Split('+')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static List<string> Violations(string path, string prefix, string[] order) =>
    [
        .. ReferenceReader.Read(path)
            .Where(r => Position(r.FromNamespace, prefix, order) is { } from && Position(r.ToNamespace, prefix, order) is { } to && to > from)
            .Select(r => $"{r.From} uses {r.ToType}{(r.Member is null ? "" : "." + r.Member)}"),
    ];

    private static int? Position(string space, string prefix, string[] order) =>
        Room(space, prefix) is { } room && Array.IndexOf(order, room) is >= 0 and var position ? position : null;

    private static string? Room(string space, string prefix) => space.StartsWith(prefix, StringComparison.Ordinal) ? space[prefix.Length..].Split('.')[0] : null;
}
