using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Harness.Tests.Snapshots;

public sealed class SnapshotFoldersTests : IDisposable
{
    private const string LineA = "a | 1×5 | 4 | +3 | unanimous | 1/1\n";
    private const string LineB = "b | 1×2 2×3 | 4 | +2 | split | 3/3\n";
    private readonly string _root = Directory.CreateTempSubdirectory("judgeeval-accept-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Accept_WithoutPatterns_TakesEveryDisagreementSnapshot()
    {
        Write("suites/T.M_p=1.verified.txt", LineA);
        Write("suites/T.M_p=1.received.txt", LineA + LineB);
        Write("U.M.received.txt", "no disagreement\n");
        Write("Verify.Own.received.txt", "{ any: other }");
        Write("bin/T.M.received.txt", LineA);
        Write("obj/deep/T.M.received.txt", LineA);
        Write(".git/T.M.received.txt", LineA);

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(_root, []);

        Assert.Equal(["U.M.verified.txt", "suites/T.M_p=1.verified.txt"], result.Accepted.Select(a => a.Snapshot!.VerifiedPath));
        Assert.Equal([true, false], result.Accepted.Select(a => a.Snapshot!.IsNew));
        Assert.Equal("b", Assert.Single(result.Accepted[1].Snapshot!.Difference.Added).Item);
        Assert.Equal(LineA + LineB, Read("suites/T.M_p=1.verified.txt"));
        Assert.Equal(
            [".git/T.M.received.txt", "Verify.Own.received.txt", "bin/T.M.received.txt", "obj/deep/T.M.received.txt"],
            Directory.EnumerateFiles(_root, "*.received.txt", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
                .Select(f => Path.GetRelativePath(_root, f).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Support", "")]
    [InlineData("SupportAnswers", "SupportAnswers.Align_p=1 SupportAnswers.Other")]
    [InlineData("supportanswers.align", "SupportAnswers.Align_p=1")]
    [InlineData("SupportAnswers.Align_p=1", "SupportAnswers.Align_p=1")]
    [InlineData("Support*", "SupportAnswers.Align_p=1 SupportAnswers.Other SupportPairs.Align")]
    [InlineData("*.Align", "SupportPairs.Align")]
    public void Accept_Pattern_ChoosesByName(string pattern, string expected)
    {
        Write("SupportAnswers.Align_p=1.received.txt", LineA);
        Write("SupportAnswers.Other.received.txt", LineA);
        Write("SupportPairs.Align.received.txt", LineA);

        SnapshotAcceptanceResult result = SnapshotAcceptance.Accept(_root, [pattern]);

        Assert.Equal(expected, string.Join(' ', result.Accepted.Select(a => a.Name)));
        Assert.Equal(expected.Length == 0 ? [pattern] : [], result.Unmatched.AsEnumerable());
        Assert.Equal(3, result.Accepted.Length + result.Waiting.Length);
    }

    [Fact]
    public void Accept_UnreadableVerifiedFile_IsReplaced()
    {
        Write("T.M.verified.txt", "<<<<<<< HEAD\n");
        Write("T.M.received.txt", LineA);

        Assert.True(Assert.Single(SnapshotAcceptance.Accept(_root, []).Accepted).Snapshot!.IsNew);
        Assert.Equal(LineA, Read("T.M.verified.txt"));
    }

    [Fact]
    public void Find_VerifiedFileOfNoCase_IsNamedWithTheRemedy()
    {
        Write("suites/T.M_p=1.verified.txt", LineA);
        Write("suites/T.M_p=gone.verified.txt", LineA);
        Write("suites/Verify.Own.verified.txt", "{ any: other }");
        Write("nested/Nested.csproj", "<Project/>");
        Write("nested/X.M.verified.txt", LineA);
        SnapshotName known = SnapshotNaming.For(Path.Combine(_root, "suites"), "T", "M", [new("p", "1")]);

        Diagnostic orphan = Assert.Single(SnapshotOrphans.Find(_root, [known]));

        Assert.Equal(
            "suites/T.M_p=gone.verified.txt: error JE5006: the verified snapshot belongs to no case of any suite; "
            + "its suite, method, prompt or dataset was renamed or removed; delete the file, or rename it to the case it belongs to",
            orphan.ToString());
    }

    [Fact]
    public void Find_EveryFileKnown_Nothing()
    {
        Write("T.M.verified.txt", LineA);

        Assert.Empty(SnapshotOrphans.Find(_root, [SnapshotNaming.For(_root, "T", "M", [])]));
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_root, path));
}
