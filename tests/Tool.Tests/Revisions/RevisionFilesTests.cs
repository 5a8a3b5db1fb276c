using System.Text.Json;
using JudgeEval.Harness.Cases;
using JudgeEval.Harness.Datasets;
using JudgeEval.Tool.Hosting;
using JudgeEval.Tool.Revisions;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary>What stands in revisions, and how a revision is named.</summary>
public sealed class RevisionFilesTests : IDisposable
{
    private const string People = "yyyyyyyyyn";

    private readonly GitFolder _git = new();

    public void Dispose() => _git.Dispose();

    [SkippableFact]
    public void Read_LinksAndSubmodules_AreNoFiles()
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), People);
        File.CreateSymbolicLink(_git["evals/Linked.baseline.jsonl"], _git[CommittedSuite.Stem + ".baseline.jsonl"]);
        string commit = _git.Commit();
        _git.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},evals/module.baseline.jsonl");
        _git.Git("commit", "-q", "-m", "a submodule and a link that carry a baseline's name");

        CaseSet set = Read("HEAD");

        Assert.Empty(set.Broken);
        Assert.Equal(CommittedSuite.Stem + ".baseline.jsonl", set.Origins.Single().Value.Path);
    }

    [SkippableFact]
    public void Read_PathsWithSpacesUnicodeAndQuotes_AreRead()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People, "ev als/дата \"set\"/ответы");
        CommittedSuite.Accept(_git, dataset, People, "ev als/Süite \t日本.Align");
        _git.Commit();

        CaseSet set = Read("HEAD");

        Assert.Equal("ev als/Süite \t日本.Align.baseline.jsonl", set.Origins.Single().Value.Path);
        Assert.Equal("ev als/дата \"set\"/ответы", set.Records.Single().DatasetPath);
        Assert.Single(Read("HEAD:ev als").Records);
    }

    [SkippableFact]
    public void Read_AttributesThatTurnLineEnds_ReadsTheBytesOfTheRevision()
    {
        _git.Write(".gitattributes", "* text eol=crlf\n");
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, "nyyyyyyyyn");
        _git.Commit();

        AlignmentOf(Read("HEAD"), dataset);

        // And where the revision itself has pairs of characters, they are read as one line end.
        _git.Write(".gitattributes", "* -text\n");
        foreach (string file in Directory.EnumerateFiles(_git["evals"], "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        _git.Commit();
        Assert.Contains("\r\n", _git.Git("show", $"HEAD:{CommittedSuite.Stem}.baseline.jsonl"), StringComparison.Ordinal);
        AlignmentOf(Read("HEAD"), dataset);

        static void AlignmentOf(CaseSet set, AnnotatedDataset dataset)
        {
            Assert.Empty(set.Broken);
            Assert.Equal(dataset.Identity, set.Records.Single().DatasetIdentity);
            Assert.Equal(["i10"], set.Origins.Single().Value.Known);
            Assert.True(set.Records.Single().Snapshot!.Matches);
        }
    }

    [SkippableFact]
    public void Read_BigFiles_ReadsThemWholeAndInStep()
    {
        // Four times the 64 KB of a pipe, beside others that are read after it.
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, new string('y', 2_000) + "n", text: _ => new string('x', 400));
        CommittedSuite.Accept(_git, dataset, new string('y', 2_001));
        _git.Write("a.record.json", "{\"format\":\"judgeeval.record/1\",\"record\":\"" + new string('x', 5_000_000));
        _git.Write("z.problem.txt", "judgeeval.problem/1\nNs.T\nz\nz\n\n\n\nJE3001: no recording\n");
        _git.Commit();

        CaseSet set = Read("HEAD");

        Assert.Equal(("a.record.json", "JE1802"), (set.Broken.Single().Path, set.Broken[0].Diagnostics[0].Code));
        Assert.Equal(2_001, set.Records.Single().Items.Length);
        Assert.Equal("JE3001: no recording", set.Problems.Single().Text);
    }

    [SkippableFact]
    public void Read_TwoDatasetsOfOneName_TakesTheNearest()
    {
        CommittedSuite.Dataset(_git, "nnnnnnnnnn", "a/answers");
        AnnotatedDataset near = CommittedSuite.Dataset(_git, People, "team/one/data/deep/answers");
        CommittedSuite.Dataset(_git, "nnnnnnnnnn", "team/two/answers");
        CommittedSuite.Accept(_git, near, People, "team/one/tests/Suite.Align");
        _git.Commit();

        Assert.Equal("team/one/data/deep/answers", Read("HEAD").Records.Single().DatasetPath);
        Assert.Equal("team/one/data/deep/answers", Read("HEAD:team/one/tests").Records.Single().DatasetPath);
    }

    [SkippableFact]
    public void Read_BrokenFilesOfARevision_AreNamedInItAndHideNone()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, People);
        AnnotatedDataset other = CommittedSuite.Dataset(_git, People, "evals/datasets/other", "other");
        CommittedSuite.Accept(_git, other, People, "evals/Other.Align", "other");
        _git.Write("evals/datasets/other/annotations.csv", "item,annotator,label\ni10,anna,perhaps\n");
        _git.Write("evals/Cut.baseline.jsonl", "{\"format\":");
        _git.Write("evals/Large.baseline.jsonl", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n");
        _git.Write(CommittedSuite.Stem + ".verified.txt", "<<<<<<< ours\n");
        _git.Commit();

        CaseSet set = Read("main");

        Assert.Equal(
            ["evals/Cut.baseline.jsonl JE4502", "evals/Large.baseline.jsonl JE1824", "evals/Suite.Align_judge=a.verified.txt JE5008", "evals/datasets/other JE1040"],
            set.Broken.Select(b => $"{b.Path} {b.Diagnostics[0].Code}"));
        Assert.Equal("main:evals/datasets/other/annotations.csv", set.Broken[3].Diagnostics[0].Location.File);
        Assert.Equal(("suite", "other"), (set.Records.Single().Suite, set.Baselines.Single().Suite));
    }

    [SkippableFact]
    public void Read_TwoBaselinesOfOneCase_AreOneUnlessTheyDiffer()
    {
        AnnotatedDataset dataset = CommittedSuite.Dataset(_git, People);
        CommittedSuite.Accept(_git, dataset, People);
        CommittedSuite.Accept(_git, dataset, People, "evals/Twin.Align");
        CommittedSuite.Accept(_git, dataset, "nnnnnnnnnn", "evals/Wrong.Align");
        CommittedSuite.Accept(_git, dataset, "nnnnnnnnnn", "evals/Waiting.Align.received", "waiting", "waiting");
        _git.Commit();

        CaseSet set = Read("main");

        Assert.Equal(("evals/Wrong.Align.baseline.jsonl", "JE1812"), (set.Broken.Single().Path, set.Broken[0].Diagnostics[0].Code));
        Assert.Single(set.Records);
    }

    [SkippableTheory]
    [InlineData("main")]
    [InlineData("HEAD")]
    [InlineData("v1")]
    [InlineData("refs/heads/main")]
    [InlineData("HEAD^{/be: ginn}")]
    [InlineData("main:evals")]
    [InlineData("main:evals/")]
    [InlineData("main:evals/Suite.Align_judge=a.baseline.jsonl")]
    [InlineData("HEAD^{/be: ginn}:evals")]
    [InlineData("main:./", "evals")]
    [InlineData("main:../../evals", "evals/datasets")]
    public void Diff_NamesOfRevisions_AreThoseOfGit(string name, string folder = "")
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), People);
        _git.Commit("be: ginn");
        _git.Git("tag", "-a", "v1", "-m", "annotated");

        ToolResult result = _git.Tool(["diff", name, name, "--json"], folder);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal("compared", result.Json().GetProperty("cases").EnumerateArray().Single().GetProperty("kind").GetString());
    }

    [SkippableFact]
    public void Diff_FolderOfTheNameOfABranch_IsTheFolder()
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), People);
        _git.Commit();
        _git.Git("branch", _git.Root.Replace('\\', '/').TrimStart('/'));

        JsonElement json = _git.Tool(["diff", _git.Root, "main", "--json"]).Json();

        Assert.False(json.TryGetProperty("baseRevision", out _));
        Assert.True(json.TryGetProperty("headRevision", out _));
    }

    [SkippableTheory]
    [InlineData("nonsense", "JE1816")]
    [InlineData("--output=x", "JE1816")]
    [InlineData("main:none", "JE1818")]
    [InlineData("main:evals/Suit", "JE1818")]
    [InlineData("nonsense:evals", "JE1816")]
    public void Diff_WhatIsNoRevision_SaysSo(string name, string code)
    {
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), People);
        _git.Commit();

        ToolResult result = _git.Tool(["diff", "--", name, "main"]);

        Assert.Equal(3, result.Code);
        Assert.StartsWith($"judgeeval: error {code}: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_git.Root, "x"));
    }

    [SkippableFact]
    public void Diff_PathOutOfTheRepository_IsWrongUsage()
    {
        _git.Commit();

        Assert.Equal(4, _git.Tool(["diff", "main:../x", "main"]).Code);
    }

    [SkippableFact]
    public void Diff_RevisionWithoutACase_WarnsAndComparesWithNothing()
    {
        _git.Commit("empty");
        CommittedSuite.Accept(_git, CommittedSuite.Dataset(_git, People), People);
        _git.Commit();

        ToolResult result = _git.Tool(["diff", "HEAD~1", "HEAD", "--json"]);

        Assert.StartsWith("judgeeval: warning JE1819: the revision 'HEAD~1' commits no case", result.Error, StringComparison.Ordinal);
        Assert.Equal("added", result.Json().GetProperty("cases")[0].GetProperty("kind").GetString());
    }

    [SkippableFact]
    public void Diff_CommitThatAShallowCloneLacks_SaysHowToFetchIt()
    {
        string first = _git.Commit("first");
        _git.Commit("second");
        using GitFolder clone = _git.Shallow();

        ToolResult result = clone.Tool(["diff", first, "HEAD"]);

        Assert.Equal(3, result.Code);
        Assert.StartsWith("judgeeval: error JE1817: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("git fetch --unshallow", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_OutsideOfARepository_SaysWhatGitSays()
    {
        _git.Commit();
        using TemporaryFolder nowhere = new();
        using var error = new StringWriter();
        var console = new ToolConsole { Out = TextWriter.Null, Error = error, Folder = nowhere.Root };

        Assert.Equal(3, ToolHost.RunAsync(["diff", "main", "HEAD"], console).GetAwaiter().GetResult());
        Assert.Contains("JE1816: 'main' is no folder, no record and no revision of the repository here; git says: not a git repository", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRun_WithoutGit_IsNothing() => Assert.Null(new GitProcess(".", "judgeeval-no-such-program").TryRun("version"));

    [Fact]
    public void Commit_WithoutGit_SaysSo()
    {
        var repository = new GitRepository(new GitProcess(".", "judgeeval-no-such-program"));

        Assert.Equal("JE1815", Assert.Throws<JudgeEvalException>(() => repository.Commit("main", out _)).Diagnostics.Single().Code);
    }

    [SkippableFact]
    public void Run_CommandThatGitRefuses_SaysWhatGitSays()
    {
        _git.Commit();

        Diagnostic diagnostic = Assert.Throws<JudgeEvalException>(() => new GitRepository(new GitProcess(_git.Root)).Run("ls-tree", "no-such-tree")).Diagnostics.Single();

        Assert.Equal(("JE1823", "'git ls-tree no-such-tree' failed", "git says: Not a valid object name no-such-tree"), (diagnostic.Code, diagnostic.What, diagnostic.Why));
    }

    [Theory]
    [InlineData("main", "main")]
    [InlineData("main:ev als", "'main:ev als'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("~x", "'~x'")]
    [InlineData("a$(b)", "'a$(b)'")]
    [InlineData("", "''")]
    public void Quote_Arguments_AreOneWordOfAShell(string argument, string expected) => Assert.Equal(expected, CaseSource.Quote(argument));

    private CaseSet Read(string name)
    {
        var repository = new GitRepository(new GitProcess(_git.Root));
        return new RevisionReader(repository).Read(RevisionArgument.Read(name, repository));
    }
}
